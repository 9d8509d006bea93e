/**
 * Returns the URL of the website that belongs to an API: `https://github.com` or the URL of an Enterprise Server.
 * @param apiUrl base URL of the REST API, e.g. `https://api.github.com` or `https://ghe.example/api/v3`
 */
export function siteOf(apiUrl: string): string {
  const { protocol, host } = new URL(apiUrl)
  return `${protocol}//${host.replace(/^api\./, '')}`
}
