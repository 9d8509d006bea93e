/** Caches the roles of people. */
import type { GitHub, RepositoryRole } from './github.ts'

/** Returns a client that reads each person's role once. For one repository and one job only. */
export function withCachedRoles(github: GitHub): GitHub {
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
