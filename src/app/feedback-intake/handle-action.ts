/** Handles an action on an issue that counts as feedback on the bot's answer, and stores it as a feedback event. */

import type { GitHub } from '../../adapters/github/github.ts'
import { withCachedRoles } from '../../adapters/github/known-roles.ts'
import { readOwnComment } from '../../adapters/github/read-thread.ts'
import { parseMarker } from '../../core/comments/marker.ts'
import type { FeedbackEvent } from '../../core/feedback/feedback-event.ts'
import { type Act, feedbackFrom } from '../../core/feedback/implicit-feedback.ts'
import type { ReceivedAction } from '../../core/feedback/received.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import { recordSuppressed, takeFromBudget } from './feedback-budget.ts'
import type { IntakeDeps, IntakeResult } from './intake-context.ts'
import { rightsOf } from './rights.ts'

/** @param delivery GUID of the webhook that reported the action */
export async function handleAction(
  { ref, who, act }: ReceivedAction,
  delivery: string,
  deps: IntakeDeps,
): Promise<IntakeResult> {
  const { github, store, rules, clock } = deps
  const issue = await github.readIssue(ref)
  const remembered = await store.ownCommentId(ref)
  if (typeof issue === 'string' || issue.isPullRequest || isAnothersComment(act, remembered, github)) return null
  const { pack, settings } = await rules.rulesFor(ref, github)
  const rightsContext = { ref, reporter: issue.author, github, settings }
  // GitHub does not say who hid a comment, but it only lets maintainers hide one.
  const rights = act.kind === 'comment-minimised' ? 'maintainer' : await rightsOf(who, rightsContext)
  const own = await readOwnComment(ref, github, remembered)
  const asserted = own === null ? null : (parseMarker(own.body)?.signature ?? null)
  const answerContext = { pack, asserted, feedbackEvents: await store.feedbackOn(ref) }
  const feedbackEvent = feedbackFrom(act, { ref, who, rights, at: clock(), delivery }, answerContext)
  const isAccepted = feedbackEvent !== null && (await takeFromBudget({ ref, who, rights }, delivery, deps))
  if (isAccepted) await store.recordFeedback(feedbackEvent)
  else if (feedbackEvent !== null && rights === 'maintainer') return 'later'
  else if (feedbackEvent !== null) await recordSuppressed({ ref, who, rights }, { what: [act.kind], delivery }, deps)
  const hasNewMarks = await handleDuplicateMarks(ref, issue.author, deps)
  const runsAgain = isAccepted || hasNewMarks || act.kind === 'reopened'
  return runsAgain ? { trigger: 'event', answers: [], by: rights } : null
}

/**
 * Another bot's comment may start with a copy of our marker. Which comment is ours may not be remembered: the Action's
 * store is a cache that GitHub deletes.
 */
function isAnothersComment(act: Act, remembered: number | null, github: Pick<GitHub, 'isOwn'>): boolean {
  if (act.kind !== 'comment-deleted') return false
  return remembered === null ? !github.isOwn(act) : (act.comment ?? remembered) !== remembered
}

/** @returns whether any mark was new */
async function handleDuplicateMarks(ref: IssueRef, reporter: string, deps: IntakeDeps): Promise<boolean> {
  const { store, rules } = deps
  const github = withCachedRoles(deps.github)
  const known = new Set((await store.feedbackOn(ref)).map(({ id }) => id))
  const fresh = (await github.listDuplicateMarks(ref)).filter(({ id }) => !known.has(idOf(id)))
  if (fresh.length === 0) return false
  const { settings } = await rules.rulesFor(ref, github)
  for (const { id, kind, canonical: other, by: who, at } of fresh) {
    const rights = await rightsOf(who, { ref, reporter, github, settings })
    const mark: Pick<FeedbackEvent, 'kind' | 'origin'> =
      kind === 'marked'
        ? { kind: 'duplicate-of', origin: 'duplicate-marked' }
        : { kind: 'not-duplicate', origin: 'duplicate-unmarked' }
    const aboutNothingElse = { signature: null, step: null, detail: null }
    await store.recordFeedback({ id: idOf(id), ref, other, who, rights, at, ...mark, ...aboutNothingElse })
  }
  return true
}

function idOf(event: string): string {
  return `mark-${event}`
}
