/** Pages about a repository, for people who can currently read it on GitHub. Everybody else gets "not found". */
import type { Hono } from 'hono'
import { z } from 'zod'
import type { OutcomeRecord } from '../../adapters/store/stored-outcomes.ts'
import { readKeptPacks } from '../../app/settings-loader/kept-packs.ts'
import { CLUSTER_SORTS, type ClusterSort, listClusterFacts } from '../../core/overview/cluster-list.ts'
import { ISSUE_SORTS, type IssueSort, listIssues } from '../../core/overview/issue-list.ts'
import { summariseMorning } from '../../core/overview/morning.ts'
import { addClusterPages } from './cluster-pages.ts'
import { addDraftPages } from './draft-pages.ts'
import { addFeeds } from './feeds.ts'
import { addIssuePage } from './issue-page.ts'
import { clustersPage } from './pages/clusters.ts'
import { issuesPage } from './pages/issues.ts'
import { morningPage } from './pages/morning.ts'
import type { QueryValues } from './parts/query.ts'
import { addRepositoryPage, type RepositoryPageDeps, type ShowRepository } from './repository-visit.ts'

export function addRepositoryPages(app: Hono, deps: RepositoryPageDeps): void {
  addRepositoryPage(app, '', deps, showMorning)
  addRepositoryPage(app, '/issues', deps, showIssues)
  addRepositoryPage(app, '/clusters', deps, showClusters)
  addClusterPages(app, deps)
  addIssuePage(app, deps)
  addDraftPages(app, deps)
  addFeeds(app, deps)
}

const showMorning: ShowRepository = async (opened, _, { pack, site, clock }) => {
  const { issues, clusters, precision } = await opened.overview()
  const now = clock()
  return morningPage({
    repository: opened.repository,
    morning: summariseMorning({ issues, clusters, now }),
    issues: issues.length,
    clusters: clusters.length,
    precision: precision(pack.fingerprint),
    learnt: {
      alarms: await opened.store.alarmsIn(opened.repository),
      outcomes: await opened.store.outcomesIn(opened.repository),
      drafts: (await opened.store.draftsIn(opened.repository))?.drafts.length ?? null,
    },
    packs: (await readKeptPacks(opened.repository, { store: opened.store, pack })).says,
    problems: (await opened.store.keptSettings(opened.repository))?.problems ?? [],
    site,
    now,
  })
}

/** An invalid filter is ignored: a link to a page should never fail because of its query string. */
const text = z.string().max(200).optional().catch(undefined)
/** A day in UTC, or a moment. */
const date = z.union([z.iso.date(), z.iso.datetime()]).optional().catch(undefined)
const page = z.coerce.number().int().min(1).max(100_000).catch(1)
const direction = z.enum(['asc', 'desc']).optional().catch(undefined)

const issueFilters = z.object({
  q: text,
  is: text,
  decision: text,
  reason: text,
  signature: text,
  product: text,
  version: text,
  stage: text,
  state: text,
  since: date,
  until: date,
  ended: text,
  cluster: z.coerce.number().int().min(1).max(999_999_999).optional().catch(undefined),
  sort: z.enum(ISSUE_SORTS).catch('opened'),
  dir: direction,
  page,
})

/** The direction that a list has unless the query names one. */
const ISSUES_DESCEND: ReadonlySet<IssueSort> = new Set(['opened', 'number', 'version', 'cluster'])
const CLUSTERS_DESCEND: ReadonlySet<ClusterSort> = new Set(['size', 'first', 'recent', 'growth', 'urgency', 'began'])

const showIssues: ShowRepository = async ({ repository, store, overview }, c, { site, clock }) => {
  const { since, until, ended, dir, page: at, ...filters } = issueFilters.parse(withoutBlanks(c.req.query()))
  const { issues, clusters } = await overview()
  const descending = dir === undefined ? ISSUES_DESCEND.has(filters.sort) : dir === 'desc'
  const among = ended === undefined ? undefined : numbersEnded(ended, await store.outcomesIn(repository))
  const times = { since: timeOf(since), until: timeOf(until) }
  const list = listIssues(issues, { ...filters, ...times, among, descending, page: at })
  return issuesPage({
    repository,
    list,
    view: { path: `/${repository.owner}/${repository.repo}/issues`, query: knownQuery(c.req.query(), issueFilters) },
    sorted: { sort: filters.sort, descending },
    issues: issues.length,
    clusters: clusters.length,
    site,
    now: clock(),
  })
}

/** @param ended how the threads of a signature's answers ended, or `read` for all of them, as in `confirmed missing-scope` */
function numbersEnded(ended: string, outcomes: readonly OutcomeRecord[]): ReadonlySet<number> {
  const [grade, of] = ended.split(' ')
  const its = outcomes.filter((it) => it.signature === of && (grade === 'read' || it.grade === grade))
  return new Set(its.map(({ ref }) => ref.number))
}

const clusterFilters = z.object({
  q: text,
  is: text,
  signature: text,
  product: text,
  version: text,
  began: text,
  state: text,
  since: date,
  new: date,
  sort: z.enum(CLUSTER_SORTS).catch('size'),
  dir: direction,
  page,
})

const showClusters: ShowRepository = async ({ repository, overview }, c, { site, clock }) => {
  const { since, new: from, dir, page: at, ...filters } = clusterFilters.parse(withoutBlanks(c.req.query()))
  const { issues, clusters } = await overview()
  const descending = dir === undefined ? CLUSTERS_DESCEND.has(filters.sort) : dir === 'desc'
  const now = clock()
  const times = { since: timeOf(since), new: timeOf(from) }
  const list = listClusterFacts(clusters, { ...filters, ...times, descending, page: at, now })
  return clustersPage({
    repository,
    list,
    view: {
      path: `/${repository.owner}/${repository.repo}/clusters`,
      query: knownQuery(c.req.query(), clusterFilters),
    },
    sorted: { sort: filters.sort, descending },
    issues: issues.length,
    clusters: clusters.length,
    site,
    now,
  })
}

function timeOf(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Date.parse(date)
}

/** The part of the query that the page understands, as text, for the links that change it. */
function knownQuery(query: QueryValues, schema: z.ZodObject): QueryValues {
  const valid = schema.parse(withoutBlanks(query)) as Record<string, unknown>
  const names = Object.keys(schema.shape).filter((name) => query[name] && valid[name] !== undefined)
  return Object.fromEntries(names.map((name) => [name, String(valid[name])]))
}

/** Drops empty fields, because a form sends those too. */
function withoutBlanks(fields: QueryValues): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, it]) => (it ? [[name, it]] : [])))
}
