/** Pages about a repository, for people who can currently read it on GitHub. Everybody else gets "not found". */
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { listClusterLinks } from '../../app/matching/cluster-links.ts'
import { CLUSTER_ORDERS, findCluster, listClusters } from '../../app/matching/cluster-questions.ts'
import { readKeptPacks } from '../../app/settings-loader/kept-packs.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import type { Sessions } from './access/sign-in.ts'
import type { Html } from './layout.ts'
import { openRepository, type RepositoryView } from './open-repository.ts'
import { clusterPage } from './pages/cluster.ts'
import { issuePage } from './pages/issue.ts'
import { repositoryPage } from './pages/repository.ts'
import { refuse } from './refuse.ts'
import type { WebDeps } from './web-deps.ts'

/** The characters that GitHub allows in owner and repository names. */
const REPOSITORY = '/:owner{[\\w.-]{1,100}}/:repo{[\\w.-]{1,100}}'
const NUMBER = '{[1-9][0-9]{0,8}}'

/** An invalid filter is ignored: a link to a page should never fail because of its query string. */
const filtersSchema = z.object({
  signature: z.string().max(100).optional().catch(undefined),
  product: z.string().max(100).optional().catch(undefined),
  version: z.string().max(100).optional().catch(undefined),
  since: z.iso.date().optional().catch(undefined),
  state: z.enum(['open', 'closed']).optional().catch(undefined),
  sort: z.enum(CLUSTER_ORDERS).catch('size'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
})

/** Renders a page; null if there is nothing to show. */
type Show = (repository: RepositoryRef, opened: RepositoryView, c: Context) => Promise<Html | null>

export function addRepositoryPages(app: Hono, deps: WebDeps, sessions: Sessions): void {
  const add = (path: string, show: Show) =>
    app.get(`${REPOSITORY}${path}`, async (c) => {
      const { owner = '', repo = '' } = c.req.param() as Record<string, string>
      const token = (await sessions.viewer(c))?.token ?? null
      const opened = await openRepository({ owner, repo }, { ...deps, token })
      const page = opened === null ? null : await show({ owner, repo }, opened, c)
      return page === null ? refuse(c, 'not-found') : c.html(page, 200, { 'cache-control': 'private, no-store' })
    })
  add('', showClusters(deps))
  add(`/clusters/:number${NUMBER}`, (repository, opened, c) =>
    showCluster(repository, opened, { id: numberOf(c), site: deps.site }),
  )
  add(`/issues/:number${NUMBER}`, async (repository, { store }, c) => {
    const ref = { ...repository, number: numberOf(c) }
    const decisions = await store.decisions(ref)
    return decisions.length === 0 ? null : issuePage(ref, decisions, deps)
  })
}

const showClusters =
  ({ pack }: WebDeps): Show =>
  async (repository, { store, questions }, c) => {
    const { page, ...filters } = filtersSchema.parse(withoutBlanks(c.req.query()))
    const { since, ...question } = filters
    const from = since === undefined ? {} : { since: Date.parse(since) }
    const clusters = await listClusters(repository, { ...question, ...from }, questions)
    const problems = (await store.keptSettings(repository))?.problems ?? []
    const { says: packs } = await readKeptPacks(repository, { store, pack })
    return repositoryPage({ repository, clusters, filters: withoutBlanks(filters), page, problems, packs })
  }

async function showCluster(
  repository: RepositoryRef,
  { store, questions }: RepositoryView,
  { id, site }: { readonly id: number; readonly site: string },
): Promise<Html | null> {
  const cluster = await findCluster(repository, id, questions)
  if (cluster === null) return null
  return clusterPage({ repository, cluster, links: await listClusterLinks(repository, cluster, store), site })
}

function numberOf(c: Context): number {
  return Number((c.req.param() as Record<string, string>)['number'])
}

/** Drops empty fields, because a form sends those too. */
function withoutBlanks(fields: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, it]) => (it ? [[name, it]] : [])))
}
