/**
 * Keeps the Action's state between runs: the same store that the bot uses, as a file in a workflow cache. The cache may
 * be lost, and if two runs overlap, only one run's changes survive. State that must survive is read again from the
 * issue itself.
 */
import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { openStore } from '../../adapters/store/open.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { IntakeDeps } from '../../app/feedback-intake/intake-context.ts'
import { replayCommands } from '../../app/feedback-intake/replay-commands.ts'
import { TriageError } from '../../core/errors.ts'
import type { ActionRequest } from './event.ts'

/** GitHub's comment ids start at 1, so no comment has this id, and a lookup always reports it as deleted. */
const DELETED_COMMENT_ID = 0

/**
 * Opens the store. A store that cannot be used is deleted and replaced with an empty one.
 * @param warn called with one sentence that explains why the store was deleted
 * @throws TriageError('store-unreadable') when the path is a folder or the file cannot be deleted
 */
export async function openMemory(path: string, warn: (text: string) => void): Promise<Store> {
  await mkdir(dirname(path), { recursive: true })
  try {
    return (await openStore({ path })).store
  } catch (error) {
    if (!(error instanceof TriageError)) throw error
    warn(`The saved state is discarded and replaced with an empty one. ${error.message}`)
    // A folder is not ours and is never deleted; the first error is thrown instead.
    await removeStore(path).catch(() => Promise.reject(error))
    return (await openStore({ path })).store
  }
}

async function removeStore(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) await rm(`${path}${suffix}`, { force: true })
}

/**
 * Applies the issue's feedback again. A comment that a person deleted must not be written again. If the store has no
 * comment, our labels in the issue's timeline show that the bot has already been here. The downside: if an earlier run
 * set a label without a comment, no comment is written later.
 */
export async function recall({ ref, comment }: ActionRequest, deps: IntakeDeps): Promise<void> {
  const { github, store } = deps
  const issue = await github.readIssue(ref)
  if (typeof issue === 'string') return
  await replayCommands({ ref, reporter: issue.author, except: comment }, deps)
  if ((await store.ownCommentId(ref)) !== null) return
  // After an undo, the bot itself deleted its comment.
  if ((await store.feedbackOn(ref)).some(({ kind }) => kind === 'undo')) return
  const beenHere = (await github.listLabelEvents(ref)).some(({ by, action }) => by === 'us' && action === 'labeled')
  if (beenHere) await store.rememberComment(ref, DELETED_COMMENT_ID)
}
