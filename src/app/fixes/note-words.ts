/** Stores what a reporter's comment says about the claimed fix: only works or fails, on which version, and by whom. */
import type { GitHub, IssueComment } from '../../adapters/github/github.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { VersionWord } from '../../core/fixes/fix-words.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import { type Analysis, unlessUnreadable } from '../analysis/analysis.ts'
import { fixOf } from './cluster-fix.ts'
import { isSameLogin, versionAnswered } from './fix-answer.ts'

export interface WrittenWords {
  readonly ref: IssueRef
  readonly commentId: number
  /** Login of the person who wrote or edited the comment. */
  readonly by: string
}

export interface NoteWordsDeps {
  readonly github: Pick<GitHub, 'readComment'>
  readonly store: Store
  /** Reads untrusted text. */
  readonly analysis: Analysis
}

/** Does nothing unless a fix is claimed for the cluster, and the comment is by somebody who reported its cause. */
export async function noteFixWords(
  { ref, commentId, by }: WrittenWords,
  { github, store, analysis }: NoteWordsDeps,
): Promise<void> {
  const fix = await fixOf(ref, store)
  const isReporter = fix?.reports.some(({ author }) => isSameLogin(author, by)) === true
  if (fix?.ledger == null || !isReporter) return
  const comment = await github.readComment(ref, commentId)
  if (comment === null || comment.own || !isSameLogin(comment.author, by)) return
  const source = `said-${by.toLowerCase()}`
  const before = (await store.fixSignalsIn(ref)).find((it) => it.number === ref.number && it.source === source)
  const isSame = before?.comment === comment.id
  // An old comment that is edited does not replace what the person said since.
  if (before !== undefined && !isSame && before.at > comment.createdAt) return
  const words = await wordsIn(comment, ref, { store, analysis })
  // A later comment about something else takes nothing back; an edit does.
  if (words.length === 0 && !isSame) return
  const said = { who: comment.author, comment: comment.id, url: null, at: comment.createdAt }
  const signals = words.map(({ word, version }) => ({ kind: word, version, ...said }))
  await store.keepFixSignals(ref, source, signals)
}

/** What the comment says about versions that it names, or about the version that the bot asked about. */
async function wordsIn(
  comment: IssueComment,
  ref: IssueRef,
  { store, analysis }: Pick<NoteWordsDeps, 'store' | 'analysis'>,
): Promise<readonly VersionWord[]> {
  const { body } = comment
  const named = await unlessUnreadable(analysis.run('fixWords', { body }), [])
  if (named.length > 0) return named
  const says = (await unlessUnreadable(analysis.run('comment', { body, ref }), null))?.says ?? null
  const version = await versionAnswered(ref, { comment, says }, store)
  return version === null ? [] : [{ word: 'works', version }]
}
