/**
 * Decides whether plain words such as "works now, thanks" answer the question about a fix in the bot's comment. They then
 * mean the version that the question names, and say nothing about the checklist. Writes nothing.
 */
import type { IssueComment } from '../../adapters/github/github.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { PlainWords } from '../../core/outcomes/plain-words.ts'
import { fixOf } from './cluster-fix.ts'

export interface PlainAnswer {
  readonly comment: Pick<IssueComment, 'id' | 'author' | 'createdAt'>
  /** What the comment says in plain words and nothing else; null if it says more. */
  readonly says: PlainWords | null
}

/**
 * The question must have been open when the comment was written, on the same issue, and the comment must be by somebody
 * who reported the cause. "That was it" speaks of the cause that the bot named, not of a version.
 * @returns the version that works according to the comment; null if it does not answer the question
 */
export async function versionAnswered(
  ref: IssueRef,
  { comment, says }: PlainAnswer,
  store: Store,
): Promise<string | null> {
  if (says?.kind !== 'worked' || says.words === 'that-was-it') return null
  const fix = await fixOf(ref, store)
  if (fix?.ledger == null || !fix.reports.some(({ author }) => isSameLogin(author, comment.author))) return null
  const signals = (await store.fixSignalsIn(ref)).filter(({ number }) => number === ref.number)
  const isAsked = signals.some(({ kind, at }) => kind === 'asked' && at <= comment.createdAt)
  // The comment itself may have closed the question, before a crash or an edit.
  const isOpen = fix.ledger.state === 'claimed' || signals.some((it) => it.comment === comment.id)
  return isAsked && isOpen ? fix.ledger.claim.version : null
}

export function isSameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
