/** The associations of an author with a repository that GitHub gives to people who maintain it. */
const MAINTAINERS = new Set(['OWNER', 'MEMBER', 'COLLABORATOR'])

/**
 * Whether a comment's `author_association` is a maintainer's. A member of the organisation need not have write access,
 * and hidden memberships are not shown, so this serves for reading and never for permission.
 */
export function isMaintainerAssociation(association: string | undefined): boolean {
  return MAINTAINERS.has(association ?? '')
}
