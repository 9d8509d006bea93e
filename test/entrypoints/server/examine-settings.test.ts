import { describe, expect, test } from 'vitest'
import {
  examineApiUrl,
  examineDisk,
  examineSecrets,
  examineSignIn,
} from '../../../src/entrypoints/server/examine-settings.ts'

const MB = 1024 * 1024

describe('a webhook secret', () => {
  test.each<[string, readonly string[], string]>([
    ['that is missing', [], 'mend'],
    ['of one character', ['x'], 'mend'],
    ['of which an older one is short', ['a'.repeat(32), 'short'], 'mend'],
    ['of 16 characters or more', ['a'.repeat(16)], 'fine'],
  ])('%s', (_, secrets, level) => {
    const found = examineSecrets(secrets)
    expect(found.level).toBe(level)
    expect(JSON.stringify(found)).not.toContain('short')
  })
})

test('a client ID without its secret is named, and the other way round', () => {
  expect(examineSignIn({ oauthMissing: null })).toEqual([])
  expect(examineSignIn({ oauthMissing: 'GITHUB_CLIENT_SECRET' })).toMatchObject([
    { level: 'mend', fix: expect.stringContaining('Set GITHUB_CLIENT_SECRET too') },
  ])
})

test.each([
  ['https://api.github.com', 'fine'],
  ['https://api.acme.ghe.com', 'fine'],
  ['https://github.acme.example/api/v3', 'fine'],
  ['https://github.com', 'mend'],
  ['https://github.acme.example', 'look'],
])('the API URL %s is rated %s', (url, level) => {
  expect(examineApiUrl(url).level).toBe(level)
})

test.each([
  [2000 * MB, 'fine'],
  [100 * MB, 'look'],
  [MB, 'mend'],
])('a disk with %d bytes free is rated %s', (free, level) => {
  expect(examineDisk(free, 'store.sqlite')).toMatchObject({ level, says: expect.stringContaining('store.sqlite') })
})
