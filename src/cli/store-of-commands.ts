/** Opens the store that the bot works with, for one command. */
import { existsSync } from 'node:fs'
import { InvalidArgumentError } from 'commander'
import { readEnvironment } from '../config/environment.ts'
import { TriageError } from '../errors.ts'
import type { RepositoryRef } from '../issue-ref.ts'
import type { Store } from '../store/store.ts'

/** Whether there is a store already: opening one that is not there makes it. */
export function hasStore(): boolean {
  const { storePath, databaseUrl } = readEnvironment()
  return databaseUrl !== null || existsSync(storePath)
}

/** The store is closed however the command ends. */
export async function withStore(act: (store: Store) => Promise<void>): Promise<void> {
  const { openStore } = await import('../store/open.ts')
  const { storePath, databaseUrl } = readEnvironment()
  const { store } = await openStore({ path: storePath, url: databaseUrl })
  await act(store).finally(() => store.close())
}

/**
 * The repository that is meant: the one that was named, else the only one of which reports are kept.
 * @throws TriageError('wrong-use') when there are several, or none
 */
export async function repositoryOrOnly(
  named: RepositoryRef | undefined,
  store: Pick<Store, 'repositoriesOf'>,
): Promise<RepositoryRef> {
  if (named !== undefined) return named
  const [only, ...others] = await store.repositoriesOf(null)
  if (only !== undefined && others.length === 0) return only
  const names = [only, ...others].flatMap((it) => (it === undefined ? [] : `${it.owner}/${it.repo}`))
  const kept = names.length === 0 ? 'Nothing is kept of any repository.' : `Reports are kept of ${names.join(', ')}.`
  throw new TriageError('wrong-use', kept, { hint: 'Name the one that you mean: --repo owner/repo.' })
}

/** `owner/repo`, as an option or argument of a command. */
export function repositoryArgument(text: string): RepositoryRef {
  const [, owner, repo] = /^([\w.-]{1,100})\/([\w.-]{1,100})$/.exec(text) ?? []
  if (owner === undefined || repo === undefined) throw new InvalidArgumentError('Write owner/repo.')
  return { owner, repo }
}

/** A date as an option, in milliseconds since the epoch. */
export function dateArgument(text: string): number {
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw new InvalidArgumentError('Write a date, e.g. 2026-05-01.')
  return time
}
