import { describe, expect, test } from 'vitest'
import { readObservations } from '../../../src/core/flow/read-observations.ts'

const read = (text: string) => readObservations(text).map(({ stage, outcome, status }) => [stage, outcome, status])

describe('reads a request and its status from', () => {
  test.each([
    [
      'an access log',
      '10.0.0.7 - - [01/Mar/2026:10:00:00 +0000] "POST /oauth/token HTTP/1.1" 401 53 "-" "python-httpx/0.28"',
    ],
    ['uvicorn', 'INFO:     10.0.0.7:51234 - "POST /token HTTP/1.1" 401 Unauthorized'],
    ['an arrow', 'POST https://login.example/oauth/token -> 401 {"error":"invalid_client"}'],
    ['a colon', '10:00:01 POST /token: 401'],
    ['a duration', 'POST /token 401 (16ms)'],
    ['Morgan', 'POST /token 401 12.3 ms - 53'],
    ['the status first', '401 POST /token'],
    ['JSON', '{"level":"info","method":"POST","path":"/token","status":401}'],
    ['JSON in another order', '{"status_code":401,"uri":"/token","method":"POST"}'],
    ['logfmt', 'level=info method=POST path=/token status=401'],
    ['a trace of a client', '[trace] Fetched https://login.example/token: {"status":401}'],
    ['curl -v', '> POST /token HTTP/1.1\n> Host: login.example\n< HTTP/1.1 401 Unauthorized'],
    ['curl --trace-ascii', '0000: POST /token HTTP/1.1\n0018: Host: login.example\n0000: HTTP/1.1 401 Unauthorized'],
    [
      'strings with the ends of lines spelled out',
      String.raw`<- "POST /token HTTP/1.1\r\nHost: a"` + '\n-> "HTTP/1.1 401 X\\r\\n"',
    ],
    ['a wire log', '>> "POST /token HTTP/1.1[\\r][\\n]"\n<< "HTTP/1.1 401 Unauthorized[\\r][\\n]"'],
    [
      'lines behind a time',
      '10:00 DEBUG : POST /token HTTP/1.1\nHost: login.example\n10:00 DEBUG : HTTP/1.1 401 Unauthorized',
    ],
    [
      '.NET',
      '  Sending HTTP request POST https://login.example/token\n  Received HTTP response headers after 9.1ms - 401',
    ],
    ['quoted URLs', '> Request URL: "https://login.example/token"\n< Response Status: "401 Unauthorized"'],
    ['a message in a string of JSON', String.raw`{"log":"10.0.0.7 - \"POST /token HTTP/1.1\" 401 53"}`],
    ['a bracket', 'POST https://login.example/token [401 Unauthorized, 2kB, 12ms]'],
    ['Gitea', 'router: completed POST /token for 10.0.0.7:0, 401 Unauthorized in 3.2ms'],
    ['Symfony', 'http_client.INFO: Response: "401 https://login.example/token"'],
    ['Spring', 'Access : Responded 401 to POST /token'],
    ['Bruno', 'oauth/token (401 Unauthorized) - 118 ms'],
    [
      'a message with its lines in one string',
      String.raw`msg="Request:\nPOST /token HTTP/1.1\r\nHost: a"` + '\nmsg="Response:\\nHTTP/2.0 401 X\\r\\n"',
    ],
    ['Vapor', 'POST /token [request-id: 3C]\nGET /a [request-id: 4D]\nAbort.401: refused [request-id: 3C]'],
    ['a method in a field', '[httpRequest.requestMethod: POST] [httpRequest.status: 401] https://login.example/token'],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual([['token', 'failed', 401]])
  })
})

test.each([
  ['GET /.well-known/oauth-protected-resource/mcp 200', 'resource-metadata'],
  ['GET /.well-known/oauth-authorization-server 404', 'server-metadata'],
  ['GET /realms/a/.well-known/openid-configuration 200', 'server-metadata'],
  ['POST /register 201', 'client-id'],
  ['GET /authorize?client_id=x 302', 'authorize'],
  ['GET /oauth/callback?state=x 302', 'callback'],
  ['POST /oauth/token 200', 'token'],
  ['POST /token grant_type=refresh_token 200', 'refresh'],
  ['POST /mcp 200', 'call'],
])('%s is the stage %s', (line, stage) => {
  expect(read(line)[0]?.[0]).toBe(stage)
})

test.each([
  'GET /.well-known/appspecific/com.chrome.devtools.json 404',
  'GET /favicon.ico 404',
  'GET /healthz 503',
  'GET /index.html 200',
  'version 1.2.404',
  'took 401 ms',
])('%s shows nothing of a login', (line) => {
  expect(read(line)).toEqual([])
})

test.each([
  'GET /login?state=x&error=access_denied 302',
  'GET /oauth/authorize?errorId=x 302',
  'GET /error?state=x&errorId=x 200',
  'GET /?oauthErrorCode=x 200',
  'GET /authorize/denied 200',
])('%s refuses the authorization, whatever the status', (line) => {
  expect(read(line)[0]?.[1]).toBe('failed')
})

test('an empty error refuses nothing', () => {
  expect(read('GET /authorize?client_id=x&error= 302')[0]?.[1]).toBe('passed')
})

