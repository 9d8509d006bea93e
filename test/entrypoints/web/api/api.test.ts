import { describe, expect, test } from 'vitest'
import { apiErrorSchema } from '../../../../src/entrypoints/web/api/api-error.ts'
import { openApiDocument } from '../../../../src/entrypoints/web/api/openapi.ts'
import { OPERATIONS } from '../../../../src/entrypoints/web/api/operations.ts'
import { generator, type Random } from '../../../support/generator.ts'
import { hostileTexts } from '../../../support/hostile-text.ts'
import { webApp } from '../test-app.ts'

const LOG_LINE = 'Missing user:mcp_servers scope (scopes=user:inference)'

async function ask(path: string, init?: RequestInit) {
  const response = await webApp().request(`/api/v1${path}`, init)
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
}

function post(body: unknown): RequestInit {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { method: 'POST', body: text, headers: { 'content-type': 'application/json' } }
}

describe('POST /diagnose', () => {
  test('returns the document that triage --json prints', async () => {
    const logs = [{ name: 'sdk-debug.txt', text: `quiet\n${LOG_LINE}\n` }]
    const { status, body } = await ask('/diagnose', post({ title: 'No tools in Cowork', logs }))
    expect(status).toBe(200)
    expect(body).toMatchObject({ decision: 'assert', signature: 'missing-scope' })
    expect(body.ranked[0].evidence[0]).toMatchObject({ source: 'sdk-debug.txt', line: 2, text: LOG_LINE })
  })

  test.each([
    ['text that is not JSON', '{', 'The body is not JSON.'],
    ['nothing to diagnose', {}, 'request: nothing to diagnose.'],
    ['an unknown field', { titel: 'x' }, 'request: '],
    ['a value of another type', { title: 7 }, 'title: '],
    ['a text that is too long', { body: 'x'.repeat(200_001) }, 'body: '],
  ])('rejects %s and names the field', async (_, sent, words) => {
    const { status, body } = await ask('/diagnose', post(sent))
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: { code: 'malformed', message: expect.stringContaining(words) } })
  })

  test('rejects more than 10 MB, with or without Content-Length', async () => {
    const chunk = new TextEncoder().encode(' '.repeat(1024 * 1024))
    const withoutLength = new ReadableStream({ pull: (it) => it.enqueue(chunk) })
    for (const init of [
      post(' '.repeat(11 * 1024 * 1024)),
      { ...post(''), body: withoutLength, duplex: 'half' } as RequestInit,
    ]) {
      expect(await ask('/diagnose', init)).toMatchObject({ status: 413, body: { error: { code: 'too-large' } } })
    }
  })
})

describe('GET /signatures', () => {
  test('returns pages that contain each item once', async () => {
    const ids: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body }: { body: { items: { id: string }[]; next: string | null } } = (await ask(
        `/signatures?limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`,
      )) as never
      ids.push(...body.items.map(({ id }) => id))
      cursor = body.next
    }
    expect(ids).toEqual(ids.toSorted())
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain('missing-scope')
  })

  test.each(['limit=0', 'limit=101', 'limit=x', 'cursor=%00', 'cursor=!!'])('rejects %s', async (query) => {
    expect(await ask(`/signatures?${query}`)).toMatchObject({ status: 400, body: { error: { code: 'malformed' } } })
  })

  test('returns 304 for the current ETag', async () => {
    const { headers } = await ask('/signatures')
    const again = await ask('/signatures', { headers: { 'if-none-match': headers.get('etag') ?? '' } })
    expect([again.status, again.body]).toEqual([304, null])
  })

  test('returns one signature by its id, and 404 for an unknown id', async () => {
    expect(await ask('/signatures/missing-scope')).toMatchObject({
      status: 200,
      body: { id: 'missing-scope', dead: false },
    })
    expect(await ask('/signatures/no-such')).toMatchObject({ status: 404, body: { error: { code: 'not-found' } } })
  })
})

describe('a request', () => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', ''])(
    'with a body of type %j is refused, so that no form of another site can send it',
    async (type) => {
      const init = { method: 'POST', body: '{"title":"x"}', headers: { 'content-type': type } }
      expect(await ask('/diagnose', init)).toMatchObject({ status: 415, body: { error: { code: 'wrong-type' } } })
    },
  )

  test('with an unknown query parameter is refused, and the message names it', async () => {
    expect(await ask('/signatures?limti=5')).toMatchObject({
      status: 400,
      body: { error: { code: 'malformed', message: expect.stringContaining('limti') } },
    })
  })

  test.each(['/api/v1/signatures', '/api/v1/no-such', '/mcp'])(
    'to %s beyond the limit gets 429 as JSON',
    async (path) => {
      const app = webApp({ pagesPerMinute: 1 })
      await app.request(path)
      const response = await app.request(path)
      expect(response.status).toBe(429)
      expect(response.headers.get('content-type')).toContain('application/json')
      expect(await response.json()).toMatchObject({ error: { code: 'too-many' } })
    },
  )
})

