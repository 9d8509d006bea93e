/** Feeds of new clusters, regressions and alarms in a repository, as Atom and as JSON Feed, and a badge with open login reports. */
import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { StoredAlarm } from '../../adapters/store/stored-alarms.ts'
import type { Overview } from '../../app/overview/overview.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import type { ClusterFacts } from '../../core/overview/cluster-facts.ts'
import { atomFeed, FEED_CACHE, type FeedEntry, originOf } from './atom-feed.ts'
import type { RepositoryView } from './open-repository.ts'
import { alarmTitle } from './pages/learnt.ts'
import { dayText, minuteText } from './parts/dates.ts'
import { countText, cutText } from './parts/texts.ts'
import { refuse } from './refuse.ts'
import { openFor, REPOSITORY_PATH, type RepositoryPageDeps } from './repository-visit.ts'

/** GitHub's image proxy keeps an image for as long as its headers say. */
const BADGE_CACHE = 'public, max-age=300'
const MAX_ENTRIES = 40
const MAX_TITLE = 140

export function addFeeds(app: Hono, deps: RepositoryPageDeps): void {
  const add = (
    path: string,
    respond: (c: Context, opened: RepositoryView, overview: Overview) => Response | Promise<Response>,
  ) =>
    app.get(`${REPOSITORY_PATH}${path}`, async (c) => {
      const opened = await openFor(c, deps)
      return opened === null ? refuse(c, 'not-found') : respond(c, opened, await opened.overview())
    })
  add('/feed.atom', async (c, opened, overview) => {
    const page = `/${opened.repository.owner}/${opened.repository.repo}`
    const head = { title: feedTitle(opened.repository), page, self: `${page}/feed.atom` }
    return atomFeed(c, head, await entriesIn(opened, overview))
  })
  add('/feed.json', async (c, opened, overview) => {
    const body = JSON.stringify(jsonFeed(opened.repository, await entriesIn(opened, overview), originOf(c)))
    return c.body(body, 200, { 'content-type': 'application/feed+json; charset=utf-8', 'cache-control': FEED_CACHE })
  })
  add('/badge.svg', (c, _, overview) => {
    const open = overview.issues.filter((it) => it.open && it.isAuth).length
    return c.body(String(badge(open)), 200, {
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': BADGE_CACHE,
    })
  })
}

async function entriesIn({ repository, store }: RepositoryView, { clusters }: Overview): Promise<readonly FeedEntry[]> {
  const entries = [...entriesOf(repository, clusters), ...alarmEntries(repository, await store.alarmsIn(repository))]
  return entries.sort((a, b) => b.at - a.at).slice(0, MAX_ENTRIES)
}

/** An alarm is one entry, which is updated while it goes on. */
function alarmEntries({ owner, repo }: RepositoryRef, alarms: readonly StoredAlarm[]): readonly FeedEntry[] {
  const path = `/${owner}/${repo}`
  return alarms.map((it) => {
    const { kind, cause, what, since, lastAt, people, reports } = it
    const name = [kind, cause, what ?? '', String(since)].map(encodeURIComponent).join('-')
    return {
      id: `${path}#${name}`,
      title: alarmTitle(it),
      text: `${people} people since ${minuteText(since)}: ${reports.map((number) => `#${number}`).join(', ')}.`,
      path,
      at: lastAt,
    }
  })
}

/** A cluster enters the feed when it has two reports, and again when it comes back after a fix. */
export function entriesOf({ owner, repo }: RepositoryRef, clusters: readonly ClusterFacts[]): readonly FeedEntry[] {
  return clusters
    .flatMap(({ summary, times, began, regression }) => {
      const path = `/${owner}/${repo}/clusters/${summary.id}`
      const title = cutText(summary.title, MAX_TITLE)
      const start = `${began === null ? '' : ` with ${began}`} on ${dayText(summary.firstSeen)}`
      const found: FeedEntry = {
        id: `${path}#new`,
        title: `New cluster: ${title}`,
        text: `${countText(summary.count, 'report')} of ${summary.signature ?? 'no known failure'}; it began${start}.`,
        path,
        at: times[1] ?? summary.firstSeen,
      }
      if (regression === null) return [found]
      const again = `Fixed on ${dayText(regression.fixedAt)}, reported again as #${regression.number}${regression.version === null ? '' : ` on ${regression.version}`}.`
      return [
        found,
        {
          id: `${path}#regression-${regression.number}`,
          title: `Regression: ${title}`,
          text: again,
          path,
          at: regression.at,
        },
      ]
    })
    .sort((a, b) => b.at - a.at)
    .slice(0, MAX_ENTRIES)
}

function feedTitle({ owner, repo }: RepositoryRef): string {
  return `${owner}/${repo}: new clusters, regressions and alarms`
}

/** https://www.jsonfeed.org/version/1.1/ */
function jsonFeed(repository: RepositoryRef, entries: readonly FeedEntry[], origin: string) {
  const path = `${origin}/${repository.owner}/${repository.repo}`
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: feedTitle(repository),
    home_page_url: path,
    feed_url: `${path}/feed.json`,
    items: entries.map((it) => ({
      id: `${origin}${it.id}`,
      url: `${origin}${it.path}`,
      title: it.title,
      content_text: it.text,
      date_published: new Date(it.at).toISOString(),
    })),
  }
}

/** Widths fit a sans-serif font of 11 pixels; the text is stretched to them. */
function badge(open: number) {
  const [label, value] = ['auth reports', `${open} open`]
  const [left, right] = [82, 20 + 7 * value.length]
  const width = left + right
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${label}: ${value}"><title>${label}: ${value}</title><rect width="${width}" height="20" rx="3" fill="#3d444d"/><path d="M${left} 0h${right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H${left}z" fill="${open === 0 ? '#116329' : '#0550ae'}"/><g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle"><text x="${left / 2}" y="14" textLength="${left - 14}">${label}</text><text x="${left + right / 2}" y="14" textLength="${right - 14}">${value}</text></g></svg>`
}
