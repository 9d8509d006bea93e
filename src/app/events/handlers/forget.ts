/**
 * `forget-repositories` and `forget-issue`: delete all data about repositories and issues that GitHub no longer shows.
 */
import type { Store } from '../../../adapters/store/store.ts'
import type { KnownRepository } from '../../../core/issue-ref.ts'
import { type PayloadRepository, repositoryKey } from '../../webhooks/payload-repository.ts'
import type { TaskContext, TaskOf } from '../event-deps.ts'

/** Deletes a removed repository's data, any data that a command stored under its name, and its waiting deliveries. */
export async function forgetRepositories(
  { repositories }: TaskOf<'forget-repositories'>,
  { store, queue, rules, indexes, clock }: TaskContext,
): Promise<void> {
  for (const named of repositories) {
    const local = (await store.repositoriesCalled(named)).filter(({ id }) => id < 0)
    for (const repository of [...(await findStored(named, store)), ...local]) {
      await store.forgetRepository(repository.id)
      indexes.forget(repository.id)
      rules.forget(repository)
    }
    // Deliveries without a repository id use the name as their key.
    for (const key of new Set([repositoryKey(named), repositoryKey({ ...named, id: null })])) {
      await queue.forget(key, clock())
    }
  }
}

export async function forgetIssue({ repository, ref }: TaskOf<'forget-issue'>, { store }: TaskContext): Promise<void> {
  for (const stored of await findStored(repository, store)) {
    if ((await store.repositoryNumbered(stored.id)) === null) continue
    await store.as([stored]).forgetIssue(ref)
  }
}

async function findStored(
  { id, owner, repo }: PayloadRepository,
  store: Pick<Store, 'repositoriesCalled'>,
): Promise<readonly KnownRepository[]> {
  return id === null ? store.repositoriesCalled({ owner, repo }) : [{ id, owner, repo }]
}
