/** Caches people's roles. */
import type { GitHub, RepositoryRole } from './github.ts'

/** Returns a client that reads each person's role only once. Use it for a single repository and a single job. */
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
