/**
 * Reads how a thread that the bot answered has ended so far, and stores the grade of the bot's first answer. Only reads
 * from GitHub, and stores none of the thread's words.
 */
import { DELETED_ACCOUNT } from '../../adapters/github/collect-issue.ts'
import type { GitHub, IssueComment } from '../../adapters/github/github.ts'
import { withCachedRoles } from '../../adapters/github/known-roles.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { DecisionRecord } from '../../adapters/store/stored-decisions.ts'
import type { OutcomeRecord } from '../../adapters/store/stored-outcomes.ts'
import { type FeedbackEvent, prevailing } from '../../core/feedback/feedback-event.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import { type NamedCause, NO_EVIDENCE, type Remark, type Speaker } from '../../core/outcomes/ending.ts'
import type { RepositoryRules } from '../../core/settings/rules.ts'
import { type Analysis, unlessUnreadable } from '../analysis/analysis.ts'
import { givenRules } from '../analysis/job-context.ts'
import { rightsOf } from '../feedback-intake/rights.ts'

export interface OutcomeDeps {
  readonly github: GitHub
  readonly store: Store
  /** The rules in force in the repository. */
  readonly rules: RepositoryRules
  /** Reads untrusted text. */
  readonly analysis: Analysis
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/** Maximum number of people whose rights are looked up; the last to comment count. */
const MAX_PEOPLE = 20

/** @returns the stored outcome; null if the bot never asserted a cause there, or the issue is gone */
export async function readOutcome(ref: IssueRef, deps: OutcomeDeps): Promise<OutcomeRecord | null> {
  const { github, store, rules, analysis, clock } = deps
  const answer = (await store.decisions(ref)).find(isFirstAnswer)
  if (answer === undefined) return null
  const issue = await github.readIssue(ref)
  if (typeof issue === 'string' || issue.isPullRequest) return null
  const comments = (await github.listComments(ref)).filter(({ own, createdAt }) => !own && createdAt >= answer.at)
  const speakers = await speakersOf(comments, issue.author, { ref, ...deps })
  const remarks = comments.map((it): Remark => {
    return { id: it.id, by: speakers.get(it.author) ?? 'bystander', who: it.author, body: it.body }
  })
  const named = await causesNamed(ref, answer, deps)
  const ending = { answer: answer.signature, remarks, named }
  const reading = await unlessUnreadable(analysis.run('ending', { ending, rules: givenRules(rules) }), NO_EVIDENCE)
  const outcome = {
    ...reading,
    ref,
    signature: answer.signature,
    pack: answer.pack,
    reporter: issue.author,
    answeredAt: answer.at,
    readAt: clock(),
  }
  await store.keepOutcome(outcome)
  return outcome
}

/** A cause that a maintainer named is not the bot's own answer. */
function isFirstAnswer(it: DecisionRecord): it is DecisionRecord & { readonly signature: string } {
  return it.decision === 'assert' && it.reason === 'sure' && it.signature !== null
}

interface SpeakerContext extends Pick<OutcomeDeps, 'github' | 'rules'> {
  readonly ref: IssueRef
}

async function speakersOf(
  comments: readonly IssueComment[],
  reporter: string,
  { ref, github, rules }: SpeakerContext,
): Promise<ReadonlyMap<string, Speaker>> {
  const roles = withCachedRoles(github)
  const newestFirst = [...new Set(comments.map(({ author }) => author).toReversed())].slice(0, MAX_PEOPLE)
  const speakers = new Map<string, Speaker>()
  for (const login of newestFirst) {
    if (login.endsWith('[bot]')) speakers.set(login, 'bot')
    else if (login === reporter && login !== DELETED_ACCOUNT) speakers.set(login, 'reporter')
    else {
      const rights = await rightsOf(login, { ref, reporter, github: roles, settings: rules.settings })
      speakers.set(login, rights === 'maintainer' ? 'maintainer' : 'bystander')
    }
  }
  return speakers
}

/**
 * Plain words are left to the reader of the thread: "fixed" alone says that the issue is solved, not that the answer was
 * right.
 */
function isExplicit({ origin }: FeedbackEvent): boolean {
  return origin !== 'words'
}

/** Causes named by a command, or by a label that a person put on. GitHub lets only maintainers put a label on. */
async function causesNamed(
  ref: IssueRef,
  answer: DecisionRecord,
  { github, store, rules }: OutcomeDeps,
): Promise<readonly NamedCause[]> {
  const events = (await store.feedbackOn(ref)).filter((it) => it.at >= answer.at && isExplicit(it))
  const labels = new Map([...rules.pack.signatures.values()].map(({ id, label }) => [label.toLowerCase(), id]))
  const issue = await github.listLabelEvents(ref)
  const labelled = issue.findLast(({ label, by }) => by === 'person' && labels.has(label.toLowerCase()))
  const signature = labelled?.action === 'labeled' ? labels.get(labelled.label.toLowerCase()) : undefined
  return [
    ...(signature === undefined ? [] : [{ by: 'maintainer', who: null, signature } as const]),
    ...causesInFeedback(events),
  ]
}

function causesInFeedback(events: readonly FeedbackEvent[]): readonly NamedCause[] {
  const cause = prevailing(events.filter(({ kind }) => kind === 'is-signature'))
  const result = prevailing(events.filter(({ kind }) => kind === 'worked' || kind === 'did-not-work'))
  const worked = result?.kind === 'worked' ? result : undefined
  return [worked, cause].flatMap((it) => {
    if (it === undefined || it.rights === 'anyone') return []
    const signature = it.kind === 'worked' ? null : (it.signature?.id ?? null)
    return [{ by: it.rights, who: it.who, signature }]
  })
}
