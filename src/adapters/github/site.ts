/**
 * The site that people see, of the GitHub that an API belongs to: `https://github.com`, or an Enterprise Server's.
 * @param apiUrl REST address, e.g. `https://api.github.com` or `https://ghe.example/api/v3`
 */
export function siteOf(apiUrl: string): string {
  const { protocol, host } = new URL(apiUrl)
  return `${protocol}//${host.replace(/^api\./, '')}`
}
