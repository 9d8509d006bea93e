/** Opens the store that the bot works with, for one command. */
import { existsSync } from 'node:fs'
import { InvalidArgumentError } from 'commander'
import { readEnvironment } from '../config/environment.ts'
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

/** `owner/repo`, as an option or argument of a command. */
export function repositoryArgument(text: string): RepositoryRef {
  const [, owner, repo] = /^([\w.-]{1,100})\/([\w.-]{1,100})$/.exec(text) ?? []
  if (owner === undefined || repo === undefined) throw new InvalidArgumentError('Write owner/repo.')
  return { owner, repo }
}
