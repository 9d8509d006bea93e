/** A person did something on an issue that says something about the bot: it is kept as the verdict that it amounts to. */

import { readOwnComment } from '../../adapters/github/read-thread.ts'
import { parseMarker } from '../../core/comments/marker.ts'
import { type Act, verdictOf } from '../../core/feedback/implicit-feedback.ts'
import type { HeardAct } from '../../core/feedback/received.ts'
import { recordWithheld, takeWord } from './feedback-budget.ts'
import { hearMarks } from './handle-duplicate-marks.ts'
import type { Heard, Hearing } from './intake-context.ts'
import { rightsOf } from './rights.ts'

/** @param delivery GUID of the webhook that told of it */
export async function hearAct({ ref, who, act }: HeardAct, delivery: string, hearing: Hearing): Promise<Heard> {
  const { github, store, rules, clock } = hearing
  const issue = await github.readIssue(ref)
  const remembered = await store.ownCommentId(ref)
  if (typeof issue === 'string' || issue.isPullRequest || isAnothersComment(act, remembered)) return null
  const { pack, settings } = await rules.rulesFor(ref, github)
  const place = { ref, reporter: issue.author, github, settings }
  // GitHub lets nobody else hide a comment, and does not say who it was.
  const rights = act.kind === 'comment-minimised' ? 'maintainer' : await rightsOf(who, place)
  const own = await readOwnComment(ref, github, remembered)
  const asserted = own === null ? null : (parseMarker(own.body)?.signature ?? null)
  const scene = { pack, asserted, verdicts: await store.verdictsOn(ref) }
  const verdict = verdictOf(act, { ref, who, rights, at: clock(), delivery }, scene)
  const isHeard = verdict !== null && (await takeWord({ ref, who, rights }, delivery, hearing))
  if (isHeard) await store.recordVerdict(verdict)
  else if (verdict !== null && rights === 'maintainer') return 'later'
  else if (verdict !== null) await recordWithheld({ ref, who, rights }, { what: [act.kind], delivery }, hearing)
  const isMarked = await hearMarks(ref, issue.author, hearing)
  return isHeard || isMarked || act.kind === 'reopened' ? { occasion: 'event', answers: [], by: rights } : null
}

/** Another bot may have quoted our marker at the beginning of a comment of its own. */
function isAnothersComment(act: Act, remembered: number | null): boolean {
  return act.kind === 'comment-deleted' && remembered !== null && (act.comment ?? remembered) !== remembered
}
