import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openStore } from '../../../src/adapters/store/open.ts'
import { delivery } from '../../adapters/queue/contract.ts'
import { createDatabase, removeFolder, temporaryFolder } from '../../adapters/store/places.ts'
import { runCommand } from '../../support/command-line.ts'

/** The command's store, by engine. */
const STORES = {
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
  let place: Awaited<ReturnType<(typeof STORES)['SQLite']>> | Awaited<ReturnType<(typeof STORES)['PostgreSQL']>>

  beforeEach(async () => {
    place = await STORES[engine]()
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

  test('lists parked deliveries with their reason, never their payload', async () => {
    const { code, out } = await runCommand('queue', 'list')
    expect([code, out.split('\n')[0]]).toEqual([0, '1 waiting, 2 parked'])
    expect(out).toContain('GitHub says 404')
    expect(out).not.toContain('hunter2')
    const { parked } = JSON.parse((await runCommand('queue', 'list', '--json')).out)
    expect(parked.map((it: { id: string }) => it.id)).toEqual(['a', 'b'])
  })

  test('works under its former name inbox, with a notice on standard error', async () => {
    const { code, out, err } = await runCommand('inbox', 'list', '--json')
    expect({ code, err }).toEqual({ code: 0, err: 'The command `inbox` is now called `queue`.' })
    expect(JSON.parse(out)).toMatchObject({ waiting: 1 })
  })

  test('retries one and drops the rest', async () => {
    expect(await runCommand('queue', 'retry', 'a')).toMatchObject({ code: 0 })
    expect(await runCommand('queue', 'drop', '--all')).toMatchObject({ code: 0 })
    expect((await runCommand('queue', 'list')).out).toBe('2 waiting, 0 parked')
  })

  test('requires ids or --all, and rejects an unknown id', async () => {
    expect(await runCommand('queue', 'drop')).toMatchObject({ code: 2, err: expect.stringContaining('--all') })
    expect(await runCommand('queue', 'retry', 'c')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no parked delivery c'),
    })
  })
})
