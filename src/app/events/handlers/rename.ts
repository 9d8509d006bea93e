/**
 * `rename-repository` and `rename-owner`: stored data is keyed by GitHub's id, so only the name used to look it up
 * changes.
 */
import type { TaskContext, TaskOf } from '../event-deps.ts'

export async function renameRepository(
  { repository, ownerId }: TaskOf<'rename-repository'>,
  { store, rules, delivery }: TaskContext,
): Promise<void> {
  const { id, owner, repo } = repository
  if (id === null) return
  await store.recogniseRepository({ id, owner, repo, ownerId, at: delivery.receivedAt })
  rules.forget({ id, owner, repo })
}

export function renameOwner(
  { ownerId, login }: TaskOf<'rename-owner'>,
  { store, delivery }: TaskContext,
): Promise<void> {
  return store.renameOwner(ownerId, login, delivery.receivedAt)
}
