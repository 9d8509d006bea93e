/**
 * `hide-repository`: a public repository was made private. Its data stays, for the people who can still read it; the pages
 * of every process ask GitHub again who that is.
 */
import type { TaskContext, TaskOf } from '../event-deps.ts'

export async function hideRepository(
  { repository }: TaskOf<'hide-repository'>,
  { store, delivery }: TaskContext,
): Promise<void> {
  if (repository.id !== null) await store.recordMadePrivate(repository.id, delivery.receivedAt)
}
