/** Opens the store that the bot works with, for one command. */
import { existsSync } from 'node:fs'
import { InvalidArgumentError } from 'commander'
import { readProcessSettings } from '../../adapters/config/environment.ts'
import type { OpenedStore } from '../../adapters/store/open.ts'
import type { Store } from '../../adapters/store/store.ts'
import { TriageError } from '../../core/errors.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'

/** Whether there is a store already: opening one that is not there makes it. */
export function hasStore(): boolean {
  const { storePath, databaseUrl } = readProcessSettings()
  return databaseUrl !== null || existsSync(storePath)
}

/**
 * For a command that asks or tells the store something. It is closed however the command ends.
 * @throws TriageError('store-missing') when there is none: an empty one would answer as if nothing had ever happened
 */
export function withStore<T>(act: (store: Store, opened: OpenedStore) => Promise<T>): Promise<T> {
  return within(act, true)
}

/** For a command that may be the first to put something into the store. */
export function withNewStore<T>(act: (store: Store) => Promise<T>): Promise<T> {
  return within(act, false)
}

async function within<T>(act: (store: Store, opened: OpenedStore) => Promise<T>, mustExist: boolean): Promise<T> {
  const { openStore } = await import('../../adapters/store/open.ts')
  const { storePath: path, databaseUrl: url } = readProcessSettings()
  const opened = await openStore({ path, url, mustExist })
  return await act(opened.store, opened).finally(() => opened.store.close())
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
