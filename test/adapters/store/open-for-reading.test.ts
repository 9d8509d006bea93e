import { createHash } from 'node:crypto'
import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore } from '../../../src/adapters/store/open.ts'
import { openStoreForReading } from '../../../src/adapters/store/open-for-reading.ts'
import type { StoredReport } from '../../../src/adapters/store/stored-reports.ts'
import { TriageError } from '../../../src/core/errors.ts'
import { createDatabase, onServer, removeFolder, temporaryFolder } from './places.ts'

const ACME = { owner: 'acme', repo: 'desktop' }
const REPORT: StoredReport = {
  ...{ number: 7, open: true, closedAs: null, closedAt: null, author: 'octocat' },
  ...{
    createdAt: 1_795_000_000_000,
    updatedAt: 1_795_000_000_000,
    reactions: 0,
    summary: '{"title":"It fails"}',
    digest: '{}',
  },
}

let folder: string
let path: string

beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder, 'store.db')
})

afterEach(() => removeFolder(folder))

const digestOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

async function refusal(act: () => Promise<unknown>): Promise<unknown> {
  return await act().then(
    () => null,
    (error: unknown) => error,
  )
}

describe.each(['SQLite', 'PostgreSQL'])('a store on %s that is open for reading', (engine) => {
  let url: string | null

  beforeEach(async () => {
    url = engine === 'SQLite' ? null : await createDatabase()
    const { store } = await openStore({ path, url })
    await store.keepReports(ACME, [REPORT])
    await store.assignClusters(ACME, () => ({ ids: new Map([[7, 3]]), last: 3 }))
    await store.close()
  })

  test('answers with what was stored', async () => {
    const store = await openStoreForReading(path, url)
    expect(await store.reportsNumbered(ACME, [7])).toEqual([REPORT])
    expect(await store.repositoriesOf(null)).toMatchObject([ACME])
    await store.close()
  })

  test('refuses to change anything', async () => {
    const store = await openStoreForReading(path, url)
    for (const write of [
      () => store.keepReports(ACME, [{ ...REPORT, number: 8 }]),
      () => store.setStopped('for a test', 1),
      () => store.claimRepository({ ...ACME, id: 5, ownerId: null, at: 1 }),
    ])
      expect(await refusal(write)).not.toBeNull()
    expect(await store.countReports(ACME)).toBe(1)
    await store.close()
  })

  test('numbers clusters as they would be stored, and stores nothing', async () => {
    const store = await openStoreForReading(path, url)
    const asked: unknown[] = []
    for (const opened of [store, store.as([...(await store.repositoriesOf(null))])]) {
      const numbered = await opened.assignClusters(ACME, (known) => {
        asked.push(known)
        return { ids: new Map([[7, 9]]), last: 9 }
      })
      expect(numbered).toEqual({ ids: new Map([[7, 9]]), last: 9 })
    }
    const stored = { ids: new Map([[7, 3]]), last: 3 }
    expect(asked).toEqual([stored, stored])
    await store.close()
  })

  test('recognises a repository without storing its new name', async () => {
    const [known] = await withReadStore((store) => store.repositoriesOf(null))
    const renamed = { id: known?.id ?? 0, owner: 'acme', repo: 'renamed', ownerId: null, at: 9 }
    expect(await withReadStore((store) => store.recogniseRepository(renamed))).toBe(true)
    expect(await withReadStore((store) => store.recogniseRepository({ ...renamed, id: 999 }))).toBe(false)
    expect(await withReadStore((store) => store.repositoriesOf(null))).toEqual([known])
  })

  async function withReadStore<T>(act: (store: Awaited<ReturnType<typeof openStoreForReading>>) => Promise<T>) {
    const store = await openStoreForReading(path, url)
    return await act(store).finally(() => store.close())
  }
})

describe('a file that is open for reading', () => {
  beforeEach(async () => {
    const { store } = await openStore({ path })
    await store.keepReports(ACME, [REPORT])
    await store.close()
  })

  test('keeps every byte, and gets no lock file', async () => {
    const before = digestOf(path)
    const store = await openStoreForReading(path)
    await store.countReports(ACME)
    await store.close()
    expect(digestOf(path)).toBe(before)
  })

  test('may be one that this user cannot write', async () => {
    chmodSync(path, 0o400)
    const store = await openStoreForReading(path)
    expect(await store.countReports(ACME)).toBe(1)
    await store.close()
  })

  test('shows what another process writes meanwhile', async () => {
    const reading = await openStoreForReading(path)
    const { store } = await openStore({ path })
    await store.keepReports(ACME, [{ ...REPORT, number: 8 }])
    expect(await reading.countReports(ACME)).toBe(2)
    await store.close()
    await reading.close()
  })

  test.each([
    ['an older version', 'delete from kysely_migration', 'has the schema of an older version'],
    ['a newer version', "update kysely_migration set name = '9999-future'", 'was written by a newer version'],
    ['a version with a table less', 'drop table reports', 'is missing tables: reports'],
  ])('is refused if it is from %s, and not changed', async (_, sql, said) => {
    const database = new DatabaseSync(path)
    database.exec(sql)
    database.close()
    const before = digestOf(path)
    const error = await refusal(() => openStoreForReading(path))
    expect(error).toBeInstanceOf(TriageError)
    expect(String(error)).toContain(said)
    expect(digestOf(path)).toBe(before)
  })
})

test('a store that does not exist is missing, and is not created', async () => {
  expect(await refusal(() => openStoreForReading(path))).toMatchObject({ code: 'store-missing' })
  expect(existsSync(path)).toBe(false)
  const url = await createDatabase()
  expect(await refusal(() => openStoreForReading('', url))).toMatchObject({ code: 'store-missing' })
  expect(await onServer("select 1 from pg_tables where schemaname like 'auth_triage%'", url)).toEqual([])
})
