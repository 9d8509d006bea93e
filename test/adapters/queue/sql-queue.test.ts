import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore } from '../../../src/adapters/store/open.ts'
import { ENGINES, removeFolder, temporaryFolder } from '../store/places.ts'
import { delivery, describeInbox } from './contract.ts'

for (const engine of ENGINES) describeInbox(engine)

describe('queue in an SQLite file', () => {
  let folder: string
  let path: string

  beforeEach(() => {
    folder = temporaryFolder()
    path = join(folder, 'store.db')
  })

  afterEach(() => removeFolder(folder))

  test('loses no delivery when the process is killed while working on it', async () => {
    const { signal, status } = spawnSync(process.execPath, [join(import.meta.dirname, 'die-at-work.ts'), path])
    // Windows does not report a signal.
    expect(signal ?? status).toBe(process.platform === 'win32' ? 1 : 'SIGKILL')
    const { queue, store } = await openStore({ path })
    expect(await queue.recover(3000)).toBe(1)
    expect(await queue.claim(3000)).toEqual({ ...delivery('a'), attempt: 1, suspicion: 1 })
    await queue.complete('a', 3000)
    expect(await queue.claim(3000)).toEqual({ ...delivery('b'), attempt: 1, suspicion: 0 })
    await store.close()
  })

  test('removes the payload from the file once its delivery is done', async () => {
    const { queue, store } = await openStore({ path })
    await queue.accept(delivery('a', { payload: JSON.stringify({ body: 'hunter2 '.repeat(5_000) }) }))
    await queue.claim(2000)
    await queue.complete('a', 3000)
    await store.close()
    expect(readFileSync(path).includes('hunter2')).toBe(false)
  })

  test('keeps neither the key nor the reason of a done delivery', async () => {
    const { queue, store } = await openStore({ path })
    await queue.accept(delivery('a'))
    await queue.claim(2000)
    await queue.retry('a', 'GitHub was down', 2500)
    await queue.claim(2500)
    await queue.complete('a', 3000)
    await store.close()
    const raw = new DatabaseSync(path)
    expect(raw.prepare('select key, reason, payload from deliveries').get()).toEqual({
      key: '',
      reason: null,
      payload: null,
    })
    raw.close()
  })

  test('has an index that rejects two claims with the same key', async () => {
    const { queue, store } = await openStore({ path })
    await queue.accept(delivery('a'))
    await queue.accept(delivery('b'))
    await store.close()
    const raw = new DatabaseSync(path)
    expect(() => raw.exec(`update deliveries set state = 'claimed'`)).toThrow(/UNIQUE/)
    raw.close()
  })
})
