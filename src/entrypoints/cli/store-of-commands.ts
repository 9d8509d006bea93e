/** Opens the bot's store for one command. */

import { existsSync } from 'node:fs'
import { InvalidArgumentError, Option } from 'commander'
import { readProcessSettings } from '../../adapters/config/environment.ts'
import type { OpenedStore } from '../../adapters/store/open.ts'
import type { Store } from '../../adapters/store/store.ts'
import { TriageError } from '../../core/errors.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'

/** Returns true if a store already exists; opening a missing one would create it. */
export function hasStore(): boolean {
  const { storePath, databaseUrl } = readProcessSettings()
  return databaseUrl !== null || existsSync(storePath)
}

/**
 * For questions about an existing store, which they cannot change. Closes it however the command ends.
 * @throws TriageError('store-missing') when there is no store
 */
export async function withStoreForReading<T>(act: (store: Store) => Promise<T>): Promise<T> {
  const { openStoreForReading } = await import('../../adapters/store/open-for-reading.ts')
  const { storePath, databaseUrl } = readProcessSettings()
  const store = await openStoreForReading(storePath, databaseUrl)
  return await act(store).finally(() => store.close())
}

/**
 * For commands that change an existing store. Closes it however the command ends.
 * @throws TriageError('store-missing') when there is no store: an empty one would answer as if nothing had ever
 *   happened
 */
export function withStore<T>(act: (store: Store, opened: OpenedStore) => Promise<T>): Promise<T> {
  return withOpened(act, true)
}

/** For commands that may create the store. */
export function withNewStore<T>(act: (store: Store) => Promise<T>): Promise<T> {
  return withOpened(act, false)
}

async function withOpened<T>(act: (store: Store, opened: OpenedStore) => Promise<T>, mustExist: boolean): Promise<T> {
  const { openStore } = await import('../../adapters/store/open.ts')
  const { storePath: path, databaseUrl: url } = readProcessSettings()
  const opened = await openStore({ path, url, mustExist })
  return await act(opened.store, opened).finally(() => opened.store.close())
}

/**
 * @returns the named repository, otherwise the only one with stored reports
 * @throws TriageError('wrong-use') when several repositories have stored reports, or none has
 */
export async function repositoryOrOnly(
  named: RepositoryRef | undefined,
  store: Pick<Store, 'repositoriesOf'>,
): Promise<RepositoryRef> {
  if (named !== undefined) return named
  const [only, ...others] = await store.repositoriesOf(null)
  if (only !== undefined && others.length === 0) return only
  const names = [only, ...others].flatMap((it) => (it === undefined ? [] : `${it.owner}/${it.repo}`))
  const stored =
    names.length === 0
      ? 'The store has no reports.'
      : `The store has reports from several repositories: ${names.join(', ')}.`
  throw new TriageError('wrong-use', stored, { hint: 'Name one of them: --repo owner/repo' })
}

/** Parses `owner/repo`, given as an option or argument. */
export function repositoryArgument(text: string): RepositoryRef {
  const [, owner, repo] = /^([\w.-]{1,100})\/([\w.-]{1,100})$/.exec(text) ?? []
  if (owner === undefined || repo === undefined) throw new InvalidArgumentError('Must be owner/repo.')
  return { owner, repo }
}

/** `--repo`, for commands that read an existing store. */
export function storedRepositoryOption(): Option {
  const help = 'repository; optional if all stored reports belong to one repository'
  return new Option('--repo <owner/repo>', help).argParser(repositoryArgument)
}

/** Parses a date option. @returns milliseconds since the epoch */
export function dateArgument(text: string): number {
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw new InvalidArgumentError('Must be a date, e.g. 2026-05-01.')
  return time
}
