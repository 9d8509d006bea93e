import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cacheFolder } from '../../../src/adapters/config/cache-folder.ts'

test.each([
  [{ XDG_CACHE_HOME: '/var/cache/me' }, '/var/cache/me/auth-triage'],
  [{}, join(homedir(), '.cache/auth-triage')],
  [{ XDG_CACHE_HOME: '' }, join(homedir(), '.cache/auth-triage')],
  [{ XDG_CACHE_HOME: 'relative' }, join(homedir(), '.cache/auth-triage')],
])('the cache folder with %j is %s', (environment, folder) => {
  expect(cacheFolder(environment)).toBe(folder)
})
