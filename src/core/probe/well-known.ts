/** The URLs at which metadata may be, in the order in which clients try them. */

/**
 * Protected-resource metadata: below the path of the resource, then at the root (RFC 9728 §3.1, MCP authorization).
 * @param resource URL of the MCP server
 */
export function resourceMetadataUrls(resource: string): readonly string[] {
  const { origin, pathname } = new URL(resource)
  const path = pathname.replace(/\/$/, '')
  const root = `${origin}/.well-known/oauth-protected-resource`
  return path === '' ? [root] : [root + path, root]
}

/**
 * Authorization-server metadata: the path of the issuer after the well-known part (RFC 8414 §3.1), and for OpenID
 * Connect also before it (Discovery 1.0 §4).
 */
export function serverMetadataUrls(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  const oauth = `${origin}/.well-known/oauth-authorization-server${path}`
  const openid = `${origin}/.well-known/openid-configuration${path}`
  return path === '' ? [oauth, openid] : [oauth, openid, `${origin}${path}/.well-known/openid-configuration`]
}

/** Whether two URLs differ at most by a slash at the end, which libraries add and remove. */
export function sameExceptSlash(a: string, b: string): boolean {
  return a.replace(/\/$/, '') === b.replace(/\/$/, '')
}
