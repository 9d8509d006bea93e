import { beforeEach, describe, expect, test } from 'vitest'
import { createMemoryGitHub, type MemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import { type OpenedStore, openStore } from '../../../src/adapters/store/open.ts'
import { createRulesCache, type RulesCache } from '../../../src/app/settings-loader/rules-cache.ts'
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
let cache: RulesCache
let reported: (readonly string[])[]
let now: number
let asked: number

beforeEach(async () => {
  github = createMemoryGitHub()
  opened = await openStore({ path: ':memory:' })
  reported = []
  now = 1_000_000
  asked = 0
  cache = newCache()
  return () => opened.store.close()
})

function newCache(): RulesCache {
  const options = { compiler: compileInProcess(pack, false), store: opened.store, mayLoosen: false, clock: () => now }
  return createRulesCache({ ...options, onProblems: (_, problems) => void reported.push(problems) })
}

async function forget(repository: RepositoryRef): Promise<void> {
  const known = await opened.store.identify(repository)
  if (known !== null) cache.forget(known)
}

async function mode(repository = REPOSITORY): Promise<string> {
  const counted = {
    ...github,
    readFile: (...args: Parameters<MemoryGitHub['readFile']>) => {
      asked += 1
      return github.readFile(...args)
    },
  }
  return (await cache.rulesFor(repository, counted)).settings.mode
}

describe('settings are read', () => {
  test('from the repository', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    github.writeFile(SHARED, PATH, 'mode: dry-run')
    expect(await mode()).toBe('label-only')
    expect(await opened.store.keptSettings(REPOSITORY)).toMatchObject({ source: 'repository', checkedAt: now })
  })

  test("from its owner's `.github` repository if it has none", async () => {
    github.writeFile(SHARED, PATH, 'mode: dry-run')
    expect(await mode()).toBe('dry-run')
    expect(await opened.store.keptSettings(REPOSITORY)).toMatchObject({ source: 'owner' })
  })

  test('from the defaults if there are no settings files', async () => {
    expect(await mode()).toBe('comment')
    expect(await opened.store.keptSettings(REPOSITORY)).toMatchObject({ source: 'none', textHash: null })
  })
})

describe("a repository that takes another repository's name", () => {
  test('has its own settings from the first use, and the other repository keeps its settings', async () => {
    const modeOf = async (id: number) => {
      const store = opened.store.as([{ ...REPOSITORY, id }])
      return (await cache.over(store).rulesFor(REPOSITORY, github)).settings.mode
    }
    for (const id of [41, 42]) await opened.store.claimRepository({ ...REPOSITORY, id, ownerId: 7, at: id })
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    expect(await modeOf(41)).toBe('label-only')
    github.writeFile(REPOSITORY, PATH, 'mode: loud')
    expect([await modeOf(42), await modeOf(41)]).toEqual(['dry-run', 'label-only'])
  })

  test('has no settings until GitHub has identified it', async () => {
    const rules = cache.over(opened.store.as([])).rulesFor(REPOSITORY, github)
    await expect(rules).rejects.toThrow('The repository Acme/gateway was not identified on GitHub.')
  })
})

describe('GitHub is called', () => {
  test('once for simultaneous uses', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    expect(await Promise.all(Array.from({ length: 20 }, () => mode()))).toEqual(Array(20).fill('label-only'))
    expect(asked).toBe(1)
  })

  test('again after five minutes, and not before', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    await mode()
    github.writeFile(REPOSITORY, PATH, 'mode: dry-run')
    now += 4 * MINUTE
    expect([await mode(), asked]).toEqual(['label-only', 1])
    now += 2 * MINUTE
    expect([await mode(), asked]).toEqual(['dry-run', 2])
  })

  test('again immediately if the clock was one year ahead for a while', async () => {
    now += 365 * 24 * 60 * MINUTE
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    await mode()
    github.writeFile(REPOSITORY, PATH, 'mode: dry-run')
    now -= 365 * 24 * 60 * MINUTE
    expect([await mode(), asked]).toEqual(['dry-run', 2])
  })

  test('once for simultaneous uses of expired settings', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    await mode()
    now += 6 * MINUTE
    await Promise.all(Array.from({ length: 20 }, () => mode()))
    expect(asked).toBe(2)
  })

  test('with an ETag, and unchanged rules are kept', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    await mode()
    const before = await cache.rulesFor(REPOSITORY, github)
    now += 6 * MINUTE
    expect(await cache.rulesFor(REPOSITORY, github)).toBe(before)
  })

  test("immediately after a push, and for all of the owner's repositories after a push to `.github`", async () => {
    github.writeFile(SHARED, PATH, 'mode: label-only')
    await mode()
    github.writeFile(SHARED, PATH, 'mode: dry-run')
    await forget({ ...REPOSITORY, repo: 'other' })
    expect(await mode()).toBe('label-only')
    await forget(SHARED)
    expect(await mode()).toBe('dry-run')
  })
})

