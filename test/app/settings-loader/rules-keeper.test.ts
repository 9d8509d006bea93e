import { beforeEach, describe, expect, test } from 'vitest'
import { createMemoryGitHub, type MemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import { type OpenedStore, openStore } from '../../../src/adapters/store/open.ts'
import { createRulesCache, type RulesCache } from '../../../src/app/settings-loader/rules-keeper.ts'
import type { RepositoryRef } from '../../../src/core/issue-ref.ts'
import { compileInProcess } from '../../../src/core/settings/rule-compiler.ts'
import { signatureFile, twoSignaturePack } from '../../support/packs.ts'

const REPOSITORY = { owner: 'Acme', repo: 'gateway' }
const SHARED = { owner: 'acme', repo: '.github' }
const PATH = '.github/auth-triage.yml'
const MINUTE = 60_000
const pack = twoSignaturePack()

let github: MemoryGitHub
let opened: OpenedStore
let keeper: RulesCache
let told: (readonly string[])[]
let now: number
let asked: number

beforeEach(async () => {
  github = createMemoryGitHub()
  opened = await openStore({ path: ':memory:' })
  told = []
  now = 1_000_000
  asked = 0
  keeper = newKeeper()
  return () => opened.store.close()
})

function newKeeper(): RulesCache {
  const options = { compiler: compileInProcess(pack, false), store: opened.store, mayLoosen: false, clock: () => now }
  return createRulesCache({ ...options, onProblems: (_, problems) => void told.push(problems) })
}

async function forget(repository: RepositoryRef): Promise<void> {
  const known = await opened.store.identify(repository)
  if (known !== null) keeper.forget(known)
}

async function mode(repository = REPOSITORY): Promise<string> {
  const counted = {
    ...github,
    readFile: (...args: Parameters<MemoryGitHub['readFile']>) => {
      asked += 1
      return github.readFile(...args)
    },
  }
  return (await keeper.rulesFor(repository, counted)).settings.mode
}

describe('settings come', () => {
  test('from the repository', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    github.writeFile(SHARED, PATH, 'mode: dry-run')
    expect(await mode()).toBe('label-only')
    expect(await opened.store.keptSettings(REPOSITORY)).toMatchObject({ source: 'repository', checkedAt: now })
  })

  test('from the `.github` repository of its owner where it has none', async () => {
    github.writeFile(SHARED, PATH, 'mode: dry-run')
    expect(await mode()).toBe('dry-run')
    expect(await opened.store.keptSettings(REPOSITORY)).toMatchObject({ source: 'owner' })
  })

  test('from nowhere where there are none', async () => {
    expect(await mode()).toBe('comment')
    expect(await opened.store.keptSettings(REPOSITORY)).toMatchObject({ source: 'none', textHash: null })
  })
})

describe('a repository that took the name of another', () => {
  test('has its own settings and signatures from the first question on, and the other one keeps its', async () => {
    const modeOf = async (id: number) => {
      const store = opened.store.as([{ ...REPOSITORY, id }])
      return (await keeper.over(store).rulesFor(REPOSITORY, github)).settings.mode
    }
    for (const id of [41, 42]) await opened.store.claimRepository({ ...REPOSITORY, id, ownerId: 7, at: id })
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    expect(await modeOf(41)).toBe('label-only')
    github.writeFile(REPOSITORY, PATH, 'mode: loud')
    expect([await modeOf(42), await modeOf(41)]).toEqual(['dry-run', 'label-only'])
  })

  test('is not guessed', async () => {
    const rules = keeper.over(opened.store.as([])).rulesFor(REPOSITORY, github)
    await expect(rules).rejects.toThrow('Nobody made out which repository Acme/gateway is.')
  })
})

describe('GitHub is asked', () => {
  test('once for many that ask at once', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    expect(await Promise.all(Array.from({ length: 20 }, () => mode()))).toEqual(Array(20).fill('label-only'))
    expect(asked).toBe(1)
  })

  test('again after a few minutes, and not before', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    await mode()
    github.writeFile(REPOSITORY, PATH, 'mode: dry-run')
    now += 4 * MINUTE
    expect([await mode(), asked]).toEqual(['label-only', 1])
    now += 2 * MINUTE
    expect([await mode(), asked]).toEqual(['dry-run', 2])
  })

  test('again at once when the clock was a year ahead for a while', async () => {
    now += 365 * 24 * 60 * MINUTE
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    await mode()
    github.writeFile(REPOSITORY, PATH, 'mode: dry-run')
    now -= 365 * 24 * 60 * MINUTE
    expect([await mode(), asked]).toEqual(['dry-run', 2])
  })

  test('once by many who find the settings old at once', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    await mode()
    now += 6 * MINUTE
    await Promise.all(Array.from({ length: 20 }, () => mode()))
    expect(asked).toBe(2)
  })

  test('whether anything changed, and what has not is kept', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    await mode()
    const before = await keeper.rulesFor(REPOSITORY, github)
    now += 6 * MINUTE
    expect(await keeper.rulesFor(REPOSITORY, github)).toBe(before)
  })

  test('at once after a push, for all repositories of an owner when it was to `.github`', async () => {
    github.writeFile(SHARED, PATH, 'mode: label-only')
    await mode()
    github.writeFile(SHARED, PATH, 'mode: dry-run')
    await forget({ ...REPOSITORY, repo: 'other' })
    expect(await mode()).toBe('label-only')
    await forget(SHARED)
    expect(await mode()).toBe('dry-run')
  })
})

