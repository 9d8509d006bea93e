/** The heading and the tabs that every page about a repository has. */
import { html } from 'hono/html'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import type { Html, HtmlPage } from '../layout.ts'
import { grouped } from './texts.ts'

export type RepositoryTab = 'overview' | 'issues' | 'clusters'

export interface RepositoryTabs {
  readonly repository: RepositoryRef
  readonly issues: number
  readonly clusters: number
}

/** Heading of the three tabs. */
export function repositoryHead(
  { repository, issues, clusters }: RepositoryTabs,
  current: RepositoryTab,
  site: string,
): Html {
  const { owner, repo } = repository
  const path = `/${owner}/${repo}`
  const tab = (to: RepositoryTab, url: string, name: string, count: number | null) =>
    html`<a href="${url}"${to === current ? html` aria-current="page"` : ''}>${name}${count === null ? '' : html` <span class="count">${grouped(count)}</span>`}</a> `
  return html`<div class="head"><p class="trail"><a href="/">Repositories</a></p><h1>${owner}/${repo} <a class="out beside" href="${site}/${owner}/${repo}">GitHub</a></h1></div>
<nav class="tabs" aria-label="Repository">${tab('overview', path, 'Overview', null)}${tab('issues', `${path}/issues`, 'Issues', issues)}${tab('clusters', `${path}/clusters`, 'Clusters', clusters)}</nav>`
}

/** The trail above the heading of a page about one issue or cluster. */
export function repositoryTrail({ owner, repo }: RepositoryRef, kind: 'issues' | 'clusters'): Html {
  const path = `/${owner}/${repo}`
  return html`<p class="trail"><a href="${path}">${owner}/${repo}</a> / <a href="${path}/${kind}">${kind === 'issues' ? 'Issues' : 'Clusters'}</a></p>`
}

/** The feeds of a repository, for the head of its pages. */
export function feedsOf({ owner, repo }: RepositoryRef): NonNullable<HtmlPage['feeds']> {
  const title = `New clusters, regressions and alarms in ${owner}/${repo}`
  return [
    { title, type: 'application/atom+xml', path: `/${owner}/${repo}/feed.atom` },
    { title, type: 'application/feed+json', path: `/${owner}/${repo}/feed.json` },
  ]
}

/** The same feeds and the badge, for people. */
export function feedLinks({ owner, repo }: RepositoryRef): Html {
  const path = `/${owner}/${repo}`
  return html`New clusters, regressions and alarms as <a href="${path}/feed.atom">Atom</a> or <a href="${path}/feed.json">JSON feed</a> · <a href="${path}/badge.svg">Badge</a> with the open auth reports`
}
