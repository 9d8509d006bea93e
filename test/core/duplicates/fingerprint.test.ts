import { describe, expect, test } from 'vitest'
import { fingerprint } from '../../../src/core/duplicates/fingerprint.ts'
import { hostileTexts } from '../../support/hostile-text.ts'

describe('a fingerprint', () => {
  test.each([
    ['numbers', 'messages.19.content.24: cannot be modified', 'messages.<n>.content.<n>: cannot be modified'],
    ['times', '2026-05-26T16:24:42.742Z [error] expired', '<time> [error] expired'],
    ['clock times', '16:24:42,742 expired', '<time> expired'],
    ['URLs', 'GET https://mcp.example.com/sse?x=1 failed', 'get <url> failed'],
    ['uuids', 'session 0a1b2c3d-0000-4000-8000-0123456789ab not found', 'session <uuid> not found'],
    ['paths', "ENOENT: '/Users/x/.local/share/claude'", "enoent: '<path>'"],
    ['Windows paths', 'cannot open C:\\Users\\x\\a.json', 'cannot open <path>'],
    ['ids', 'request req_011CW8Gjykx2J2k8wtM3KVX3 failed', 'request <id> failed'],
    ['redaction placeholders', 'token [redacted:jwt iss=a.example] expired', 'token <secret> expired'],
    ['blanks', 'a   failed\t here', 'a failed here'],
  ])('replaces %s', (_title, line, expected) => {
    expect(fingerprint(line)).toBe(expected)
  })

  test('keeps what distinguishes failures', () => {
    expect(fingerprint('Missing user:mcp_servers scope')).not.toBe(fingerprint('Missing user:profile scope'))
  })

  test('is idempotent', () => {
    for (const text of hostileTexts(200)) expect(fingerprint(fingerprint(text))).toBe(fingerprint(text))
  })
})
