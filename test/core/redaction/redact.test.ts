import { describe, expect, test } from 'vitest'
import { redact } from '../../../src/core/redaction/redact.ts'
import { REDACTION_RULES } from '../../../src/core/redaction/rules.ts'
import { generator, type Random } from '../../support/generator.ts'
import { hex, jwtOf, SAMPLES } from '../../support/secrets.ts'

/** The test assembles its credentials so that no secret scanner reports this file. */
const some = (length: number, from = 'aB3dE5fG7hJ9kL2mN4pQ6rS8'): string =>
  from.repeat(Math.ceil(length / from.length)).slice(0, length)
const JWT = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NSIsImF1ZCI6ImEifQ', some(43)].join('.')

const SECRETS: readonly [kind: string, text: string, secret: string][] = [
  ['jwt', `token is ${JWT} here`, JWT],
  ['jwt', `Authorization: Bearer ${JWT}`, JWT],
  ['authorization', `Authorization: Bearer ${some(40)}`, some(40)],
  ['authorization', `authorization: Basic ${some(24)}==`, some(24)],
  ['authorization', `-H 'Authorization: token ${some(32)}'`, some(32)],
  ['authorization', `{"Authorization":"Bearer ${some(30)}"}`, some(30)],
  ['bearer-token', `sent bearer ${some(40)} to it`, some(40)],
  ['github-token', `GH_TOKEN=ghp_${some(36)}`, some(36)],
  ['github-token', `gho_${some(36)}`, some(36)],
  ['github-token', `ghs_${some(36)}`, some(36)],
  ['github-token', `github_pat_${some(60)}`, some(60)],
  ['anthropic-key', `sk-ant-api03-${some(80)}`, some(80)],
  ['anthropic-key', `CLAUDE_CODE_OAUTH_TOKEN=sk-ant-oat01-${some(80)}`, some(80)],
  ['openai-key', `sk-proj-${some(60)}`, some(60)],
  ['openai-key', `sk-${some(48)}`, some(48)],
  ['slack-token', `xoxb-123456789012-${some(24)}`, some(24)],
  ['slack-token', `xapp-1-${some(40)}`, some(40)],
  ['aws-access-key-id', `AKIA${some(16, 'Q7W8E9R2')}`, some(16, 'Q7W8E9R2')],
  ['aws-secret-access-key', `aws_secret_access_key = ${some(40)}`, some(40)],
  ['aws-session-token', `AWS_SESSION_TOKEN=${some(120)}`, some(120)],
  ['google-api-key', `key=AIza${some(35)}`, some(35)],
  ['google-access-token', `ya29.${some(60)}`, some(60)],
  ['google-client-secret', `GOCSPX-${some(28)}`, some(28)],
  ['google-refresh-token', `"1//0${some(60)}"`, some(60)],
  ['npm-token', `npm_${some(36)}`, some(36)],
  ['pypi-token', `pypi-AgE${some(60)}`, some(60)],
  ['stripe-key', `sk_live_${some(24)}`, some(24)],
  ['client-secret', `client_id=abc&client_secret=${some(20)}&x=1`, some(20)],
  ['client-secret', `"clientSecret": "${some(20)}"`, some(20)],
  ['refresh-token', `{\\"refresh_token\\":\\"${some(40)}\\"}`, some(40)],
  ['access-token', `"access_token" : "${some(40)}"`, some(40)],
  ['access-token', `?access_token=${some(20)}`, some(20)],
  ['access-token', `access_token: ${some(30)}`, some(30)],
  ['id-token', `id_token=${some(30)}`, some(30)],
  ['authorization-code', `GET /callback?code=${some(32)}&state=x`, some(32)],
  ['authorization-code', `?error=no&code=4/0A${some(50)}`, some(50)],
  ['code-verifier', `code_verifier=${some(43)}`, some(43)],
  ['state', `/authorize?scope=openid&state=${some(32)}`, some(32)],
  ['token', `https://a.example.net/hook?token=${some(32)}`, some(32)],
  ['api-key', `X-API-Key: ${some(32)}`, some(32)],
  ['api-key', `OPENAI_API_KEY=${some(32)}`, some(32)],
  ['token', `run --token ${some(32)} now`, some(32)],
  ['token', `"args": ["-y", "server", "--api-key", "${some(32)}"]`, some(32)],
  ['token', `{"name": "ACME_API_KEY", "value": "${some(32)}"}`, some(32)],
  ['token', `- name: ACME_TOKEN\n  value: ${some(32)}`, some(32)],
  ['token', `<add key="Acme.ApiKey" value="${some(32)}" />`, some(32)],
  ['token', `<ApiKey>${some(32)}</ApiKey>`, some(32)],
  ['token', `<token>${some(10)}</token>`, some(10)],
  ['token', `<LicenceKey>${some(12)}</LicenceKey>`, some(12)],
  ['password', '{\n  \\"key\\": \\"DB_PASSWORD\\",\n  \\"value\\": \\"correct1horse\\"\n}', 'correct1horse'],
  ['basic-credentials', `//npm.acme.net/:_auth=${btoa('jane:correct1horse')}`, btoa('jane:correct1horse')],
  ['basic-credentials', `npm config set _auth "${btoa('jane:correct1horse')}"`, btoa('jane:correct1horse')],
  ['password', '--password correct1horse', 'correct1horse'],
  ['password', '<server><id>acme</id><password>correct1horse</password></server>', 'correct1horse'],
  ['telegram-token', `https://api.telegram.org/bot123456789:AA${some(33)}/getMe`, some(33)],
  ['password', 'password=correct1horse', 'correct1horse'],
  ['password', '"password": "hunter22"', 'hunter22'],
  ['connection-string', 'postgres://app:s3cretpw@db.internal:5432/app', 's3cretpw'],
  ['cookie', `Cookie: session=${some(20)}; theme=dark`, some(20)],
  ['cookie', `< set-cookie: sid=${some(20)}; Path=/`, some(20)],
  ['cookie', `Cookie: token=${JWT}; session=${some(20)}`, some(20)],
  ['cookie', `Cookie: a=[redacted:jwt]; session=${some(20)}`, some(20)],
  ['cookie', `{"name": "Cookie", "value": "session=${some(20)}"}`, some(20)],
  ['authorization', `{"name":"authorization","value":"Bearer ${some(30)}"}`, some(30)],
  ['jwt', ['eyJhbGciOiJkaXIifQ', '', some(16), some(80), some(22)].join('.'), some(80)],
  ['jwt', ['eyJhbGciOiJub25lIn0', 'eyJzdWIiOiJqYW5lIn0'].join('.'), 'eyJzdWIiOiJqYW5lIn0'],
  ['github-token', `ghs_12345_${JWT}`, JWT],
  ['npm-token', `//npm.example.com/:_authToken=npm_${some(36)}`, some(36)],
  ['connection-string', 'mongodb+srv://app:p@ss@word@db.acme.net/app', 'p@ss@word'],
  ['password', 'curl -s -u jane:s3cretpw https://acme.net', 's3cretpw'],
  ['mcp-url-key', `https://mcp.zapier.com/api/mcp/s/${some(60)}==/mcp`, some(60)],
  ['mcp-url-key', 'https://n8n.acme.net/mcp/9f3c1d7a-52be-4c08-8a41-6d0e7b95f213/sse', '9f3c1d7a'],
  ['mcp-url-key', `https://mcp.acme.net/v1/${some(40)}`, some(40)],
  ['mcp-url-key', `https://acme.net/sse?key=${some(32)}`, some(32)],
  ['authorization-code', `{"code": "${some(32)}"}`, some(32)],
  ['authorization-code', `code 4/0A${some(50)} was used`, some(50)],
  ['ip-address', 'connect ECONNREFUSED 10.20.30.40:443', '10.20.30.40'],
  ['ip-address', 'at http://203.1.77.15/mcp', '203.1.77.15'],
  ['ip-address', 'peer [2a02:8071:b82:1c00::5]:443', '2a02:8071'],
  ['ip-address', 'fe80::1c2d:3e4f:5a6b:7c8d%en0', '1c2d'],
  ['email', 'logged in as jane.doe@acme.io today', 'jane.doe@acme.io'],
  ['user', 'at /Users/janedoe/project/a.js:1:2', 'janedoe'],
  ['user', 'open /home/jdoe/.claude.json', 'jdoe'],
  ['user', 'C:\\Users\\Jane Doe\\AppData\\x', 'Jane Doe'],
  ['user', '"C:\\\\Users\\\\janedoe\\\\x"', 'janedoe'],
  ['user', 'file:///C:/Users/janedoe/x.js', 'janedoe'],
  ['user', '/mnt/c/Users/janedoe/x', 'janedoe'],
  ['user', '~/.claude/projects/-Users-janedoe-code', 'janedoe'],
]

