/** What is done about a repository without asking GitHub: it has another name, an issue or all of it is gone. */

import type { Queue } from '../../adapters/queue/queue.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import type { RulesCache } from '../settings-loader/rules-keeper.ts'
import { type PayloadRepository, repositoryKey } from '../webhooks/payload-repository.ts'
import type { Task } from '../webhooks/tasks.ts'

interface RepositoryDeps {
  readonly store: Store
  readonly queue: Pick<Queue, 'forget'>
  readonly rules: RulesCache
  readonly clock: () => number
}

type TaskOf<Kind extends Task['kind']> = Extract<Task, { kind: Kind }>

/** An uninstalled repository's data goes, with what was kept under its name by nobody's number, and what still waits for it. */
export async function forgetRepositories(
  repositories: TaskOf<'forget'>['repositories'],
  { store, queue, rules, clock }: RepositoryDeps,
): Promise<void> {
  for (const told of repositories) {
    const local = (await store.repositoriesCalled(told)).filter(({ id }) => id < 0)
    for (const repository of [...(await repositoriesMeant(told, store)), ...local]) {
      await store.forgetRepository(repository.id)
      rules.forget(repository)
    }
    // What an earlier version put there waits under the name.
    for (const key of new Set([repositoryKey(told), repositoryKey({ ...told, id: null })])) {
      await queue.forget(key, clock())
    }
  }
}

/**
 * What is kept about it goes by its number: only the name by which it is found is another one.
 * @param at when GitHub said so, in milliseconds since the epoch
 */
export async function renameRepository(
  { repository, ownerId }: TaskOf<'move'>,
  at: number,
  { store, rules }: RepositoryDeps,
): Promise<void> {
  const { id, owner, repo } = repository
  if (id === null) return
  await store.recogniseRepository({ id, owner, repo, ownerId, at })
  rules.forget({ id, owner, repo })
}

/** What was deleted or moved away is not found any more. */
export async function dropReport({ repository, ref }: TaskOf<'drop'>, { store }: RepositoryDeps): Promise<void> {
  for (const meant of await repositoriesMeant(repository, store)) {
    const isKept = (await store.repositoryNumbered(meant.id)) !== null
    if (isKept) await store.as([meant]).dropReport(ref)
  }
}

/** What an earlier version stored tells a name only. */
async function repositoriesMeant(
  { id, owner, repo }: PayloadRepository,
  store: Pick<Store, 'repositoriesCalled'>,
): Promise<readonly KnownRepository[]> {
  return id === null ? store.repositoriesCalled({ owner, repo }) : [{ id, owner, repo }]
}
