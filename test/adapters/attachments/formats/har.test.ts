import { describe, expect, test } from 'vitest'
import { readableText } from '../../../../src/adapters/attachments/formats/formats.ts'

const header = (name: string, value: string) => ({ name, value })

const TOKEN = {
  startedDateTime: '2026-11-20T10:00:00.000Z',
  request: {
    method: 'POST',
    url: 'https://auth.example/oauth/token',
    headers: [header('Origin', 'https://app.example'), header('Accept-Language', 'de')],
    postData: { mimeType: 'application/x-www-form-urlencoded', text: 'grant_type=refresh_token&client_id=a' },
  },
  response: {
    status: 400,
    statusText: 'Bad Request',
    headers: [header('WWW-Authenticate', 'Bearer error="invalid_token"'), header('Date', 'today')],
    content: { mimeType: 'application/json', text: '{"error":\n"invalid_grant"}' },
  },
}
const PAGE = {
  startedDateTime: '2026-11-20T10:00:01.000Z',
  request: { method: 'GET', url: 'https://app.example/style.css', headers: [] },
  response: { status: 200, statusText: 'OK', headers: [], content: { text: 'body { color: red }' } },
}

const har = (entries: readonly unknown[], indent?: number) =>
  JSON.stringify({ log: { version: '1.2', entries } }, null, indent)

describe('HTTP Archives', () => {
  test('writes each request on the first line of its entry, and its details on the lines that follow', () => {
    const text = har([TOKEN, PAGE], 2)
    const lines = readableText(text).split('\n')
    const places = text.split('\n').flatMap((line, index) => (line === '      {' ? [index] : []))
    expect(lines.slice(places[0], (places[0] ?? 0) + 6)).toEqual([
      '2026-11-20T10:00:00.000Z POST https://auth.example/oauth/token → 400 Bad Request',
      '> origin: https://app.example',
      '> grant_type=refresh_token&client_id=a',
      '< www-authenticate: Bearer error="invalid_token"',
      '< {"error":',
      '< "invalid_grant"}',
    ])
    expect(lines[places[1] ?? 0]).toBe('2026-11-20T10:00:01.000Z GET https://app.example/style.css → 200 OK')
  })

  test('writes the n-th request to line n when there are no line breaks', () => {
    expect(readableText(har([TOKEN, PAGE])).split('\n')).toEqual([
      expect.stringMatching(/^entry 1: .*→ 400 Bad Request \| > origin: .*\| < \{"error": \| < "invalid_grant"\}$/),
      'entry 2: 2026-11-20T10:00:01.000Z GET https://app.example/style.css → 200 OK',
    ])
  })

  test('reads an archive with one request', () => {
    expect(readableText(har([TOKEN], 1))).toContain('\n2026-11-20T10:00:00.000Z POST')
  })

  test('reports the error for a request without a response', () => {
    const blocked = {
      ...PAGE,
      response: { status: 0, statusText: '', headers: [], content: {}, _error: 'net::ERR_FAILED' },
    }
    expect(readableText(har([blocked]))).toContain('→ 0 net::ERR_FAILED')
  })

  test('reads the requests in a truncated archive', () => {
    const text = har([TOKEN, PAGE], 2)
    expect(readableText(text.slice(0, -200))).toContain('→ 400 Bad Request')
  })

  test('reads a base64-encoded body', () => {
    const content = {
      mimeType: 'application/json',
      encoding: 'base64',
      text: Buffer.from('{"error":"x"}').toString('base64'),
    }
    expect(readableText(har([{ ...TOKEN, response: { ...TOKEN.response, content } }]))).toContain('< {"error":"x"}')
  })

  test('never cuts a body in the middle of a word, so that no partial token escapes redaction', () => {
    const text = `{"access_token": "${'eyJh'.repeat(5_000)}"}`
    const lines = readableText(har([{ ...TOKEN, response: { ...TOKEN.response, content: { text } } }]))
    expect(lines).toContain('"access_token":')
    expect(lines).not.toContain('eyJh')
  })

  test.each([{}, { request: null }, { request: { headers: 7 } }, { request: { headers: [null], url: 3 } }])(
    'skips an invalid entry: %j',
    (entry) => {
      expect(readableText(har([entry, PAGE]))).toContain('entry 2: 2026-11-20T10:00:01.000Z GET')
    },
  )

  test('stops when entries without a request outnumber the others by more than 1,000', () => {
    const some = Array.from({ length: 900 }, () => ({}))
    expect(readableText(har([...some, PAGE]))).toContain('entry 901: ')
    expect(readableText(har([...some, ...some, PAGE]))).not.toContain('entry 1801: ')
  })
})