/** Samples that consist of the secret alone, with no name before it. */
const BARE = Object.entries(SAMPLES).filter(([, { text, secret }]) => text === secret)

/** The text around a token in prose, Markdown and file names. */
const CONTEXTS = [
  ['it is ', '. Then'],
  ['**', '**'],
  ['_', '_'],
  ['`', '`'],
  ['(', ')'],
  ['“', '”'],
  ['backup-', '.log'],
  ['key_', ''],
  ['', ','],
  ['', ':'],
  ['<b>', '</b>'],
]

const UNCHANGED = [
  'error=invalid_scope&error_description=Unknown+scope&scope=openid+offline_access',
  'https://auth.acme.net/authorize?response_type=code&client_id=https://claude.ai/oauth/client.json&redirect_uri=http://localhost:3118/callback&scope=user:inference&resource=https://mcp.acme.net/mcp',
  '2026-05-26T16:24:42.742Z [DEBUG] [claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)',
  'WWW-Authenticate: Bearer error="insufficient_scope", scope="mcp:read", resource_metadata="https://a.net/.well-known/oauth-protected-resource"',
  'www-authenticate: Bearer realm="OAuth", error="invalid_token", error_description="Missing or invalid access token"',
  '{"error":"invalid_grant","error_description":"Refresh token has been revoked"}',
  '{"error":{"code":"invalid_request","message":"code_verifier does not match"}}',
  '{"code":-32001,"message":"Session not found"}',
  '{"token":"expired","state":"open","code":401}',
  'SSE error: Non-200 status code (401)',
  'connect ECONNREFUSED 127.0.0.1:3000, code: "ECONNREFUSED"',
  "code: 'ENOENT'",
  'code=401 state=pending token=expired',
  'callback?code=ERR_BAD_REQUEST&state=open',
  'Invalid token: signature verification failed',
  'token: JsonWebTokenError',
  'Error: invalid_client_metadata: token_endpoint_auth_method=client_secret_post is not allowed',
  'grant_type=refresh_token',
  'access_token: expected string, received undefined',
  'client_secret: Field required',
  'code: Field required, state: Field required',
  'password authentication failed for user "app"',
  'OAuth token does not meet scope requirement user:profile',
  'run --token is required, --api-key <your-key-here>, --max-tokens 4096, --token-url https://auth.acme.net/oauth2/v2/token',
  '- name: API_KEY\n  value: required; {"name": "Token", "value": "/run/secrets/token1"}; key: token value: 16 characters',
  '_auth = required, _auth: bearer, <key>NSAppTransportSecurity2</key>',
  '<token>expired</token><key>authentication</key><PublicKeyToken>none</PublicKeyToken>',
  'serve --access-token ./secrets/token-2024-prod-01.txt --password-stdin',
  'Missing scopes: api.responses.write',
  'AADSTS9010010: The resource parameter provided in the request does not match with the requested scopes.',
  'mcp-session-id: 550e8400-e29b-41d4-a716-446655440000 not found',
  'Incompatible auth server: does not support dynamic client registration',
  'Auth conflict: Both a token (ANTHROPIC_AUTH_TOKEN) and an API key (ANTHROPIC_API_KEY) are set.',
  'Authorization header is missing',
  'authorization: Bearer realm',
  'Expected Authorization: Bearer <token>',
  'git@github.com:owner/repo.git and user@example.com and @scope/pkg@1.2.3',
  'at /home/runner/app/a.js, /Users/Shared/x, /root/.cache, /home/node/app',
  'GET /users/12345/home and https://acme.net/home/page',
  'max_tokens=4096 input_tokens: 12000 num_tokens=100000',
  'PWD=/srv/app/current',
  'issue list ?q=is%3Aissue%20state%3Aopen&state=all',
  'ofid_bc95821d3de45192',
  'listening on 127.0.0.1:3000, [::1]:3000 and 0.0.0.0, documented as 192.0.2.7, 203.0.113.9 and 2001:db8::7',
  'requests of hosted clients come from 160.79.104.12',
  'version 1.2.3.5, Version=8.0.11.2, v1.1.1.9, Chrome/120.0.0.1, pkg@1.2.3.9 and RFC 6749, section 4.1.2.1',
  'oid 1.3.6.1.5.5.7.3.1 in 10.0.0.0/8 at 12:34:56:78, std::vector and fe80::',
  'https://mcp.acme.net/my-company-knowledge-server-v2/mcp and https://api.acme.net/mcp/x/repos/readonly',
  '-u 1000:1000 and curl -u $USER:$PASSWORD',
  'Basic authentication is not allowed; Basic QXV0aGVudGljYXRpb24',
  'the task-management-service-of-acme-2 and sk-learn-contrib-package-2024',
]

