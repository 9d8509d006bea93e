/**
 * The pages and the HTTP API in one table of routes. Pages work without JavaScript. Reports that people try out are
 * never stored or logged. All untrusted text is redacted, then escaped.
 */
import { Hono } from 'hono'
import { LIMITS } from '../../adapters/attachments/limits.ts'
import { createOverviewCache } from '../../app/overview/overview-cache.ts'
import { addSignIn, NOBODY, type Sessions } from './access/sign-in.ts'
import { createApi } from './api/api.ts'
import { addAssets } from './assets.ts'
import { addCausePages } from './cause-pages.ts'
import { setVisit, showPage } from './layout.ts'
import { createLiveCounts } from './live-counts.ts'
import { MAX_FORM } from './max-form.ts'
import { addMcpEndpoint } from './mcp-endpoint.ts'
import { listRepositories } from './open-repository.ts'
import { apiReferencePage } from './pages/api-reference.ts'
import { homePage } from './pages/home.ts'
import { signaturePage } from './pages/signature.ts'
import { signaturesPage } from './pages/signatures.ts'
import { emptyTryPage, triedPage } from './pages/try.ts'
import { limitRate } from './rate-limit.ts'
import { refuse } from './refuse.ts'
import { addRepositoryPages } from './repository-pages.ts'
import { protect } from './security-headers.ts'
import type { WebContext, WebDeps } from './web-deps.ts'
import { createWorkGate, type WorkGate } from './work-gate.ts'

/** Requests per minute and client: for pages, and for diagnoses, which cost more. */
const PAGES_PER_MINUTE = 120
const TRIES_PER_MINUTE = 12

export function createWebApp(given: WebDeps): Hono {
  const deps: WebContext = { ...given, overviews: createOverviewCache(given.pack) }
  const app = new Hono()
  app.use(protect)
  app.use(limitRate(deps.pagesPerMinute ?? PAGES_PER_MINUTE, deps))
  addAssets(app)
  const sessions = deps.signIn === undefined ? NOBODY : addSignIn(app, deps.signIn)
  app.use(async (c, next) => {
    const { pathname, search } = new URL(c.req.url)
    const login = deps.signIn === undefined ? undefined : ((await sessions.viewer(c))?.login ?? null)
    setVisit(c, { path: pathname + search, login })
    await next()
  })
  addReadOnlyPages(app, deps, sessions)
  const gate = createWorkGate(deps)
  addTryPage(app, deps, gate)
  app.route('/api/v1', createApi(deps, { sessions, gate }))
  addMcpEndpoint(app, deps, gate)
  addCausePages(app, deps, sessions)
  addRepositoryPages(app, { ...deps, sessions })
  app.notFound((c) => refuse(c, 'not-found'))
  app.onError((error, c) => {
    deps.onBroken(error)
    return refuse(c, 'broken')
  })
  return app
}

/** Adds the read-only pages. */
function addReadOnlyPages(app: Hono, deps: WebContext, sessions: Sessions): void {
  const { repositories, clock } = deps
  const countsOf = repositories === undefined ? async () => null : createLiveCounts(repositories, clock)
  app.get('/', async (c) => {
    const viewer = await sessions.viewer(c)
    const repositories = await listRepositories({ ...deps, token: viewer?.token ?? null })
    const page = homePage(deps, { login: viewer?.login ?? null, repositories })
    c.header('cache-control', 'private, no-store')
    return showPage(c, page)
  })
  app.get('/api/docs', (c) => showPage(c, apiReferencePage()))
  app.get('/signatures', (c) => showPage(c, signaturesPage(deps, c.req.query('q') ?? '')))
  app.get('/signatures/:id', async (c) => {
    const signature = deps.pack.signatures.get(c.req.param('id'))
    if (signature === undefined) return refuse(c, 'not-found')
    return showPage(c, signaturePage(signature, deps, await countsOf(signature.id)))
  })
  app.on(['POST', 'PUT', 'PATCH', 'DELETE'], ['/', '/api/docs', '/signatures', '/signatures/:id'], (c) =>
    refuse(c, 'wrong-method', { allow: 'GET, HEAD' }),
  )
}

function addTryPage(app: Hono, deps: WebContext, gate: WorkGate): void {
  app.get('/try', (c) => showPage(c, emptyTryPage()))
  app.post('/try', limitRate(deps.triesPerMinute ?? TRIES_PER_MINUTE, deps), (c) =>
    gate.admit(c, { body: MAX_FORM, unpacked: LIMITS.unpackedBytes }, async (bytes) => {
      const request = { contentType: c.req.header('content-type') ?? '', body: bytes }
      const { result, unpacked } = await deps.analysis.run('tried', request)
      const response =
        typeof result === 'string' ? showPage(c, emptyTryPage(result), 400) : showPage(c, triedPage(result, deps))
      return { response, unpacked }
    }),
  )
  app.all('/try', (c) => refuse(c, 'wrong-method', { allow: 'GET, HEAD, POST' }))
}