test('keeps the line of each observation', () => {
  expect(readObservations('start\n\nPOST /token 400\nend').map(({ line }) => line)).toEqual([2])
})

test('lines full of URLs take no longer than other lines', () => {
  const text = `${'https://x/token'.repeat(130)}\n`.repeat(500)
  const start = performance.now()
  readObservations(text)
  expect(performance.now() - start).toBeLessThan(10_000)
})

test.each([
  ['https://login.example/oauth/token, ECONNREFUSED', 'token'],
  ['fetch failed: https://login.example/oauth/token (ECONNRESET)', 'token'],
  ['error sending request for url (https://login.example/oauth/token)', 'token'],
  [
    "HTTPSConnectionPool(host='login.example', port=443): Max retries exceeded with url: /oauth/token (Caused by X)",
    'token',
  ],
  [
    'https://cdn.example/token '.concat('.'.repeat(121), ' https://login.example/register: socket hang up'),
    'client-id',
  ],
])('%s is a request without an answer', (line, stage) => {
  expect(readObservations(line)).toMatchObject([{ stage, outcome: 'failed', side: 'unknown' }])
})

test('a reason far behind a URL is not the reason for it', () => {
  expect(read(`https://login.example/oauth/token ${'.'.repeat(121)} ECONNREFUSED`)).toEqual([])
})

test('reads a bounded part of a line and of a trace', () => {
  expect(read(`${'x'.repeat(5_000)} POST /token 400`)).toEqual([])
  expect(readObservations('POST /token 400\n'.repeat(50_000)).length).toBeLessThanOrEqual(20_001)
})

test.each([
  [
    'an indented line below the failed step of a tool',
    '[1] Challenge  PASS\n[2] Resource metadata  FAIL\n    status: 404',
    404,
  ],
  ['a line further down', '[1] Challenge  PASS\n[2] Resource metadata  FAIL\n    no body\n    status: 404', null],
])('reads the status in %s or not', (_, text, status) => {
  expect(readObservations(text).at(-1)).toMatchObject({ stage: 'resource-metadata', status })
})

test('reads no redirect URI of a body as a failure of the authorization', () => {
  const MESSAGE = 'the redirect_uri does not match'
  expect(readObservations(MESSAGE)).toMatchObject([{ stage: 'authorize', outcome: 'failed' }])
  expect(readObservations(`< {"error_description":"${MESSAGE}"}`)).toEqual([])
})

test('reads a request with a credential as a call, unless it failed for a reason of its own', () => {
  const answered = (status: number) =>
    readObservations(`> GET /user HTTP/1.1\n> Authorization: token t\n< HTTP/1.1 ${status}`)
  expect(answered(403)).toMatchObject([{ stage: 'call', status: 403 }])
  expect(answered(404)).toEqual([])
})

test('the response of one format is not taken for another request of the same lines', () => {
  const text = '> POST /token HTTP/1.1\n< HTTP/1.1 200 OK\nproxy: HTTP/1.1 503 Service Unavailable'
  expect(read(text)).toEqual([['token', 'passed', 200]])
})

test.each([
  'grant_type=refresh_token&client_id=x',
  '{"grant_type":"refresh_token"}',
  '{grant_type: refresh_token, client_id: x}',
])('a token request with the body %s is a refresh', (body) => {
  expect(read(`> POST /token HTTP/1.1\n${body}\n< HTTP/1.1 400 Bad Request`)[0]?.[0]).toBe('refresh')
})

test('the cause of an error says where the login broke, not the error around it', () => {
  const text = 'Error: failed to handle OAuth callback\n\nCaused by:\n    0: OAuth token exchange failed: no secret'
  expect(readObservations(text)).toMatchObject([{ stage: 'token', outcome: 'failed' }])
  expect(readObservations(text.replace('Caused by:', 'Then:'))).toHaveLength(2)
})

test('a field of the metadata is not the endpoint that it names', () => {
  expect(read('✓ protected resource\n✓ has token_endpoint').at(-1)).toEqual(['server-metadata', 'passed', null])
})

test('a policy of a proxy refuses for the edge', () => {
  const line = '"POST /mcp HTTP/1.1" 403 - rbac_access_denied_matched_policy[none] - "-" 0 19'
  expect(readObservations(line)).toMatchObject([{ side: 'edge', status: 403 }])
})

test('what only says that a step begins is part of a request whose answer is still to come', () => {
  const text =
    '[httplog] Sending: POST https://login.example/token\nData: grant_type=refresh_token\n[httplog] Status: 400'
  expect(read(text)).toContainEqual(['refresh', 'failed', 400])
})

test('a CDN that answers from its cache has refused nothing', () => {
  const line =
    '{"ClientRequestURI":"/.well-known/openid-configuration","EdgeResponseStatus":200,"OriginResponseStatus":0}'
  expect(read(line)).toEqual([['server-metadata', 'passed', 200]])
})

test.each([
  ['POST', '/v1/notes', 'first-request'],
  ['POST', '/mcp', 'call'],
])('%s %s answered 403 is the stage %s', (method, path, stage) => {
  expect(read(`${method} ${path} 403`)).toEqual([[stage, 'failed', 403]])
})
