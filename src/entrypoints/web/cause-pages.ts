/** The causes that several repositories have: as a page, as JSON and as an Atom feed. */
import type { Context, Hono } from 'hono'
import type { CauseAcross } from '../../core/overview/causes-across.ts'
import type { Sessions } from './access/sign-in.ts'
import { atomFeed, FEED_CACHE, type FeedEntry } from './atom-feed.ts'
import { showPage } from './layout.ts'
import { type Causes, createCauses } from './open-causes.ts'
import { causesPage, causesPath, causesTitle } from './pages/causes.ts'
import { dayText } from './parts/dates.ts'
import { countText } from './parts/texts.ts'
import { refuse } from './refuse.ts'
import type { WebContext } from './web-deps.ts'

const OWNER = '[\\w-]{1,100}'
const MAX_ENTRIES = 40

interface Listed {
  /** Null for all public repositories that chose to be listed. */
  readonly owner: string | null
  readonly causes: readonly CauseAcross[]
}

type Respond = (c: Context, listed: Listed, deps: WebContext) => Response | Promise<Response>

/** By the end of the path. */
const FORMS: Readonly<Record<string, Respond>> = {
  '': (c, listed, { pack }) => {
    c.header('cache-control', 'private, no-store')
    return showPage(c, causesPage({ ...listed, pack }))
  },
  '.json': (c, { causes }) => c.json({ causes: causes.map(answerOf) }, 200, { 'cache-control': FEED_CACHE }),
  '.atom': (c, listed) => {
    const path = causesPath(listed.owner)
    const feed = { title: causesTitle(listed.owner), page: path, self: `${path}.atom` }
    return atomFeed(c, feed, entriesFor(listed))
  },
}

export function addCausePages(app: Hono, deps: WebContext, sessions: Sessions): void {
  const causes = createCauses(deps)
  for (const [form, respond] of Object.entries(FORMS)) {
    app.get(`/causes${form}`, async (c) => respond(c, { owner: null, causes: await causes.ofPublic() }, deps))
    app.get(`/causes/:owner{${OWNER}${form.replace('.', '\\.')}}`, async (c) => {
      const owner = String(c.req.param('owner')).slice(0, form === '' ? undefined : -form.length)
      const found = await ofOwner(c, owner, { causes, sessions })
      return found === null ? refuse(c, 'not-found') : respond(c, { owner, causes: found }, deps)
    })
  }
}

async function ofOwner(c: Context, owner: string, { causes, sessions }: { causes: Causes; sessions: Sessions }) {
  return causes.ofOwner(owner, (await sessions.viewer(c))?.token ?? null)
}

/** Plain data with ISO 8601 times in UTC. */
function answerOf({ firstSeen, lastSeen, repositories, ...cause }: CauseAcross) {
  const iso = (time: number) => new Date(time).toISOString()
  return {
    ...cause,
    firstSeen: iso(firstSeen),
    lastSeen: iso(lastSeen),
    repositories: repositories.map((it) => ({
      ...it,
      firstSeen: iso(it.firstSeen),
      lastSeen: iso(it.lastSeen),
    })),
  }
}

/** A cause enters the feed with its second repository, and is updated with each report. */
function entriesFor({ owner, causes }: Listed): readonly FeedEntry[] {
  const path = causesPath(owner)
  return causes.slice(0, MAX_ENTRIES).map(({ cause, host, firstSeen, lastSeen, reports, repositories }) => {
    const where = repositories.map(({ repository, role }) => {
      return `${repository.owner}/${repository.repo}${role === null ? '' : ` (${role})`}`
    })
    return {
      id: `${path}#${encodeURIComponent([cause, host ?? ''].filter(Boolean).join('-'))}`,
      title: `${cause}${host === null ? '' : ` at ${host}`}: in ${repositories.length} repositories`,
      text: `${countText(reports, 'report')} since ${dayText(firstSeen)}: ${where.join(', ')}.`,
      path,
      at: lastSeen,
    }
  })
}
