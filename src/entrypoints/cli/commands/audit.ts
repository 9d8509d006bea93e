/** `audit`: lists one issue's decisions, changes and feedback from the store in chronological order. */
import type { Command } from 'commander'
import type { DecisionRecord } from '../../../adapters/store/stored-decisions.ts'
import { TriageError } from '../../../core/errors.ts'
import type { FeedbackEvent } from '../../../core/feedback/feedback-event.ts'
import { formatRef, type IssueRef } from '../../../core/issue-ref.ts'
import type { Io } from '../io.ts'
import { withStoreForReading } from '../store-of-commands.ts'
import { toJson } from '../terminal-text.ts'

type Entry =
  | ({ readonly entry: 'decision' } & Omit<DecisionRecord, 'ref' | 'undo'>)
  | ({ readonly entry: 'feedback' } & Omit<FeedbackEvent, 'ref'>)

export function addAudit(program: Command, io: Io): void {
  program
    .command('audit')
    .description(
      'list the decisions on one issue, with their changes and deliveries, and all feedback, in chronological order',
    )
    .argument('<issue>', 'the issue, e.g. owner/repo#12')
    .option('--json', 'print one JSON document')
    .action(async (issue: string, { json }: { json?: boolean }) => {
      const ref = readRef(issue)
      const history = await readHistory(ref)
      if (json) return io.print(toJson({ issue: formatRef(ref), story: history }))
      io.print(
        history.length === 0
          ? `No decisions or feedback stored for ${formatRef(ref)}.`
          : history.map(printEntry).join('\n'),
      )
    })
}

function readRef(issue: string): IssueRef {
  const [, owner, repo, number] = /^([\w-]{1,100})\/([\w.-]{1,100})#(\d{1,9})$/.exec(issue) ?? []
  if (owner && repo && number) return { owner, repo, number: Number(number) }
  throw new TriageError('wrong-use', `${issue} is not an issue reference.`, {
    hint: 'Write it as owner/repo#12, in quotes.',
  })
}

function readHistory(ref: IssueRef): Promise<readonly Entry[]> {
  return withStoreForReading(async (store) => {
    const decisions = (await store.decisions(ref)).map(
      ({ ref: _, undo: __, ...it }) => ({ entry: 'decision', ...it }) as const,
    )
    const feedbackEvents = (await store.feedbackOn(ref)).map(
      ({ ref: _, ...it }) => ({ entry: 'feedback', ...it }) as const,
    )
    // The sort is stable, so feedback comes before a decision that it caused at the same time.
    return [...feedbackEvents, ...decisions].sort((a, b) => a.at - b.at)
  })
}

function printEntry(entry: Entry): string {
  const at = new Date(entry.at).toISOString()
  return `${at}  ${entry.entry === 'decision' ? printDecision(entry) : printFeedbackEvent(entry)}`
}

function printDecision(it: Extract<Entry, { entry: 'decision' }>): string {
  const named = it.signature === null ? '' : ` ${it.signature}`
  const evidence = it.evidence.length === 0 ? '' : `; evidence: ${it.evidence.join(', ')}`
  const acts = it.acts.length === 0 ? '; no changes' : `; ${it.acts.join(', ')}`
  const by = it.delivery === null ? '' : `; delivery ${it.delivery}`
  return `decided: ${it.decision}${named} (${it.reason}, ${it.confidence.toFixed(2)}, pack ${it.pack})${evidence}${acts}${by}`
}

function printFeedbackEvent(it: Extract<Entry, { entry: 'feedback' }>): string {
  const parts = [
    it.signature === null ? '' : ` ${it.signature.id} (version ${it.signature.version})`,
    it.other === null ? '' : ` ${formatRef(it.other)}`,
    it.step === null ? '' : ` step ${it.step}`,
    it.detail === null ? '' : ` ${it.detail}`,
  ]
  return `feedback: ${it.kind}${parts.join('')}, by ${it.who} (${it.rights}, ${it.origin}, ${it.id})`
}
