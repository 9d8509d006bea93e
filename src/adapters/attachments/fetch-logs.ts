/** Fetches the logs that an issue links to, over the real network, from GitHub's attachment hosts. */
import type { IssueRef } from '../../core/issue-ref.ts'
import { type FetchedFile, fetchFiles } from './fetch-files.ts'
import { findAttachmentLinks } from './find-links.ts'
import { defaultHosts } from './hosts.ts'
import { httpsNetwork } from './https-network.ts'
import type { AttachmentLinkContext, LogLink } from './link-forms.ts'
import type { Network } from './network.ts'

export interface FetchLogsOptions {
  /** Base URL of GitHub's REST API, e.g. `https://api.github.com`. */
  readonly apiUrl: string
  /** Allowed hosts in addition to GitHub's own. */
  readonly moreHosts?: readonly string[]
  /** The real network by default. */
  readonly network?: Network
  /** Finds the links in Markdown. The default runs on the current thread. */
  readonly linksIn?: (markdown: string, context: AttachmentLinkContext) => Promise<readonly LogLink[]>
}

/** @returns a function that never throws because of a link */
export function createFetchLogs({
  apiUrl,
  moreHosts = [],
  network = httpsNetwork(),
  linksIn = async (markdown, context) => findAttachmentLinks(markdown, context),
}: FetchLogsOptions): (markdown: string, ref: IssueRef) => Promise<{ readonly files: readonly FetchedFile[] }> {
  const apiHost = new URL(apiUrl).hostname
  const githubHost = apiHost === 'api.github.com' ? 'github.com' : apiHost
  const hosts = [...defaultHosts(githubHost), ...moreHosts]
  return async (markdown, { owner, repo }) => {
    const links = await linksIn(markdown, { owner, repo, githubHost })
    return { files: await fetchFiles(links, { network, githubHost, hosts }) }
  }
}