const PLACEHOLDERS = [
  'Authorization: Bearer <token>',
  'Authorization: Bearer $TOKEN',
  'Authorization: Bearer $' + '{API_TOKEN}',
  'Authorization: Bearer xxxxxxxxxxxxxxxxxxxx',
  'Authorization: Bearer eyJhbGciOi...',
  'Authorization: Bearer YOUR_API_KEY_HERE',
  'ANTHROPIC_API_KEY=sk-ant-xxxxxxxxxxxxxxxxxxxxxxxx',
  'OPENAI_API_KEY=$' + '{OPENAI_API_KEY}',
  'api_key: process.env.API_KEY',
  'client_secret=***',
  'password=<password>',
  'access_token=[redacted:access-token]',
  'token=REDACTED',
  'AKIAIOSFODNN7EXAMPLE',
  'aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'sk-ant-oat01-...',
  'https://user:password@host.acme.net',
  'https://mcp.acme.net/sse?token=YOUR_TOKEN',
  // The example token from jwt.io.
  [
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9',
    'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ',
    'SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
  ].join('.'),
]

describe('redact', () => {
  test.each(SECRETS)('replaces %s in %s', (kind, text, secret) => {
    const { text: redacted, findings } = redact(text)
    expect(redacted).not.toContain(secret)
    expect(redacted).toContain(`[redacted:${kind}`)
    const line = text.slice(0, text.indexOf(secret)).split('\n').length
    expect(findings).toContainEqual(expect.objectContaining({ kind, line }))
  })

  test.each(UNCHANGED)('keeps %s unchanged', (line) => {
    expect(redact(line)).toEqual({ text: line, findings: [] })
  })

  test.each(PLACEHOLDERS)('reports no live credential for the placeholder %s', (line) => {
    expect(redact(line).findings.filter(({ live }) => live)).toEqual([])
  })

  test('keeps the authorization scheme and the diagnostic claims of a JWT', () => {
    const token = jwtOf({
      iss: 'https://auth.acme.net/realms/a?x=1',
      aud: ['https://mcp.acme.net/mcp', 'api://acme'],
      scope: 'openid files:read',
      exp: 1_795_000_000,
      sub: 'jane',
      email: 'jane@acme.io',
    })
    expect(redact(`Authorization: Bearer ${token}`).text).toBe(
      'Authorization: Bearer [redacted:jwt iss=auth.acme.net aud=https://mcp.acme.net/mcp,api://acme scope=openid,files:read exp=2026-11-18]',
    )
  })

  test.each([
    ['a person', { aud: 'jane.doe@acme.io' }],
    ['a key', { aud: `ghp_${some(36)}` }],
    ['a key in its path', { aud: `https://mcp.acme.net/mcp/s/${hex(40)}/mcp` }],
    ['Markdown', { aud: '](https://evil.example)', scope: '@octocat `x` <b>' }],
  ])('drops all claims of a JWT when one contains %s', (_, claims) => {
    expect(redact(jwtOf(claims)).text).toBe('[redacted:jwt]')
  })

  test.each([
    ['Authorization: Basic dXNlcjpzM2NyZXRwdw==', 'Authorization: Basic [redacted:authorization]'],
    ['sent Basic dXNlcjpzM2NyZXRwdw==', 'sent Basic [redacted:basic-credentials]'],
    [`bearer ${some(40)}`, 'bearer [redacted:bearer-token]'],
  ])('keeps the scheme in %s', (text, expected) => {
    expect(redact(text).text).toBe(expected)
  })

  test('keeps the parameters around a code readable', () => {
    const { text } = redact(
      `http://localhost:3118/callback?error=invalid_scope&code=${some(32)}&state=${some(20)}&scope=a+b`,
    )
    expect(text).toBe(
      'http://localhost:3118/callback?error=invalid_scope&code=[redacted:authorization-code]&state=[redacted:state]&scope=a+b',
    )
  })

  test('replaces a private key and keeps the line numbers after it', () => {
    const key = ['-----BEGIN RSA PRIVATE KEY-----', some(64), some(64), '-----END RSA PRIVATE KEY-----'].join('\n')
    const { text, findings } = redact(`a\n${key}\nb ghp_${some(36)}`)
    expect(text.split('\n')).toEqual(['a', '[redacted:private-key]', '', '', '', 'b [redacted:github-token]'])
    expect(findings.map(({ kind, line }) => [kind, line])).toEqual([
      ['private-key', 2],
      ['github-token', 6],
    ])
  })

  test('replaces a truncated private key and nothing after it', () => {
    const { text } = redact(`-----BEGIN PRIVATE KEY-----\n${some(64)}\nThen it failed.`)
    expect(text).toBe('[redacted:private-key]\n\nThen it failed.')
  })

  test('redacts a header value on the line after its name, as in a HAR file', () => {
    const { text, findings } = redact(`{\n  "name": "Cookie",\n  "value": "session=${some(20)}"\n}`)
    expect(text).toBe('{\n  "name": "Cookie",\n  "value": "[redacted:cookie]"\n}')
    expect(findings).toEqual([{ kind: 'cookie', line: 3, live: true }])
  })

  test('marks credentials as live, and personal details and single-use values as not live', () => {
    const live = (text: string): boolean[] => redact(text).findings.map((finding) => finding.live)
    expect(live('/Users/janedoe/x')).toEqual([false])
    expect(live(`?code=${some(32)}`)).toEqual([false])
    expect(live(`ghp_${some(36)}`)).toEqual([true])
  })

  test('reports one finding per kind and line', () => {
    expect(redact('/Users/janedoe/a /Users/janedoe/b\n/Users/janedoe/c').findings.map(({ line }) => line)).toEqual([
      1, 2,
    ])
  })

  test('is idempotent and keeps the number of lines for random combinations of texts', () => {
    const random = generator(20261120)
    const pieces = [
      ...SECRETS.map(([, text]) => text),
      ...UNCHANGED,
      ...PLACEHOLDERS,
      '\n',
      ' ',
      '"',
      "'",
      '\\',
      '&',
      '=',
      ':',
      '-',
      '_',
      '.',
      '@',
      '/',
      '[',
      ']',
      'token',
      'code=',
      '?',
    ]
    for (let run = 0; run < 1500; run++) {
      const text = Array.from({ length: 1 + random(8) }, () => cut(pieces[random(pieces.length)] ?? '', random)).join(
        '',
      )
      const once = redact(text).text
      expect(redact(once).text, JSON.stringify(text)).toBe(once)
      expect(once.split('\n').length, JSON.stringify(text)).toBe(text.split('\n').length)
    }
  })

  test.each([
    ['token', some(32)],
    ['github-token', `ghp_${some(36)}`],
  ])('redacts a %s on the line after its option', (kind, value) => {
    const redacted = redact(`"args": [\n  "--acme-token",\n  "${value}"\n]`)
    expect(redacted.text).toBe(`"args": [\n  "--acme-token",\n  "[redacted:${kind}]"\n]`)
    expect(redacted.findings).toEqual([{ kind, line: 3, live: true }])
  })

  test.each(BARE)('redacts a bare %s in every context', (_, { secret }) => {
    for (const [before, after] of CONTEXTS) {
      const { text } = redact(`${before}${secret}${after}`)
      expect(text, `${before}…${after}`).not.toContain(secret)
    }
  })

  test.each(['eyJ', 'ghp_', 'sk-', 'Cookie: a=', 'Authorization: Bearer ', 'password=', '1//0'])(
    'survives a run of 10 million characters after %s',
    (prefix) => {
      expect(redact(prefix + 'a1'.repeat(5_000_000)).text.length).toBeGreaterThan(0)
    },
  )

  test('redacts a token after many repetitions of its prefix in the same run', () => {
    for (const prefix of ['-eyJ', 'ghp_eyJ_', '_ghs_1_', '--'])
      expect(redact(`${prefix.repeat(200)}${JWT}`).text, prefix).not.toContain(JWT.slice(-40))
    expect(redact(`${'-eyJ.'.repeat(200)}${JWT}`).text).not.toContain(JWT.slice(-40))
  })

  test('does not mistake a long error name for an authorization code', () => {
    const name = 'A'.repeat(5000)
    expect(redact(`?code=${name}`).findings).toEqual([])
    expect(redact(`?code=${name}aB1`).findings).toHaveLength(1)
  })

  test.each([
    ['jane:horse-7-battery', true],
    ['::abcdef', true],
    [`${'u'.repeat(128)}:abc`, true],
    [`${'u'.repeat(129)}:abc`, false],
    ['jane:ab', false],
    [':abcdefg', false],
    ['jane:h\u00ffrse-7-battery', false],
  ])('redacts %j in base64 as a user name and password: %s', (text, expected) => {
    const value = Buffer.from(text, 'latin1').toString('base64')
    expect(redact(`sent Basic ${value}`).text.includes('[redacted:')).toBe(expected)
  })
})

function cut(piece: string, random: Random): string {
  return random(3) === 0 ? piece.slice(random(piece.length), piece.length) : piece
}

test('what starts a rule for one line contains no line break, after which the same line would be read for ever', () => {
  const starts = REDACTION_RULES.filter(({ spansLines }) => !spansLines).flatMap(({ hints }) => hints)
  expect(starts.filter((it) => /\n/.test(it) || it === '')).toEqual([])
})
