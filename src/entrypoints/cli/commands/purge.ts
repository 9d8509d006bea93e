/** `purge`: deletes all data stored about a repository, as uninstalling the App does. */
import type { Command } from 'commander'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import { savedIndexes } from '../indexes-of-store.ts'
import type { Io } from '../io.ts'
import { repositoryArgument, withStore } from '../store-of-commands.ts'

export function addPurge(program: Command, io: Io): void {
  program
    .command('purge')
    .description('delete all data stored about a repository; nothing changes on GitHub')
    .argument('<owner/repo>', 'repository', repositoryArgument)
    .action(({ owner, repo }: RepositoryRef) =>
      withStore(async (store) => {
        const called = await store.repositoriesCalled({ owner, repo })
        for (const { id } of called) {
          await store.forgetRepository(id)
          savedIndexes()?.remove(id)
        }
        io.print(`Deleted all data stored about ${owner}/${repo}.`)
      }),
    )
}
