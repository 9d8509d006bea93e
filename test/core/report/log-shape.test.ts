import { describe, expect, test } from 'vitest'
import { isLogShaped } from '../../../src/core/report/log-shape.ts'

describe('isLogShaped', () => {
  test.each([
    '2026-05-26T16:24:42.742Z [DEBUG] x',
    '[2026-05-26 16:24:42] x',
    '2026-05-26 16:24 [error] x',
    '12:01:07.123 x',
    'Jan  2 03:04:05 host app: x',
    'ERROR something broke',
    '[WARN] x',
    'npm ERR! code E401',
    '[claudeai-mcp] Missing scope',
    '[12345] Connecting to remote server',
    '[HTTPError] x',
    '[Fetch Error] x',
    '    at fn (file.js:1:2)',
    'at async Client.connect (file:///a/b.js:10:5)',
    'at processTicksAndRejections (node:internal/process/task_queues:105:5)',
    'Traceback (most recent call last):',
    'Error: 401',
    'TypeError [ERR_INVALID_URL]: Invalid URL',
    'requests.exceptions.HTTPError: 401 Client Error',
    'MCP error -32001: Session not found',
    'API Error: 401 {"type":"error"}',
    'Streamable HTTP error: Error POSTing to endpoint',
    'error: no such command',
    'HTTP/1.1 401 Unauthorized',
    '< HTTP/2 401',
    '< www-authenticate: Bearer error="invalid_token"',
    'www-authenticate: Bearer',
    'POST /mcp -> 404',
    'GET /.well-known/oauth-protected-resource 404',
    'POST https://a.example/token → 400',
    '{"error":"invalid_grant"}',
    '  "error": "invalid_grant",',
    '$ claude mcp list',
    'jane@host:~$ ls',
    'PS C:\\> claude',
    '⎿  API Error',
  ])('returns true for %s', (line) => {
    expect(isLogShaped(line)).toBe(true)
  })

  test.each([
    'On 2026-05-26 we upgraded and it broke.',
    '2026-08-07 16:26 IST, chrome, edge',
    'Errors appear when I log in.',
    'The error: it fails after login',
    'Expected error: none',
    'Error handling is missing here',
    'at first it works, then it fails',
    'GET requests work, POST requests fail',
    'POST /token is never called.',
    'Version: 2.1.148',
    '> quoted words',
    'I ran $ claude and it stopped',
    'Information about my setup',
    '$5 per month',
  ])('returns false for %s', (line) => {
    expect(isLogShaped(line)).toBe(false)
  })
})
