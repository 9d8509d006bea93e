/** The routes of one cluster: its page, its files, and the forms with which maintainers merge and split reports. */
import { randomUUID } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { PAIR_ACTS, type PairAct, recordPairFeedback } from '../../app/feedback-intake/pair-feedback.ts'
import { CLUSTER_FILES } from './cluster-files.ts'
import { viewCluster } from './cluster-view.ts'
import { showPage, visitOf } from './layout.ts'
import type { RepositoryView } from './open-repository.ts'
import { clusterPage } from './pages/cluster.ts'
import type { ActsState } from './pages/cluster-acts.ts'
import { readBody, TooLarge } from './read-body.ts'
import { refuse } from './refuse.ts'
import { createReleaseDates, type ReleaseDates } from './release-dates.ts'
import {
  addRepositoryPage,
  NUMBER_PATTERN,
  numberIn,
  openFor,
  REPOSITORY_PATH,
  type RepositoryPageDeps,
} from './repository-visit.ts'

interface ClusterPageDeps extends RepositoryPageDeps {
  readonly releaseDates: ReleaseDates
}

export function addClusterPages(app: Hono, given: RepositoryPageDeps): void {
  const deps = { ...given, releaseDates: createReleaseDates(given.repositories?.github, given.clock) }
  const path = `/clusters/:number${NUMBER_PATTERN}`
  addRepositoryPage(app, path, deps, async (opened, c) => {
    const data = await dataOf(numberIn(c), opened, deps)
    if (data === null) return null
    return clusterPage(data, { pack: deps.pack, acts: await actsFor(c, deps), notice: noticeIn(c) })
  })
  app.get(`${REPOSITORY_PATH}/clusters/:file{[1-9][0-9]{0,8}\\.(?:csv|json|md)}`, async (c) => {
    const [id = '', kind = ''] = ((c.req.param() as Record<string, string>)['file'] ?? '').split('.')
    const opened = await openFor(c, deps)
    const data = opened === null ? null : await dataOf(Number(id), opened, deps)
    const file = CLUSTER_FILES[kind]
    if (data === null || file === undefined) return refuse(c, 'not-found')
    const name = `${data.repository.repo}-cluster-${id}.${kind}`
    return c.body(file.write(data), 200, {
      'content-type': file.type,
      'content-disposition': `inline; filename="${name}"`,
      'cache-control': 'private, no-store',
    })
  })
  app.post(`${REPOSITORY_PATH}${path}/:act{${Object.keys(PAIR_ACTS).join('|')}}`, (c) => act(c, deps))
}

async function dataOf(id: number, opened: RepositoryView, deps: ClusterPageDeps) {
  const { pack, packFolder, site, clock, releaseDates } = deps
  const overview = await opened.overview()
  const cluster = overview.clusters.find(({ summary }) => summary.id === id)
  if (cluster === undefined) return null
  const { repository, store, neighbours } = opened
  const releases = await releaseDates(repository)
  return viewCluster(
    repository,
    cluster,
    { store, overview, neighbours },
    { pack, packFolder, site, now: clock(), releases },
  )
}

async function actsFor(c: Context, { sessions, repositories, signIn }: ClusterPageDeps): Promise<ActsState> {
  if (signIn === undefined || repositories?.github === undefined) return { kind: 'off' }
  const viewer = await sessions.viewer(c)
  if (viewer === null) return { kind: 'sign-in', path: visitOf(c).path }
  return { kind: 'forms', token: await sessions.sealForm(viewer), click: randomUUID() }
}

const NOTICES: Readonly<Record<string, string>> = {
  merge: 'The reports are in one cluster now.',
  split: 'The report is out of the cluster now.',
  'not-duplicate': 'The two reports are kept apart now.',
  undo: 'The decision is undone. The evidence decides again.',
}

function noticeIn(c: Context) {
  const text = NOTICES[c.req.query('done') ?? '']
  return text === undefined
    ? null
    : html`<p class="notice" role="status">${text} Every decision is listed under “What people decided”, where it can be undone.</p>`
}

const MAX_ACT_FORM = 4_096

/**
 * Carries out one form. It counts only if it comes from our own page in the same session, and if GitHub says at this
 * moment who the person is and that the person may maintain the repository.
 */
async function act(c: Context, deps: ClusterPageDeps): Promise<Response> {
  const { sessions, repositories, signIn, clock } = deps
  const viewer = await sessions.viewer(c)
  const opened = viewer === null ? null : await openFor(c, deps)
  if (viewer === null || opened === null || repositories?.github === undefined || signIn === undefined)
    return refuse(c, 'not-found')
  const form = await readForm(c)
  const site = c.req.header('sec-fetch-site')
  if (
    form === null ||
    (site !== undefined && site !== 'same-origin') ||
    !(await sessions.isOwnForm(form['token'], viewer))
  )
    return explain(c, 'This form is too old or was not sent from our page. Go back, reload the page, and try again.')
  const who = await signIn.github.currentLogin(viewer.token)
  if (who === null) return explain(c, 'Your sign-in has ended. Sign out, then sign in again.')
  const { owner, repo } = opened.repository
  const name = (c.req.param() as Record<string, string>)['act'] as PairAct
  const said = {
    repository: { owner, repo },
    act: name,
    number: numberOf(form['number']),
    other: numberOf(form['other']),
    who,
    click: clickOf(form['click']),
  }
  const problem = await recordPairFeedback(said, { store: opened.store, github: repositories.github, clock })
  if (problem !== null) return explain(c, problem)
  const { byNumber } = await opened.overview()
  const now = byNumber.get(said.other)?.cluster ?? byNumber.get(said.number)?.cluster
  const path = `/${owner}/${repo}/clusters`
  return c.redirect(now ? `${path}/${now}?done=${name}` : path, 303)
}

/** @returns null if the body is not a small form */
async function readForm(c: Context): Promise<Record<string, string> | null> {
  if (!/^application\/x-www-form-urlencoded(?:;|$)/i.test(c.req.header('content-type') ?? '')) return null
  try {
    const body = await readBody(c, { most: MAX_ACT_FORM, onPiece: () => {}, signal: c.req.raw.signal })
    return Object.fromEntries(new URLSearchParams(new TextDecoder().decode(body)))
  } catch (error) {
    if (error instanceof TooLarge) return null
    throw error
  }
}

function numberOf(text = ''): number {
  return Number(/^\s*#?([1-9]\d{0,8})\s*$/.exec(text)?.[1] ?? 0)
}

function clickOf(text = ''): string {
  return /^[\w-]{1,60}$/.test(text) ? text : randomUUID()
}

async function explain(c: Context, sentence: string): Promise<Response> {
  const back = visitOf(c).path.replace(/\/[a-z-]+$/, '')
  const main = html`<p class="error" role="alert">${sentence}</p><p><a href="${back}">Back to the cluster</a></p>`
  return showPage(c, { title: 'Nothing was changed', main }, 403)
}
