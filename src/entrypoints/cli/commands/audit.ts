/** `audit`: the story of one issue in order, from what the store keeps: what was decided and done, and what people said. */
import type { Command } from 'commander'
import type { DecisionRecord } from '../../../adapters/store/store.ts'
import { TriageError } from '../../../core/errors.ts'
import type { FeedbackEvent } from '../../../core/feedback/feedback-event.ts'
import { formatRef, type IssueRef } from '../../../core/issue-ref.ts'
import type { Io } from '../io.ts'
import { withStore } from '../store-of-commands.ts'
import { toJson } from '../terminal-text.ts'

type Entry =
  | ({ readonly entry: 'decision' } & Omit<DecisionRecord, 'ref' | 'undo'>)
  | ({ readonly entry: 'feedbackEvent' } & Omit<FeedbackEvent, 'ref'>)

export function addAudit(program: Command, io: Io): void {
  program
    .command('audit')
    .description('the story of one issue in order: what was decided and done, by which delivery, and what people said')
    .argument('<issue>', 'as owner/repo#12')
    .option('--json', 'print one JSON document')
    .action(async (issue: string, { json }: { json?: boolean }) => {
      const ref = readRef(issue)
      const story = await readStory(ref)
      if (json) return io.print(toJson({ issue: formatRef(ref), story }))
      io.print(story.length === 0 ? `Nothing is known about ${formatRef(ref)}.` : story.map(printEntry).join('\n'))
    })
}

function readRef(issue: string): IssueRef {
  const [, owner, repo, number] = /^([\w-]{1,100})\/([\w.-]{1,100})#(\d{1,9})$/.exec(issue) ?? []
  if (owner && repo && number) return { owner, repo, number: Number(number) }
  throw new TriageError('wrong-use', `${issue} names no issue.`, { hint: 'Write it as owner/repo#12, in quotes.' })
}

function readStory(ref: IssueRef): Promise<readonly Entry[]> {
  return withStore(async (store) => {
    const decisions = (await store.decisions(ref)).map(
      ({ ref: _, undo: __, ...it }) => ({ entry: 'decision', ...it }) as const,
    )
    const feedbackEvents = (await store.feedbackOn(ref)).map(
      ({ ref: _, ...it }) => ({ entry: 'feedbackEvent', ...it }) as const,
    )
    // What was said comes before what followed from it.
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
  const acts = it.acts.length === 0 ? '; nothing to do' : `; ${it.acts.join(', ')}`
  const by = it.delivery === null ? '' : `; delivery ${it.delivery}`
  return `decided: ${it.decision}${named} (${it.reason}, ${it.confidence.toFixed(2)}, pack ${it.pack})${evidence}${acts}${by}`
}

function printFeedbackEvent(it: Extract<Entry, { entry: 'feedbackEvent' }>): string {
  const parts = [
    it.signature === null ? '' : ` ${it.signature.id} (version ${it.signature.version})`,
    it.other === null ? '' : ` ${formatRef(it.other)}`,
    it.step === null ? '' : ` step ${it.step}`,
    it.detail === null ? '' : ` ${it.detail}`,
  ]
  return `said: ${it.kind}${parts.join('')}, by ${it.who} (${it.rights}, ${it.origin}, ${it.id})`
}
