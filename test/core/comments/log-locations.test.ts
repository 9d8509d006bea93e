import { expect, test } from 'vitest'
import { logPlace } from '../../../src/core/comments/log-locations.ts'

test.each([
  ['claude-code', null, /~\/\.claude\/debug/],
  ['claude-desktop', 'macos', /~\/Library\/Logs\/Claude/],
  ['claude-desktop', 'windows', /%APPDATA%/],
  ['docker', 'wsl', /journalctl -u docker/],
  ['npm', 'windows', /npm-cache/],
] as const)('names the log of %s on %s', (product, os, expected) => {
  expect(logPlace({ product, os, version: null })).toMatch(expected)
})

test.each([
  ['claude-desktop', null],
  ['claude-desktop', 'linux'],
  ['claude-ai', 'macos'],
  ['unknown-product', 'macos'],
  [null, 'macos'],
] as const)('is null for %s on %s', (product, os) => {
  expect(logPlace({ product, os, version: null })).toBeNull()
})