describe('settings that are wrong', () => {
  test('change nothing, and are told once', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    await mode()
    github.writeFile(REPOSITORY, PATH, 'mode: loud')
    for (const _ of [1, 2]) {
      now += 6 * MINUTE
      expect(await mode()).toBe('label-only')
    }
    expect(told).toEqual([[expect.stringContaining(`${PATH}:1: \`mode\`: Invalid option`)]])
  })

  test('change nothing after a restart either, and are there for people to see', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    await mode()
    github.writeFile(REPOSITORY, PATH, 'mode: loud')
    keeper = newKeeper()
    expect(await mode()).toBe('label-only')
    expect((await opened.store.keptSettings(REPOSITORY))?.problems).toEqual([expect.objectContaining({ line: 1 })])
  })

  test('where there never were any good ones make the bot only watch', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: lable-only')
    expect(await mode()).toBe('dry-run')
  })

  test('that were good for an earlier version, and are not for this one, make the bot only watch', async () => {
    const kept = { source: 'repository', textHash: 'x', problems: [], checkedAt: 1 } as const
    await opened.store.keepSettings(REPOSITORY, { ...kept, settings: '{"mode":"shout"}' })
    github.writeFile(REPOSITORY, PATH, 'mode: loud')
    expect(await mode()).toBe('dry-run')
  })

  test('are told as mended when they are', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: loud')
    await mode()
    github.writeFile(REPOSITORY, PATH, 'mode: comment')
    await forget(REPOSITORY)
    expect(await mode()).toBe('comment')
    expect((await opened.store.keptSettings(REPOSITORY))?.problems).toEqual([])
  })

  test('by their size are told like any others', async () => {
    github.writeFile(REPOSITORY, PATH, `# ${'x'.repeat(2_000_000)}`)
    expect(await mode()).toBe('dry-run')
    expect(told).toEqual([[expect.stringContaining('is larger than 65536 characters')]])
  })
})

describe('when GitHub', () => {
  test('cannot say now, nobody acts without knowing', async () => {
    github.refuseNext('readFile', 502)
    await expect(mode()).rejects.toMatchObject({ code: 'github-refused' })
    expect(await mode()).toBe('comment')
  })

  test('does not let the bot read contents, it only watches and says why', async () => {
    github.refuseNext('readFile', 403)
    expect(await mode()).toBe('dry-run')
    expect(told).toEqual([[expect.stringContaining('accept "Contents: read"')]])
  })
})

describe('signatures of the repository', () => {
  const FOLDER = '.github/auth-triage/signatures'
  const { text } = signatureFile('wet-paper')
  const known = async () => [...(await keeper.rulesFor(REPOSITORY, github)).pack.signatures.keys()]

  test('count where the settings say so, and not otherwise', async () => {
    github.writeFile(REPOSITORY, `${FOLDER}/wet-paper.yaml`, text)
    expect(await known()).not.toContain('wet-paper')
    github.writeFile(REPOSITORY, PATH, 'signatures: { own: true }')
    await forget(REPOSITORY)
    expect(await known()).toContain('wet-paper')
  })

  test('that are wrong are told with file and line, and kept for people to see', async () => {
    github.writeFile(REPOSITORY, PATH, 'signatures: { own: true }')
    github.writeFile(REPOSITORY, `${FOLDER}/wet-paper.yaml`, 'id: wet-paper\ntitel: Wet\n')
    expect(await known()).not.toContain('wet-paper')
    expect(told[0]).toContainEqual(expect.stringContaining(`${FOLDER}/wet-paper.yaml:2: unknown key \`titel\``))
    expect((await opened.store.keptSettings(REPOSITORY))?.problems).toContainEqual(
      expect.objectContaining({ file: `${FOLDER}/wet-paper.yaml`, line: 2 }),
    )
  })

  test('are compiled once while nothing changes', async () => {
    github.writeFile(REPOSITORY, PATH, 'signatures: { own: true }')
    github.writeFile(REPOSITORY, `${FOLDER}/wet-paper.yaml`, text)
    const before = await keeper.rulesFor(REPOSITORY, github)
    now += 6 * MINUTE
    expect(await keeper.rulesFor(REPOSITORY, github)).toBe(before)
  })
})
