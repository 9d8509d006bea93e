/** What the pages show of a public repository that was made private, on every engine and in every process. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OpenedStore } from '../../../src/adapters/store/open.ts'
import type { EventDeps } from '../../../src/app/events/event-deps.ts'
import { processDelivery } from '../../../src/app/events/process-delivery.ts'
import { createIndexCache } from '../../../src/app/matching/index-cache.ts'
import { toDelivery } from '../../../src/app/webhooks/events.ts'
import { createRepositoryAccess } from '../../../src/entrypoints/web/access/repository-access.ts'
import { ENGINES, type Place } from '../../adapters/store/places.ts'
import { seenAs } from '../../support/seen-repository.ts'
import { LOG_LINE, numbered, openKeptReports } from './stored-reports.ts'
import { webApp } from './test-app.ts'

const OPEN = '/acme/open'
const API = `/api/v1/repositories${OPEN}`
const PATHS = [
  OPEN,
  `${OPEN}/issues`,
  `${OPEN}/clusters/1`,
  `${OPEN}/feed.atom`,
  `${OPEN}/feed.json`,
  `${API}/clusters`,
]
const ANN = { headers: { authorization: 'Bearer of-ann' } }

describe.each(ENGINES)('a repository that was made private: $name', (engine) => {
  let place: Place
  let opened: OpenedStore[]
  let isPublic: boolean
  let seen: ReturnType<typeof seenAs>

  beforeEach(async () => {
    place = await engine.place()
    opened = [await place.open()]
    // A second process on the same store.
    if (!engine.fleeting) opened.push(await place.open())
    await openKeptReports(numbered('open', [1, 2, 3]), opened[0])
    seen = seenAs('acme', 'open')
    isPublic = true
  })
  afterEach(async () => {
    for (const { store } of opened) await store.close()
    await place.remove()
  })

  /** The pages of each process. */
  function startPages() {
    const github = {
      findRepository: async () => ({ ...seen, isPublic }),
      readableId: async (token: string) => (token === 'of-ann' ? seen.id : null),
    }
    return opened.map(({ store }) => {
      const access = createRepositoryAccess(github, { clock: () => 0, store })
      return webApp({ repositories: { access, store, indexes: createIndexCache(store) } })
    })
  }

  async function hearThat(action: string): Promise<void> {
    const repository = { id: seen.id, name: 'Open', owner: { login: 'acme' } }
    const delivery = toDelivery({ id: 'guid', name: 'repository', payload: { action, repository } }, 5)
    const deps = { store: opened[0]?.store.as([]) } as unknown as EventDeps
    if (delivery !== null) await processDelivery({ ...delivery, attempt: 1, suspicion: 0 }, deps)
  }

  test('shows its titles and lines to nobody without access from then on', async () => {
    const pages = startPages()
    const ask = async (path: string, init?: RequestInit) =>
      Promise.all(
        pages.map(async (it) => {
          const response = await it.request(path, init)
          return { status: response.status, text: await response.text() }
        }),
      )
    const before = (await Promise.all(PATHS.map((path) => ask(path)))).flat()
    expect(before.map(({ status }) => status)).toEqual(before.map(() => 200))
    expect(before.map(({ text }) => text).join()).toContain('No tools in Cowork')
    isPublic = false
    await hearThat('privatized')
    const after = (await Promise.all(PATHS.map((path) => ask(path)))).flat()
    expect(after.map(({ status }) => status)).toEqual(after.map(() => 404))
    const text = after.map((it) => it.text).join()
    for (const kept of ['No tools in Cowork', LOG_LINE, 'missing-scope']) expect(text).not.toContain(kept)
    expect((await ask(`${API}/clusters`, ANN)).map(({ status }) => status)).toEqual(pages.map(() => 200))
  })

  test('keeps its data, for the people who can read it', async () => {
    await hearThat('privatized')
    const store = opened.at(-1)?.store
    expect(await store?.countReports(seen)).toBe(3)
    expect(await store?.madePrivateAt({ owner: 'Acme', repo: 'OPEN' })).toBe(5)
  })

  test('is known by its name, and another repository that takes the name is not', async () => {
    const store = opened.at(-1)?.store
    await store?.recordMadePrivate(seen.id + 1, 5)
    expect(await store?.madePrivateAt(seen)).toBeNull()
    expect(await store?.madePrivateAt({ owner: 'acme', repo: 'other' })).toBeNull()
  })
})
