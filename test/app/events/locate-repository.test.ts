import { beforeEach, describe, expect, test } from 'vitest'
import { createMemoryGitHub, type MemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import { openStore } from '../../../src/adapters/store/open.ts'
import type { Store } from '../../../src/adapters/store/store.ts'
import { locate } from '../../../src/app/events/locate-repository.ts'
import type { IssueRef } from '../../../src/core/issue-ref.ts'
import { verdictOf } from '../../support/verdicts.ts'

const DESKTOP = { owner: 'acme', repo: 'desktop' }
const STUDIO = { owner: 'acme', repo: 'studio' }

let github: MemoryGitHub
let store: Store
let id: number
/** Calls of GitHub for comments. */
let asked: number

beforeEach(async () => {
  github = createMemoryGitHub()
  store = (await openStore({ path: ':memory:' })).store
  id = (await github.readRepository(DESKTOP))?.id ?? 0
  asked = 0
  return () => store.close()
})

function find(told: { owner: string; repo: string; id: number | null }, at = 1000) {
  const counted = {
    ...github,
    listComments: (ref: IssueRef) => {
      asked += 1
      return github.listComments(ref)
    },
  }
  return locate(told, { github: counted, store: store.as([]), clock: () => at })
}

describe('the repository that a delivery is about', () => {
  test('is the one of its number, and has a place from then on', async () => {
    expect(await find({ ...DESKTOP, id })).toEqual({ ...DESKTOP, id })
    expect(await store.repositoryNumbered(id)).toEqual({ ...DESKTOP, id })
  })

  test('is spelled as GitHub spells it now', async () => {
    expect(await find({ owner: 'ACME', repo: 'Desktop', id })).toEqual({ ...DESKTOP, id })
  })

  test('is found under its new name, to which GitHub leads on', async () => {
    github.renameRepository(DESKTOP, STUDIO)
    expect(await find({ ...DESKTOP, id })).toEqual({ ...STUDIO, id })
    expect(await store.identify(STUDIO)).toMatchObject({ id })
  })

  test('is found under the name that an event told of, when another one has the old name', async () => {
    await find({ ...DESKTOP, id })
    github.renameRepository(DESKTOP, STUDIO)
    github.createRepository(DESKTOP)
    expect(await find({ ...DESKTOP, id })).toBe('another')
    await store.recogniseRepository({ ...STUDIO, id, ownerId: 7, at: 2000 })
    expect(await find({ ...DESKTOP, id }, 3000)).toEqual({ ...STUDIO, id })
  })

  test('is none when another one has its name, or when it is gone', async () => {
    expect(await find({ ...DESKTOP, id: id + 100 })).toBe('another')
    github.removeRepository(DESKTOP)
    expect(await find({ ...DESKTOP, id })).toBe('absent')
    expect(await find({ ...DESKTOP, id: null })).toBe('absent')
    expect(await store.knownRepositories()).toEqual([])
  })

  test('that was stored without a number is the one that has the name', async () => {
    expect(await find({ ...DESKTOP, id: null })).toEqual({ ...DESKTOP, id })
  })

  test('is not guessed when GitHub does not answer', async () => {
    github.refuseNext('readRepository', 502)
    await expect(find({ ...DESKTOP, id })).rejects.toMatchObject({ code: 'github-refused' })
  })
})

describe('what was kept under its name before numbers were kept', () => {
  /** An issue that the bot commented on, as an earlier version remembers it. */
  async function commented(): Promise<IssueRef> {
    const ref = github.openIssue({ ...DESKTOP, title: 'It fails' })
    await store.rememberComment(ref, (await github.createComment(ref, 'Hello.')).id)
    await store.recordVerdict(verdictOf({ ref, kind: 'stop' }))
    return ref
  }

  const saidOn = async (ref: IssueRef, known = id) =>
    (await store.as([{ ...DESKTOP, id: known }]).verdictsOn(ref)).map(({ kind }) => kind)

  test('is its own when a comment of ours of then stands there', async () => {
    const ref = await commented()
    await find({ ...DESKTOP, id })
    expect(await saidOn(ref)).toEqual(['stop'])
  })

  test('is its own when that comment was deleted and an older one still stands', async () => {
    const ref = await commented()
    const newer = await commented()
    for (const { id: comment } of await github.listComments(newer)) await github.deleteComment(newer, comment)
    github.as('person').delete(await commented())
    await find({ ...DESKTOP, id })
    expect([await saidOn(ref), asked]).toEqual([['stop'], 3])
  })

  test('is not the stranger’s who took the name, however much is written there', async () => {
    const ref = await commented()
    github.removeRepository(DESKTOP)
    github.createRepository(DESKTOP)
    const theirs = github.openIssue({ ...DESKTOP, title: 'Mine' })
    await github.createComment(theirs, 'Hello.')
    const stranger = await github.readRepository(DESKTOP)
    await find({ ...DESKTOP, id: stranger?.id ?? 0 })
    expect(await saidOn(ref, stranger?.id)).toEqual([])
  })

  test('is not its own by a comment that somebody else wrote', async () => {
    const ref = github.openIssue({ ...DESKTOP, title: 'It fails' })
    await store.rememberComment(ref, github.as('person').comment(ref, 'Hello.'))
    await store.recordVerdict(verdictOf({ ref, kind: 'stop' }))
    await find({ ...DESKTOP, id })
    expect(await saidOn(ref)).toEqual([])
  })

  test('is looked for once', async () => {
    await commented()
    for (let time = 0; time < 3; time++) await find({ ...DESKTOP, id })
    expect(asked).toBe(1)
    await store.rememberComment({ ...STUDIO, number: 1 }, 99)
    const studio = (await github.readRepository(STUDIO))?.id ?? 0
    for (let time = 0; time < 3; time++) await find({ ...STUDIO, id: studio })
    expect(asked).toBe(2)
  })

  test('waits for an answer of GitHub', async () => {
    const ref = await commented()
    github.refuseNext('listComments', 502)
    await expect(find({ ...DESKTOP, id })).rejects.toMatchObject({ code: 'github-refused' })
    await find({ ...DESKTOP, id })
    expect(await saidOn(ref)).toEqual(['stop'])
  })

  test('is still there to be purged when it is nobody’s', async () => {
    await commented()
    github.removeRepository(DESKTOP)
    github.createRepository(DESKTOP)
    const there = (await github.readRepository(DESKTOP))?.id ?? 0
    await find({ ...DESKTOP, id: there })
    expect((await store.repositoriesCalled(DESKTOP)).map((it) => it.id === there)).toEqual([true, false])
  })
})
