/** A person did something on an issue that says something about the bot: it is kept as the verdict that it amounts to. */
import { parseMarker } from '../comments/marker.ts'
import { type Act, verdictOf } from '../conversation/signs.ts'
import type { IssueRef } from '../issue-ref.ts'
import { hearMarks } from './hear-marks.ts'
import type { Hearing } from './hearing.ts'
import { ownCommentOf, rightsOf } from './rights.ts'

export interface HeardAct {
  readonly ref: IssueRef
  readonly who: string
  readonly act: Act
}

/** @returns whether the issue must be looked at again */
export async function hearAct({ ref, who, act }: HeardAct, delivery: string, hearing: Hearing): Promise<boolean> {
  const { github, store, rules, clock } = hearing
  const issue = await github.readIssue(ref)
  if (typeof issue === 'string' || issue.isPullRequest) return false
  const { pack, settings } = await rules.rulesFor(ref, github)
  const place = { ref, reporter: issue.author, github, settings }
  // GitHub lets nobody else hide a comment, and does not say who it was.
  const rights = act.kind === 'comment-minimised' ? 'maintainer' : await rightsOf(who, place)
  const own = ownCommentOf(await github.listComments(ref))
  const asserted = own === null ? null : (parseMarker(own.body)?.signature ?? null)
  const scene = { pack, asserted, verdicts: await store.verdictsOn(ref) }
  const verdict = verdictOf(act, { ref, who, rights, at: clock(), delivery }, scene)
  if (verdict !== null) await store.recordVerdict(verdict)
  const isMarked = await hearMarks(ref, issue.author, hearing)
  return verdict !== null || isMarked || act.kind === 'reopened'
}
