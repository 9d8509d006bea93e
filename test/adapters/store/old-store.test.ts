import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkStore } from '../../../src/adapters/store/check-store.ts'
import { moveStore } from '../../../src/adapters/store/move-store.ts'
import { type OpenStoreOptions, openStore } from '../../../src/adapters/store/open.ts'
import type { Store } from '../../../src/adapters/store/store.ts'
import { keptOf, NOTHING_KEPT } from './filled-repository.ts'
import { makeOldStore } from './old-store.ts'
import { createDatabase, removeFolder, temporaryFolder } from './places.ts'

const DESKTOP = { owner: 'acme', repo: 'desktop' }
const KNOWN = { id: 41, ...DESKTOP }

let folder: string

beforeEach(() => {
  folder = temporaryFolder()
})

afterEach(() => removeFolder(folder))

async function oldStore(engine: string): Promise<OpenStoreOptions> {
  const place = engine === 'SQLite' ? { path: join(folder, 'old.db') } : { path: '', url: await createDatabase() }
  await makeOldStore(place)
  return place
}

/** All that an operator finds of it by its name. */
async function told(store: Store) {
  return {
    ...(await keptOf(store, DESKTOP)),
    second: await store.verdictsOn({ ...DESKTOP, number: 2 }),
    templates: await store.templatesOf(DESKTOP),
    clusters: await store.assignClusters(DESKTOP, (known) => known),
  }
}

describe.each(['SQLite', 'PostgreSQL'])('a store on %s in which everything stood under names', (engine) => {
  test('keeps every row, and the operator finds it by the name', async () => {
    const { store } = await openStore(await oldStore(engine))
    expect(await told(store)).toMatchObject({
      decisions: [
        { ref: { owner: 'Acme', repo: 'Desktop', number: 1 }, delivery: 'first', decision: 'ask' },
        { delivery: 'second', signature: 'missing-scope', evidence: ['a'], acts: ['b'], at: 1_795_000_000_001 },
      ],
      comment: 4_000_000_001,
      verdicts: [{ id: 'signal-#1/ann/easy', kind: 'signal' }, {}, {}],
      second: [
        { id: 'comment-7/duplicate', other: { owner: 'Acme', repo: 'Desktop', number: 1 } },
        { id: 'comment-8/duplicate', other: { owner: 'initech', repo: 'app', number: 1 } },
      ],
      settings: { textHash: 'ab12' },
      reports: [1, 2],
      matches: [{ number: 2, other: 1, reasons: ['same line'] }],
      backfill: 'page 3',
      templates: ['# Steps'],
      clusters: { last: 4 },
    })
    expect(await store.decisions({ owner: 'acme', repo: 'cli', number: 4 })).toHaveLength(1)
    expect(await store.paceOf(1001).heldUntil()).toBe(6)
    await store.close()
  })

  test('shows nobody any of it who goes by GitHub’s number, though it has the name', async () => {
    const { store } = await openStore(await oldStore(engine))
    await store.claimRepository({ ...KNOWN, ownerId: 7, at: 1 })
    expect(await keptOf(store.as([KNOWN]), DESKTOP)).toEqual(NOTHING_KEPT)
    expect([await store.as([]).repositoriesOf(null), await store.as([KNOWN]).asserts()]).toEqual([[], []])
    await store.close()
  })

  test('gives it to the repository that it turned out to be about, and goes on counting', async () => {
    const { store } = await openStore(await oldStore(engine))
    const before = await told(store)
    await store.claimRepository({ ...KNOWN, ownerId: 7, at: 1 })
    const unclaimed = await store.unclaimed(KNOWN)
    expect(unclaimed?.comments).toEqual([
      { number: 2, id: 4_000_000_002 },
      { number: 1, id: 4_000_000_001 },
    ])
    await store.adopt(unclaimed?.id ?? 0, 41)
    const lower = (value: unknown) => JSON.stringify(value).toLowerCase()
    expect(lower(await told(store.as([KNOWN])))).toBe(lower(before))
    const [, last] = await store.as([KNOWN]).decisions({ ...DESKTOP, number: 1 })
    if (last !== undefined) await store.as([KNOWN]).recordDecision({ ...last, delivery: 'third' })
    const deliveries = (await store.decisions({ ...DESKTOP, number: 1 })).map(({ delivery }) => delivery)
    expect(deliveries).toEqual(['first', 'second', 'third'])
    await store.close()
  })

  test('is in order', async () => {
    const place = await oldStore(engine)
    const { tables, findings } = await checkStore(place)
    expect(findings).toEqual([])
    expect(tables).toMatchObject({ repositories: 2, decisions: 3, verdicts: 3, reports: 2, matches: 1, cluster_ids: 2 })
  })

  test('is brought up to date once, however many processes start at once', async () => {
    const place = await oldStore(engine)
    const all = await Promise.all([1, 2, 3].map(() => openStore(place)))
    for (const { store } of all) expect((await keptOf(store, DESKTOP)).reports).toEqual([1, 2])
    for (const { store } of all) await store.close()
  })
})

test('an old SQLite store is moved to PostgreSQL as it is', async () => {
  const { path } = await oldStore('SQLite')
  const url = await createDatabase()
  await moveStore({ from: path, to: url })
  expect(await checkStore({ path: '', url })).toEqual(await checkStore({ path }))
  const { store } = await openStore({ path: '', url })
  expect((await told(store)).decisions).toHaveLength(2)
  await store.close()
})
