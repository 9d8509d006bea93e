/** Determines an account's rights in a repository, from its role on GitHub and the repository's settings. */

import { DELETED_ACCOUNT } from '../../adapters/github/collect-issue.ts'
import { type GitHub, REPOSITORY_ROLES } from '../../adapters/github/github.ts'
import type { Rights } from '../../core/feedback/feedback-event.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { RepositorySettings } from '../../core/settings/repository-settings.ts'

export interface RightsContext {
  readonly ref: IssueRef
  /** The reporter's login. */
  readonly reporter: string
  readonly github: Pick<GitHub, 'roleOf'>
  readonly settings: RepositorySettings
}

export async function rightsOf(login: string, { ref, reporter, github, settings }: RightsContext): Promise<Rights> {
  const role = await github.roleOf(ref, login)
  if (REPOSITORY_ROLES.indexOf(role) >= REPOSITORY_ROLES.indexOf(settings.commands.maintainers)) return 'maintainer'
  const isReporter = login === reporter && login !== DELETED_ACCOUNT
  return isReporter && settings.commands.reporter ? 'reporter' : 'anyone'
}
