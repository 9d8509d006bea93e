import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openStore } from '../../../src/adapters/store/open.ts'
import { delivery } from '../../adapters/queue/contract.ts'
import { createDatabase, removeFolder, temporaryFolder } from '../../adapters/store/places.ts'
import { runCommand } from '../../support/command-line.ts'

/** Where the command finds its store, by engine. */
const PLACES = {
  SQLite: async () => {
    const folder = temporaryFolder()
    return { path: `${folder}/store.db`, url: null, remove: async () => removeFolder(folder) }
  },
  PostgreSQL: async () => {
    const url = await createDatabase()
    return { path: '', url, remove: async () => undefined }
  },
}

describe.each(['SQLite', 'PostgreSQL'] as const)('queue on %s', (engine) => {
  let place: Awaited<ReturnType<(typeof PLACES)['SQLite']>> | Awaited<ReturnType<(typeof PLACES)['PostgreSQL']>>

  beforeEach(async () => {
    place = await PLACES[engine]()
    vi.stubEnv(place.url === null ? 'STORE_PATH' : 'DATABASE_URL', place.url ?? place.path)
    const { queue, store } = await openStore(place)
    for (const id of ['a', 'b', 'c']) await queue.accept(delivery(id, { payload: '{"body":"hunter2"}' }))
    for (const id of ['a', 'b']) {
      await queue.claim(2000)
      await queue.park(id, 'GitHub says 404', 3000)
    }
    await store.close()
  })

  afterEach(async () => {
    vi.unstubAllEnvs()
    await place.remove()
  })

  test('lists what was given up and why, never what was in it', async () => {
    const { code, out } = await runCommand('queue', 'list')
    expect([code, out.split('\n')[0]]).toEqual([0, '1 waiting, 2 given up'])
    expect(out).toContain('GitHub says 404')
    expect(out).not.toContain('hunter2')
    const { parked } = JSON.parse((await runCommand('queue', 'list', '--json')).out)
    expect(parked.map((it: { id: string }) => it.id)).toEqual(['a', 'b'])
  })

  test('retries one and drops the rest', async () => {
    expect(await runCommand('queue', 'retry', 'a')).toMatchObject({ code: 0 })
    expect(await runCommand('queue', 'drop', '--all')).toMatchObject({ code: 0 })
    expect((await runCommand('queue', 'list')).out).toBe('2 waiting, 0 given up')
  })

  test('refuses to guess which one is meant', async () => {
    expect(await runCommand('queue', 'drop')).toMatchObject({ code: 2, err: expect.stringContaining('--all') })
    expect(await runCommand('queue', 'retry', 'c')).toMatchObject({
      code: 2,
      err: expect.stringContaining('c was given'),
    })
  })
})