describe('invalid settings', () => {
  test('change nothing, and are reported once', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    await mode()
    github.writeFile(REPOSITORY, PATH, 'mode: loud')
    for (const _ of [1, 2]) {
      now += 6 * MINUTE
      expect(await mode()).toBe('label-only')
    }
    expect(reported).toEqual([[expect.stringContaining(`${PATH}:1: \`mode\`: Invalid option`)]])
  })

  test('change nothing after a restart, and their problems are stored', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: label-only')
    await mode()
    github.writeFile(REPOSITORY, PATH, 'mode: loud')
    cache = newCache()
    expect(await mode()).toBe('label-only')
    expect((await opened.store.keptSettings(REPOSITORY))?.problems).toEqual([expect.objectContaining({ line: 1 })])
  })

  test('cause a dry run if there have never been valid settings', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: lable-only')
    expect(await mode()).toBe('dry-run')
  })

  test('cause a dry run if the last valid settings are invalid in this version', async () => {
    const kept = { source: 'repository', textHash: 'x', problems: [], checkedAt: 1 } as const
    await opened.store.keepSettings(REPOSITORY, { ...kept, settings: '{"mode":"shout"}' })
    github.writeFile(REPOSITORY, PATH, 'mode: loud')
    expect(await mode()).toBe('dry-run')
  })

  test('have no stored problems after they are fixed', async () => {
    github.writeFile(REPOSITORY, PATH, 'mode: loud')
    await mode()
    github.writeFile(REPOSITORY, PATH, 'mode: comment')
    await forget(REPOSITORY)
    expect(await mode()).toBe('comment')
    expect((await opened.store.keptSettings(REPOSITORY))?.problems).toEqual([])
  })

  test('are reported if they are too large', async () => {
    github.writeFile(REPOSITORY, PATH, `# ${'x'.repeat(2_000_000)}`)
    expect(await mode()).toBe('dry-run')
    expect(reported).toEqual([[expect.stringContaining('is larger than 65536 characters')]])
  })
})

describe('reading the settings', () => {
  test('fails if GitHub refuses the call', async () => {
    github.refuseNext('readFile', 502)
    await expect(mode()).rejects.toMatchObject({ code: 'github-refused' })
    expect(await mode()).toBe('comment')
  })

  test('causes a dry run and reports a problem if the bot is not allowed to read contents', async () => {
    github.refuseNext('readFile', 403)
    expect(await mode()).toBe('dry-run')
    expect(reported).toEqual([[expect.stringContaining('accept the "Contents: read" permission')]])
  })
})

describe('repository signatures', () => {
  const FOLDER = '.github/auth-triage/signatures'
  const { text } = signatureFile('wet-paper')
  const known = async () => [...(await cache.rulesFor(REPOSITORY, github)).pack.signatures.keys()]

  test('are used only if the settings enable them', async () => {
    github.writeFile(REPOSITORY, `${FOLDER}/wet-paper.yaml`, text)
    expect(await known()).not.toContain('wet-paper')
    github.writeFile(REPOSITORY, PATH, 'signatures: { own: true }')
    await forget(REPOSITORY)
    expect(await known()).toContain('wet-paper')
  })

  test('are reported with their file and line if they are invalid, and the problems are stored', async () => {
    github.writeFile(REPOSITORY, PATH, 'signatures: { own: true }')
    github.writeFile(REPOSITORY, `${FOLDER}/wet-paper.yaml`, 'id: wet-paper\ntitel: Wet\n')
    expect(await known()).not.toContain('wet-paper')
    expect(reported[0]).toContainEqual(expect.stringContaining(`${FOLDER}/wet-paper.yaml:2: unknown key \`titel\``))
    expect((await opened.store.keptSettings(REPOSITORY))?.problems).toContainEqual(
      expect.objectContaining({ file: `${FOLDER}/wet-paper.yaml`, line: 2 }),
    )
  })

  test('are compiled once if nothing changes', async () => {
    github.writeFile(REPOSITORY, PATH, 'signatures: { own: true }')
    github.writeFile(REPOSITORY, `${FOLDER}/wet-paper.yaml`, text)
    const before = await cache.rulesFor(REPOSITORY, github)
    now += 6 * MINUTE
    expect(await cache.rulesFor(REPOSITORY, github)).toBe(before)
  })
})
