import { expect, test } from 'vitest'
import { logPlace } from '../../../src/core/comments/log-locations.ts'

test.each([
  ['claude-code', null, /~\/\.claude\/debug/],
  ['claude-desktop', 'macos', /~\/Library\/Logs\/Claude/],
  ['claude-desktop', 'windows', /%APPDATA%/],
] as const)('names the log of %s on %s', (surface, os, expected) => {
  expect(logPlace({ surface, os, version: null })).toMatch(expected)
})

test.each([
  ['claude-desktop', null],
  ['claude-desktop', 'linux'],
  ['unheard-of', 'macos'],
  [null, 'macos'],
] as const)('names nothing for %s on %s', (surface, os) => {
  expect(logPlace({ surface, os, version: null })).toBeNull()
})
