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

describe('the repository of a delivery', () => {
  test('is the one with its id, and is known to the store from then on', async () => {
    expect(await find({ ...DESKTOP, id })).toEqual({ ...DESKTOP, id })
    expect(await store.repositoryNumbered(id)).toEqual({ ...DESKTOP, id })
  })

  test('has the spelling of GitHub', async () => {
    expect(await find({ owner: 'ACME', repo: 'Desktop', id })).toEqual({ ...DESKTOP, id })
  })

  test('is found under its new name, to which GitHub redirects', async () => {
    github.renameRepository(DESKTOP, STUDIO)
    expect(await find({ ...DESKTOP, id })).toEqual({ ...STUDIO, id })
    expect(await store.identify(STUDIO)).toMatchObject({ id })
  })

  test('is found under the name from a rename event if another one has the old name', async () => {
    await find({ ...DESKTOP, id })
    github.renameRepository(DESKTOP, STUDIO)
    github.createRepository(DESKTOP)
    expect(await find({ ...DESKTOP, id })).toBe('another')
    await store.recogniseRepository({ ...STUDIO, id, ownerId: 7, at: 2000 })
    expect(await find({ ...DESKTOP, id }, 3000)).toEqual({ ...STUDIO, id })
  })

  test('is not found if another one has its name, or if it is gone', async () => {
    expect(await find({ ...DESKTOP, id: id + 100 })).toBe('another')
    github.removeRepository(DESKTOP)
    expect(await find({ ...DESKTOP, id })).toBe('absent')
    expect(await find({ ...DESKTOP, id: null })).toBe('absent')
    expect(await store.knownRepositories()).toEqual([])
  })

  test('is found by its name if the delivery has no id', async () => {
    expect(await find({ ...DESKTOP, id: null })).toEqual({ ...DESKTOP, id })
  })

  test('is not guessed if GitHub refuses', async () => {
    github.refuseNext('readRepository', 502)
    await expect(find({ ...DESKTOP, id })).rejects.toMatchObject({ code: 'github-refused' })
  })
})
