import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { openStore } from '../../../src/adapters/store/open.ts'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'

afterEach(() => vi.unstubAllEnvs())

test('stop applies to every process on the same store until resume lifts it', async () => {
  await using place = await temporaryFolder()
  const path = join(place.folder, 'store.sqlite')
  vi.stubEnv('STORE_PATH', path)
  const { store } = await openStore({ path })
  expect((await runCommand('stop', '--why', 'a flood')).code).toBe(0)
  expect(await store.stopped()).toMatchObject({ why: 'a flood' })
  expect(await runCommand('resume')).toMatchObject({ code: 0, out: expect.stringContaining('a flood') })
  expect(await store.stopped()).toBeNull()
  expect(await runCommand('resume')).toMatchObject({ out: 'The bot was not stopped.' })
  await store.close()
})
