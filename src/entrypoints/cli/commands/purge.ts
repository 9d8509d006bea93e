/** `purge`: deletes all that is kept about a repository, as uninstalling does. */
import type { Command } from 'commander'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import type { Io } from '../io.ts'
import { repositoryArgument, withStore } from '../store-of-commands.ts'

export function addPurge(program: Command, io: Io): void {
  program
    .command('purge')
    .description('delete all that is kept under the name of a repository; nothing on GitHub changes')
    .argument('<owner/repo>', 'repository', repositoryArgument)
    .action(({ owner, repo }: RepositoryRef) =>
      withStore(async (store) => {
        const called = await store.repositoriesCalled({ owner, repo })
        for (const { id } of called) await store.forgetRepository(id)
        io.print(`Nothing is kept about ${owner}/${repo} any more.`)
      }),
    )
}
