/** Handles an action on an issue that is feedback about the bot's answer, and stores it as a feedback event. */

import { readOwnComment } from '../../adapters/github/read-thread.ts'
import { parseMarker } from '../../core/comments/marker.ts'
import { type Act, feedbackFrom } from '../../core/feedback/implicit-feedback.ts'
import type { ReceivedAction } from '../../core/feedback/received.ts'
import { recordSuppressed, takeFromBudget } from './feedback-budget.ts'
import { handleDuplicateMarks } from './handle-duplicate-marks.ts'
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
  if (typeof issue === 'string' || issue.isPullRequest || isAnothersComment(act, remembered)) return null
  const { pack, settings } = await rules.rulesFor(ref, github)
  const rightsContext = { ref, reporter: issue.author, github, settings }
  // GitHub does not name the person who hid a comment, but only lets maintainers do it.
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

/** Another bot may start a comment with a quote of our marker. */
function isAnothersComment(act: Act, remembered: number | null): boolean {
  return act.kind === 'comment-deleted' && remembered !== null && (act.comment ?? remembered) !== remembered
}
