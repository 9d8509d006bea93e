import { beforeEach, describe, expect, test } from 'vitest'
import { createMemoryGitHub, type MemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import { openStore } from '../../../src/adapters/store/open.ts'
import type { Store } from '../../../src/adapters/store/store.ts'
import { locateRepository } from '../../../src/app/events/locate-repository.ts'

const DESKTOP = { owner: 'acme', repo: 'desktop' }
const STUDIO = { owner: 'acme', repo: 'studio' }

let github: MemoryGitHub
let store: Store
let id: number

beforeEach(async () => {
  github = createMemoryGitHub()
  store = (await openStore({ path: ':memory:' })).store
  id = (await github.readRepository(DESKTOP))?.id ?? 0
  return () => store.close()
})

function find(named: { owner: string; repo: string; id: number | null }, at = 1000) {
  return locateRepository(named, { github, store: store.as([]), clock: () => at })
}

describe("a delivery's repository", () => {
  test("is the repository with the delivery's id, and is recorded in the store", async () => {
    expect(await find({ ...DESKTOP, id })).toEqual({ ...DESKTOP, id })
    expect(await store.repositoryNumbered(id)).toEqual({ ...DESKTOP, id })
  })

  test('has its name spelled as on GitHub', async () => {
    expect(await find({ owner: 'ACME', repo: 'Desktop', id })).toEqual({ ...DESKTOP, id })
  })

  test('is found under the new name that GitHub redirects to', async () => {
    github.renameRepository(DESKTOP, STUDIO)
    expect(await find({ ...DESKTOP, id })).toEqual({ ...STUDIO, id })
    expect(await store.identify(STUDIO)).toMatchObject({ id })
  })

  test('is found under the name from a rename event if another repository has the old name', async () => {
    await find({ ...DESKTOP, id })
    github.renameRepository(DESKTOP, STUDIO)
    github.createRepository(DESKTOP)
    expect(await find({ ...DESKTOP, id })).toBe('another')
    await store.recogniseRepository({ ...STUDIO, id, ownerId: 7, at: 2000 })
    expect(await find({ ...DESKTOP, id }, 3000)).toEqual({ ...STUDIO, id })
  })

  test('is not found if another repository has its name, or if it is gone', async () => {
    expect(await find({ ...DESKTOP, id: id + 100 })).toBe('another')
    github.removeRepository(DESKTOP)
    expect(await find({ ...DESKTOP, id })).toBe('absent')
    expect(await find({ ...DESKTOP, id: null })).toBe('absent')
    expect(await store.knownRepositories()).toEqual([])
  })

  test('is found by its name if the delivery has no id', async () => {
    expect(await find({ ...DESKTOP, id: null })).toEqual({ ...DESKTOP, id })
  })

  test('is not guessed if GitHub refuses the call', async () => {
    github.refuseNext('readRepository', 502)
    await expect(find({ ...DESKTOP, id })).rejects.toMatchObject({ code: 'github-refused' })
  })
})
