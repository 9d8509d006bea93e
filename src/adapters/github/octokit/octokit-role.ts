/** Reads a person's role in a repository from GitHub's answer. */
import { REPOSITORY_ROLES, type RepositoryRole } from '../github.ts'
import { refusalStatus } from '../refusal.ts'

/** The part of GitHub's answer that names the role. */
interface PermissionAnswer {
  readonly data: { readonly role_name?: string; readonly permission: string }
}

/**
 * `role_name` can be a custom organisation role. `permission` is then the standard role that the custom role is based
 * on: https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 * @param ask asks GitHub; a person whom GitHub does not know has the role `none`
 */
export async function readRole(ask: () => Promise<PermissionAnswer>): Promise<RepositoryRole> {
  try {
    const { data } = await ask()
    return (
      REPOSITORY_ROLES.find((role) => role === data.role_name) ??
      REPOSITORY_ROLES.find((role) => role === data.permission) ??
      'none'
    )
  } catch (error) {
    if (refusalStatus(error) === 404) return 'none'
    throw error
  }
}
