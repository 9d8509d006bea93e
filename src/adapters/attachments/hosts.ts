/** Hosts that files may be fetched from. */

/**
 * GitHub's hosts for attachments and gists, and the hosts that they redirect to (as of 2026). `*` matches part of one
 * label.
 */
const GITHUB_HOSTS: readonly string[] = [
  'github.com',
  'api.github.com',
  'gist.github.com',
  'gist.githubusercontent.com',
  'objects.githubusercontent.com',
  'raw.githubusercontent.com',
  'release-assets.githubusercontent.com',
  'github-production-*.s3.amazonaws.com',
]

/**
 * @param githubHost `github.com`, or the host of a GitHub Enterprise Server
 * @returns the hosts that are allowed by default
 */
export function defaultHosts(githubHost: string): readonly string[] {
  if (githubHost === 'github.com') return GITHUB_HOSTS
  return [githubHost, ...SUBDOMAINS.map((name) => `${name}.${githubHost}`)]
}

/** https://docs.github.com/en/enterprise-server@3.19/admin/configuring-settings/hardening-security-for-your-enterprise/enabling-subdomain-isolation */
const SUBDOMAINS = ['api', 'gist', 'media', 'raw', 'objects', 'objects-origin']

/**
 * @param host host name in lower case
 * @param allowed host rules as returned by `defaultHosts`
 */
export function isAllowedHost(host: string, allowed: readonly string[]): boolean {
  return allowed.some((rule) => matches(host, rule.toLowerCase()))
}

function matches(host: string, rule: string): boolean {
  const [before, after, ...more] = rule.split('*')
  if (before === undefined || after === undefined || more.length > 0) return host === rule
  const middle = host.slice(before.length, host.length - after.length)
  return host === before + middle + after && /^[a-z0-9-]+$/.test(middle)
}

/** True if our token may be sent to the host. Only the GitHub host itself and its API host qualify. */
export function takesToken(host: string, githubHost: string): boolean {
  return host === githubHost || host === new URL(apiBase(githubHost)).hostname
}

/** Returns the base URL of the REST API, without a trailing slash. */
export function apiBase(githubHost: string): string {
  const hosted = githubHost === 'github.com' || githubHost.endsWith('.ghe.com')
  return hosted ? `https://api.${githubHost}` : `https://${githubHost}/api/v3`
}
