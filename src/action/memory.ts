/**
 * What the Action remembers between two runs: the same store as the bot's, as a file that the workflow keeps in a cache.
 * Caches get lost; what must not be forgotten is then read from the issue itself.
 */
import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { TriageError } from '../errors.ts'
import type { GitHub } from '../github/github.ts'
import type { IssueRef } from '../issue-ref.ts'
import { openStore } from '../store/open.ts'
import type { Store } from '../store/store.ts'

/** GitHub counts comments from 1: no comment has this id, so that it is always found to be gone. */
const GONE = 0

/**
 * Opens the store; one that cannot be used is thrown away and begun anew.
 * @param warn told why, in one sentence
 */
export async function openMemory(path: string, warn: (text: string) => void): Promise<Store> {
  await mkdir(dirname(path), { recursive: true })
  try {
    return (await openStore({ path })).store
  } catch (error) {
    if (!(error instanceof TriageError)) throw error
    warn(`What was remembered is begun anew. ${error.message}`)
    for (const suffix of ['', '-wal', '-shm']) await rm(`${path}${suffix}`, { force: true })
    return (await openStore({ path })).store
  }
}

/**
 * A comment that a person deleted must not be written again. When the store knows of none, our labels in the issue's
 * timeline tell that we have been here. Where a label once came without a comment this keeps us from writing one: rather
 * silent than pushy.
 */
export async function recall(ref: IssueRef, github: GitHub, store: Store): Promise<void> {
  if ((await store.ownCommentId(ref)) !== null || typeof (await github.readIssue(ref)) === 'string') return
  const beenHere = (await github.listLabelEvents(ref)).some(({ by, action }) => by === 'us' && action === 'labeled')
  if (beenHere) await store.rememberComment(ref, GONE)
}
