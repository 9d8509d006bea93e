/**
 * Decides whether an earlier text of the bot's comment may be shown again. It quotes what its reporter had written then;
 * if any of that has been edited or deleted since, the earlier text is neither restored nor kept.
 */
import { createHash } from 'node:crypto'
import type { Store } from '../adapters/store/store.ts'
import type { DecisionRecord, Undo } from '../adapters/store/stored-decisions.ts'
import type { IssueRef } from '../core/issue-ref.ts'
import type { RawIssue } from '../core/report/report.ts'

/** Hexadecimal digits kept of a SHA-256; enough to notice an edit, and too few to search for what the text was. */
const HASH_LENGTH = 16

/** Identifies the texts that a comment can quote: the title, the description and the reporter's comments. */
export function sourcesOf({ title, body, comments = [] }: RawIssue): readonly string[] {
  return [
    `title ${hashOf(title)}`,
    `body ${hashOf(body ?? '')}`,
    ...comments.map((comment) => `comment-${comment.id} ${hashOf(comment.body)}`),
  ]
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH)
}

/**
 * @param acts the bot's acts on the issue, oldest first
 * @param sources of the issue as it is
 * @returns the data for undoing an act; a comment whose earlier text may not be shown again is deleted instead
 */
export function restorable(act: Undo, acts: readonly Undo[], sources: readonly string[]): Undo {
  if (act.comment === null || act.comment.before === null) return act
  const earlier = acts.slice(0, acts.indexOf(act))
  return isUnchanged(earlier, sources) ? act : { ...act, comment: { ...act.comment, before: null } }
}

/**
 * Deletes the stored earlier texts of the comment if they rest on something that is gone.
 * @returns whether the text of the comment as the last act left it may be kept for an undo
 */
export async function dropOutdated(
  ref: IssueRef,
  sources: readonly string[],
  store: Pick<Store, 'decisions' | 'dropEarlierComments'>,
): Promise<boolean> {
  const acts = actsOn(await store.decisions(ref))
  const isOutdated = acts.some((act) => restorable(act, acts, sources) !== act)
  if (isOutdated) await store.dropEarlierComments(ref)
  return isUnchanged(acts, sources)
}

/** The acts among the decisions on an issue, in the same order. */
export function actsOn(decisions: readonly DecisionRecord[]): readonly Undo[] {
  return decisions.flatMap(({ undo }) => undo ?? [])
}

/** Returns true if all texts that the last written comment rests on are still there. New texts do not matter. */
function isUnchanged(acts: readonly Undo[], sources: readonly string[]): boolean {
  const written = acts.findLast(({ comment }) => comment !== null)?.sources
  return written?.every((it) => sources.includes(it)) ?? false
}
