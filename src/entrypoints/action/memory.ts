/**
 * What the Action keeps between two runs: the same store as the bot's, as a file in a workflow cache. A cache may be
 * lost, and of two runs at the same time one loses what the other learned. What must survive that is read again from
 * the issue itself.
 */
import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { openStore } from '../../adapters/store/open.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { IntakeDeps } from '../../app/feedback-intake/intake-context.ts'
import { replayCommands } from '../../app/feedback-intake/replay-commands.ts'
import { TriageError } from '../../core/errors.ts'
import type { ActionRequest } from './event.ts'

/** GitHub counts comments from 1: no comment has this id, so a lookup always finds it deleted. */
const DELETED_COMMENT_ID = 0

/**
 * Opens the store. Deletes a store that cannot be used and starts an empty one.
 * @param warn called with one sentence that says why the store was deleted
 * @throws TriageError('store-unreadable') for a folder, or when the file cannot be deleted
 */
export async function openMemory(path: string, warn: (text: string) => void): Promise<Store> {
  await mkdir(dirname(path), { recursive: true })
  try {
    return (await openStore({ path })).store
  } catch (error) {
    if (!(error instanceof TriageError)) throw error
    warn(`The saved state is discarded and started again. ${error.message}`)
    // Never delete a folder: it is not ours. The first error is thrown then.
    await removeStore(path).catch(() => Promise.reject(error))
    return (await openStore({ path })).store
  }
}

async function removeStore(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) await rm(`${path}${suffix}`, { force: true })
}

/**
 * Applies the issue's feedback again. A comment that a person deleted must not be written again: if the store has none,
 * our labels in the issue's timeline show that the bot was here. The price: if an earlier run set a label without a
 * comment, no comment is written later.
 */
export async function recall({ ref, comment }: ActionRequest, deps: IntakeDeps): Promise<void> {
  const { github, store } = deps
  const issue = await github.readIssue(ref)
  if (typeof issue === 'string') return
  await replayCommands({ ref, reporter: issue.author, except: comment }, deps)
  if ((await store.ownCommentId(ref)) !== null) return
  const beenHere = (await github.listLabelEvents(ref)).some(({ by, action }) => by === 'us' && action === 'labeled')
  if (beenHere) await store.rememberComment(ref, DELETED_COMMENT_ID)
}
