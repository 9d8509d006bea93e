/** Generated requests to every route of the app: wrong methods, path traversal, untrusted texts. */
import { afterAll, describe, expect, test } from 'vitest'
import { generator } from '../../support/generator.ts'
import { hostileTexts } from '../../support/hostile-text.ts'
import { seenAs } from '../../support/seen-repository.ts'
import { numbered, openKeptReports } from './stored-reports.ts'
import { webApp } from './test-app.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'X-ODD']
const TRAVERSALS = [
  '../../../etc/passwd',
  '..%2f..%2f..%2fetc%2fpasswd',
  '%2e%2e/%2e%2e/etc/passwd',
  '....//....//etc/passwd',
  '..\\..\\windows\\win.ini',
  '/etc/passwd',
  'file:///etc/passwd',
  '%00',
  'a%00.html',
  '%c0%ae%c0%ae/',
  '__proto__',
]

const stored = await openKeptReports(numbered('open', [1, 2, 3]))
afterAll(() => stored.store.close())

let requests = 0
const app = webApp({
  pagesPerMinute: 1_000_000,
  triesPerMinute: 1_000_000,
  clock: () => stored.now,
  // Every request has its own client, so that the rate limits do not hide the routes.
  blockOf() {
    requests += 1
    return String(requests)
  },
  repositories: {
    access: { readable: async (owner, repo) => (repo === 'open' ? { ...seenAs(owner, repo), at: 1 } : null) },
    store: stored.store,
    indexes: stored.indexes,
  },
})
/** The routes, as the app lists them. */
const ROUTES = [...new Set(app.routes.map(({ path }) => path))].filter((path) => !path.includes('*'))

function fill(route: string, value: string): string {
  return route.replaceAll(/:\w+(?:\{[^/]*?\})?(?=\/|$)/g, () => value)
}

describe('every route', () => {
  test('is tested', () => {
    expect(ROUTES.length).toBeGreaterThanOrEqual(20)
    expect(ROUTES).toEqual(expect.arrayContaining(['/', '/try', '/signatures/:id', '/api/v1/signatures/:id', '/mcp']))
  })

  test.each(ROUTES)('%s is safe against path traversal with every method', async (route) => {
    for (const [at, value] of TRAVERSALS.entries()) {
      const path = fill(route, value)
      const method = METHODS[at % METHODS.length] ?? 'GET'
      const init = method === 'GET' || method === 'HEAD' ? { method } : { method, body: value }
      const response = await ask(path, init)
      expect(response.status, `${method} ${path}`).toBeLessThan(500)
      expect(await response.text()).not.toMatch(/root:.*:0:0|\[fonts\]/)
    }
  })

  test.each(ROUTES.filter((route) => !/^\/(?:mcp|logout|api\/v1)/.test(route)))(
    'that serves a page, %s, refuses every method that would change something',
    async (route) => {
      const path = fill(route, 'open')
      for (const method of METHODS.filter(
        (it) => !['GET', 'HEAD', 'OPTIONS'].includes(it) && !(it === 'POST' && route === '/try'),
      )) {
        const { status } = await ask(path, { method })
        expect([404, 405], `${method} ${path}`).toContain(status)
      }
    },
  )

  test('answers generated texts with a page or an error below 500', async () => {
    const random = generator(23)
    const texts = hostileTexts(120, 23).map((text) => encodeURIComponent(text.toWellFormed().slice(0, 200)) || 'x')
    for (let round = 0; round < 600; round += 1) {
      const route = ROUTES[random(ROUTES.length)] ?? '/'
      const path = fill(route, texts[random(texts.length)] ?? 'x')
      const query = random(2) === 1 ? `?${texts[random(texts.length)]}=${texts[random(texts.length)]}` : ''
      const { status } = await ask(`${path}${query}`, {})
      expect(status, `${path}${query}`).toBeLessThan(500)
    }
  })
})

/** `fetch` rejects some methods itself; those count as 405. */
async function ask(path: string, init: RequestInit): Promise<Response> {
  try {
    return await app.request(path, init)
  } catch (error) {
    if (error instanceof TypeError) return new Response(null, { status: 405 })
    throw error
  }
}