describe('the OpenAPI document', () => {
  test('contains every operation, with self-contained schemas', async () => {
    const { body } = await ask('/openapi.json')
    expect(body).toEqual(JSON.parse(JSON.stringify(openApiDocument('1.2.3'))))
    expect(body.openapi).toBe('3.1.0')
    for (const { path, method } of OPERATIONS) expect(body.paths[path][method].responses['200']).toBeDefined()
    expect(JSON.stringify(body)).not.toContain('$schema')
  })

  test('names every operation once, with both ways to sign in and an error for every status', async () => {
    const { body } = await ask('/openapi.json')
    const ids = OPERATIONS.map(({ path, method }) => body.paths[path][method].operationId)
    expect(new Set(ids).size).toBe(OPERATIONS.length)
    expect(ids).toEqual(expect.arrayContaining(['diagnoseReport', 'listClusters', 'getCluster']))
    expect(body.security).toEqual([{}, { bearer: [] }, { session: [] }])
    expect(Object.keys(body.components.securitySchemes)).toEqual(['bearer', 'session'])
    const { responses } = body.paths['/diagnose'].post
    expect(Object.keys(responses)).toEqual(['200', '400', '404', '405', '413', '415', '429', '500', '503'])
    expect(Object.keys(responses['429'].headers)).toEqual(['Retry-After'])
    expect(responses['404'].headers).toBeUndefined()
    expect(Object.keys(responses['429'].content['application/json'].examples)).toEqual(['too-many', 'too-much'])
  })

  test.each(OPERATIONS)('has a request and an answer of $id that match its schemas', ({ body, answer, example }) => {
    if (body !== null) expect(body.safeParse(example.body).error).toBeUndefined()
    expect(answer.safeParse(example.answer).error).toBeUndefined()
  })

  test.each(OPERATIONS)('says what each parameter of $id means', async ({ path, method }) => {
    const { body } = await ask('/openapi.json')
    for (const { description } of body.paths[path][method].parameters) expect(description).toMatch(/\.$/)
  })

  test('is rendered at /api/docs', async () => {
    const page = (await (await webApp().request('/api/docs')).text()).replaceAll('<wbr>', '')
    for (const { path, method } of OPERATIONS) expect(page).toContain(`${method.toUpperCase()} /api/v1${path}`)
    expect(page).toContain('<td data-label="Value">1 to 100; <code>30</code> if absent</td>')
    expect(page).toMatch(/<code>size<\/code>, <code>\w+<\/code>/)
  })
})

/** A random value, which may or may not match a schema. */
function anyValue(random: Random, texts: readonly string[], depth = 0): unknown {
  const makers = [
    () => texts[random(texts.length)],
    () => random(1_000) - 500,
    () => null,
    () => random(2) === 1,
    () => Array.from({ length: random(4) }, () => anyValue(random, texts, depth + 1)),
    () =>
      Object.fromEntries(
        ['title', 'body', 'logs', 'name', 'text', '__proto__']
          .filter(() => random(3) > 0)
          .map((key) => [key, anyValue(random, texts, depth + 1)]),
      ),
  ]
  return makers[random(depth > 3 ? 4 : makers.length)]?.()
}

describe('generated requests', () => {
  test('get a response that matches the schema, or an error in the common shape', async () => {
    const random = generator(17)
    const texts = [...hostileTexts(80, 17), LOG_LINE, 'missing-scope', '../../../etc/passwd', '1', '']
    for (let round = 0; round < 400; round++) {
      const it = OPERATIONS[random(OPERATIONS.length)]
      if (it === undefined) continue
      const path = it.path.replace(
        /\{\w+\}/g,
        () => encodeURIComponent((texts[random(texts.length)] ?? '').toWellFormed()) || 'x',
      )
      const query =
        random(2) === 1
          ? `?limit=${random(200)}&cursor=${encodeURIComponent((texts[random(texts.length)] ?? '').toWellFormed())}`
          : ''
      const method =
        random(4) > 0 ? it.method.toUpperCase() : (['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'][random(5)] ?? 'GET')
      const body = method === 'GET' ? {} : post(anyValue(random, texts) ?? '')
      const answer = await ask(`${path}${query}`, { ...body, method })
      const schema = answer.status === 200 ? it.answer : apiErrorSchema
      expect(
        schema.safeParse(answer.body).success,
        `${method} ${path}${query}: ${JSON.stringify(answer.body).slice(0, 200)}`,
      ).toBe(true)
      expect(answer.status).toBeLessThan(500)
    }
  })
})
