/** Fetches the logs that an issue links, over the real network, from the hosts that GitHub keeps them on. */
import type { IssueRef } from '../../core/issue-ref.ts'
import { type FetchedFile, fetchFiles } from './fetch-files.ts'
import { findAttachmentLinks } from './find-links.ts'
import { defaultHosts } from './hosts.ts'
import { httpsNetwork } from './https-network.ts'
import type { AttachmentLinkContext, LogLink } from './link-forms.ts'

export interface FetchLogsOptions {
  /** REST URL of the GitHub that is served, e.g. `https://api.github.com`. */
  readonly apiUrl: string
  /** Hosts allowed besides GitHub's own. */
  readonly moreHosts?: readonly string[]
  /** Finds the links in Markdown; in this thread when left out. */
  readonly linksIn?: (markdown: string, context: AttachmentLinkContext) => Promise<readonly LogLink[]>
}

/** @returns a function that never throws for what is behind a link */
export function createFetchLogs({
  apiUrl,
  moreHosts = [],
  linksIn = async (markdown, context) => findAttachmentLinks(markdown, context),
}: FetchLogsOptions): (markdown: string, ref: IssueRef) => Promise<{ readonly files: readonly FetchedFile[] }> {
  const apiHost = new URL(apiUrl).hostname
  const githubHost = apiHost === 'api.github.com' ? 'github.com' : apiHost
  const network = httpsNetwork()
  const hosts = [...defaultHosts(githubHost), ...moreHosts]
  return async (markdown, { owner, repo }) => {
    const links = await linksIn(markdown, { owner, repo, githubHost })
    return { files: await fetchFiles(links, { network, githubHost, hosts }) }
  }
}
