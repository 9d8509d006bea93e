/**
 * What the Action remembers between two runs: the same store as the bot's, as a file that the workflow keeps in a cache.
 * Caches get lost, and of two runs at the same time one forgets what the other learned; what must not be forgotten is
 * then read from the issue itself.
 */
import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { openStore } from '../../adapters/store/open.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { IntakeDeps } from '../../app/feedback-intake/intake-context.ts'
import { replayCommands } from '../../app/feedback-intake/replay-commands.ts'
import { TriageError } from '../../core/errors.ts'
import type { ActionRequest } from './event.ts'

/** GitHub counts comments from 1: no comment has this id, so that it is always found to be gone. */
const GONE = 0

/**
 * Opens the store; one that cannot be used is thrown away and begun anew.
 * @param warn told why, in one sentence
 * @throws TriageError('store-unreadable') for a folder, and what else cannot be thrown away
 */
export async function openMemory(path: string, warn: (text: string) => void): Promise<Store> {
  await mkdir(dirname(path), { recursive: true })
  try {
    return (await openStore({ path })).store
  } catch (error) {
    if (!(error instanceof TriageError)) throw error
    warn(`What was remembered is begun anew. ${error.message}`)
    // A folder is not ours to take away: then the error stands.
    await throwAway(path).catch(() => Promise.reject(error))
    return (await openStore({ path })).store
  }
}

async function throwAway(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) await rm(`${path}${suffix}`, { force: true })
}

/**
 * What people said is heard again. A comment that a person deleted must not be written again: when the store knows of
 * none, our labels in the issue's timeline tell that we have been here. Where a label once came without a comment this
 * keeps us from writing one: rather silent than pushy.
 */
export async function recall({ ref, comment }: ActionRequest, deps: IntakeDeps): Promise<void> {
  const { github, store } = deps
  const issue = await github.readIssue(ref)
  if (typeof issue === 'string') return
  await replayCommands({ ref, reporter: issue.author, except: comment }, deps)
  if ((await store.ownCommentId(ref)) !== null) return
  const beenHere = (await github.listLabelEvents(ref)).some(({ by, action }) => by === 'us' && action === 'labeled')
  if (beenHere) await store.rememberComment(ref, GONE)
}
