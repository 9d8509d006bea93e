/** What an account may say in a repository, by GitHub's own answer and the repository's settings, never by a guess. */
import type { RepositorySettings } from '../config/repository-settings.ts'
import { DELETED_ACCOUNT } from '../github/collect-issue.ts'
import { type GitHub, ROLES } from '../github/github.ts'
import type { IssueRef } from '../issue-ref.ts'
import type { Rights } from '../verdict.ts'

export interface Place {
  readonly ref: IssueRef
  /** Login of the one who filed the issue. */
  readonly reporter: string
  readonly github: GitHub
  readonly settings: RepositorySettings
}

export async function rightsOf(login: string, { ref, reporter, github, settings }: Place): Promise<Rights> {
  const role = await github.roleOf(ref, login)
  if (ROLES.indexOf(role) >= ROLES.indexOf(settings.commands.maintainers)) return 'maintainer'
  const isReporter = login === reporter && login !== DELETED_ACCOUNT
  return isReporter && settings.commands.reporter ? 'reporter' : 'anyone'
}
