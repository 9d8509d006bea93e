/** GitHub for whoever asks for the roles of the same people over and over: each is asked for once. */
import type { GitHub, RepositoryRole } from './github.ts'

/** Of one repository, for as long as one piece of work takes. */
export function knowingRoles(github: GitHub): GitHub {
  const roles = new Map<string, Promise<RepositoryRole>>()
  return {
    ...github,
    roleOf(ref, login) {
      const known = roles.get(login.toLowerCase()) ?? github.roleOf(ref, login)
      roles.set(login.toLowerCase(), known)
      return known
    },
  }
}
