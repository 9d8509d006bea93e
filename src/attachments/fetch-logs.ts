/** Reads the logs that an issue links, over the real network, from the hosts that GitHub keeps them on. */
import type { IssueRef } from '../issue-ref.ts'
import { fetchAttachments } from './fetch-attachments.ts'
import { findLinks } from './find-links.ts'
import { defaultHosts } from './hosts.ts'
import { httpsNetwork } from './https-network.ts'
import type { Reading } from './read-file.ts'

/**
 * @param apiUrl REST address of the GitHub that is served, e.g. `https://api.github.com`
 * @param moreHosts allowed besides GitHub's own
 */
export function createFetchLogs(
  apiUrl: string,
  moreHosts: readonly string[] = [],
): (markdown: string, ref: IssueRef) => Promise<Reading> {
  const apiHost = new URL(apiUrl).hostname
  const githubHost = apiHost === 'api.github.com' ? 'github.com' : apiHost
  const network = httpsNetwork()
  const hosts = [...defaultHosts(githubHost), ...moreHosts]
  return (markdown, { owner, repo }) =>
    fetchAttachments(findLinks(markdown, { owner, repo, githubHost }), { network, githubHost, hosts })
}
