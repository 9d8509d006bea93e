/** Reads the logs that an issue links, over the real network, from the hosts that GitHub keeps them on. */
import { fetchAttachments } from '../attachments/fetch-attachments.ts'
import { findLinks } from '../attachments/find-links.ts'
import { httpsNetwork } from '../attachments/https-network.ts'
import type { FetchLogs } from '../github/collect-issue.ts'

/** @param apiUrl REST address of the GitHub that the bot serves, e.g. `https://api.github.com` */
export function createFetchLogs(apiUrl: string): FetchLogs {
  const apiHost = new URL(apiUrl).hostname
  const githubHost = apiHost === 'api.github.com' ? 'github.com' : apiHost
  const network = httpsNetwork()
  return (markdown, { owner, repo }) =>
    fetchAttachments(findLinks(markdown, { owner, repo, githubHost }), { network, githubHost })
}
