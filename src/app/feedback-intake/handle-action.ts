/** A person did something on an issue that says something about the bot: it is kept as the feedback event that it amounts to. */

import { readOwnComment } from '../../adapters/github/read-thread.ts'
import { parseMarker } from '../../core/comments/marker.ts'
import { type Act, feedbackFrom } from '../../core/feedback/implicit-feedback.ts'
import type { ReceivedAction } from '../../core/feedback/received.ts'
import { recordSuppressed, takeFromBudget } from './feedback-budget.ts'
import { handleDuplicateMarks } from './handle-duplicate-marks.ts'
import type { IntakeDeps, IntakeResult } from './intake-context.ts'
import { rightsOf } from './rights.ts'

/** @param delivery GUID of the webhook that told of it */
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
  const place = { ref, reporter: issue.author, github, settings }
  // GitHub lets nobody else hide a comment, and does not say who it was.
  const rights = act.kind === 'comment-minimised' ? 'maintainer' : await rightsOf(who, place)
  const own = await readOwnComment(ref, github, remembered)
  const asserted = own === null ? null : (parseMarker(own.body)?.signature ?? null)
  const scene = { pack, asserted, feedbackEvents: await store.feedbackOn(ref) }
  const feedbackEvent = feedbackFrom(act, { ref, who, rights, at: clock(), delivery }, scene)
  const isHeard = feedbackEvent !== null && (await takeFromBudget({ ref, who, rights }, delivery, deps))
  if (isHeard) await store.recordFeedback(feedbackEvent)
  else if (feedbackEvent !== null && rights === 'maintainer') return 'later'
  else if (feedbackEvent !== null) await recordSuppressed({ ref, who, rights }, { what: [act.kind], delivery }, deps)
  const isMarked = await handleDuplicateMarks(ref, issue.author, deps)
  return isHeard || isMarked || act.kind === 'reopened' ? { trigger: 'event', answers: [], by: rights } : null
}

/** Another bot may have quoted our marker at the beginning of a comment of its own. */
function isAnothersComment(act: Act, remembered: number | null): boolean {
  return act.kind === 'comment-deleted' && remembered !== null && (act.comment ?? remembered) !== remembered
}
