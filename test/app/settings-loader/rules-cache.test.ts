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

describe('packs chosen by `auto`', () => {
  const DAY = 24 * 60 * MINUTE
  const facts = { languages: ['Go'], topics: ['postgresql'] }
  const source = async () => (await cache.rulesFor(REPOSITORY, github)).source

  test('rest on languages and topics that are stored with the time when they were read', async () => {
    github.writeFile(REPOSITORY, PATH, 'signatures: { packs: auto }')
    github.describeRepository(REPOSITORY, facts)
    expect((await source())?.facts).toEqual({ ...facts, readAt: now })
    expect(await opened.store.keptFacts(REPOSITORY)).toEqual({ ...facts, readAt: now })
  })

  test('stay the same for 30 days, also after a restart', async () => {
    github.writeFile(REPOSITORY, PATH, 'signatures: { packs: auto }')
    github.describeRepository(REPOSITORY, facts)
    await source()
    github.describeRepository(REPOSITORY, { languages: [], topics: ['mcp'] })
    now += 29 * DAY
    cache = newCache()
    expect((await source())?.facts?.topics).toEqual(['postgresql'])
    now += 2 * DAY
    expect((await source())?.facts).toEqual({ languages: [], topics: ['mcp'], readAt: now })
  })

  test('keep the last facts of a repository that GitHub does not show', async () => {
    github.writeFile(REPOSITORY, PATH, 'signatures: { packs: auto }')
    github.describeRepository(REPOSITORY, facts)
    await source()
    now += 31 * DAY
    const hidden = { ...github, readContentFacts: async () => null }
    expect((await cache.rulesFor(REPOSITORY, hidden)).source?.facts?.topics).toEqual(['postgresql'])
  })

  test('are the only ones for which GitHub is asked about languages and topics', async () => {
    github.writeFile(REPOSITORY, PATH, 'signatures: { packs: [oauth] }')
    github.refuseNext('readContentFacts', 502)
    expect((await source())?.facts).toBeNull()
  })
})

describe('signatures of other public repositories', () => {
  const SHA = 'c0ffee'.padEnd(40, '0')
  const OTHER = { owner: 'initech', repo: 'pack' }
  const settings = `signatures: { extend: initech/pack@${SHA} }`
  const shared = (id: string, text = signatureFile(id).text) => github.writeFile(OTHER, `signatures/${id}.yaml`, text)
  const rules = () => cache.rulesFor(REPOSITORY, github)
  const known = async () => [...(await rules()).pack.signatures.keys()]

  beforeEach(() => github.writeFile(REPOSITORY, PATH, settings))

  test('are used as they are at the named commit', async () => {
    shared('wet-paper')
    github.commitFiles(OTHER, SHA)
    shared('dry-ink')
    expect(await known()).toContain('wet-paper')
    expect(await known()).not.toContain('dry-ink')
  })

  test('are untrusted', async () => {
    shared('wet-paper')
    github.commitFiles(OTHER, SHA)
    const { pack: extended } = await rules()
    expect(extended.signatures.get('wet-paper')?.evidence.map(({ strength }) => strength)).toEqual(['supporting'])
    expect([...(extended.repositorySignatures ?? [])]).toEqual(['wet-paper'])
  })

  test('are refused from a private repository, although the bot can read it', async () => {
    shared('wet-paper')
    github.commitFiles(OTHER, SHA)
    github.makePrivate(OTHER)
    expect(await known()).not.toContain('wet-paper')
    expect(reported).toEqual([[expect.stringContaining(`\`initech/pack@${SHA}\` is not a public repository`)]])
  })

  test('are reported if there are none at the commit', async () => {
    expect(await known()).not.toContain('wet-paper')
    expect(reported).toEqual([[expect.stringContaining('has no folder `signatures` at this commit')]])
  })

  test('are reported with repository, commit and line if they are invalid', async () => {
    shared('wet-paper', 'id: wet-paper\ntitel: Wet\n')
    github.commitFiles(OTHER, SHA)
    await rules()
    expect(reported[0]).toContainEqual(
      expect.stringContaining('initech/pack@c0ffee0/signatures/wet-paper.yaml:2: unknown key `titel`'),
    )
  })

  test('cannot replace a signature of the pack', async () => {
    shared('lost-badge', signatureFile('lost-badge', { title: 'Replaced' }).text)
    github.commitFiles(OTHER, SHA)
    expect((await rules()).pack.signatures.get('lost-badge')?.title).toBe('The lost badge')
    expect(reported[0]).toContainEqual(expect.stringContaining('is taken by a signature in the pack'))
  })

  test('are limited together with the own ones, which come first', async () => {
    github.writeFile(REPOSITORY, PATH, `${settings.slice(0, -1)}, own: true }`)
    github.writeFile(REPOSITORY, '.github/auth-triage/signatures/own-one.yaml', signatureFile('own-one').text)
    for (let at = 0; at < 30; at++) shared(`shared-${at}`)
    github.commitFiles(OTHER, SHA)
    const added = (await known()).filter((id) => id.startsWith('shared-') || id === 'own-one')
    expect(added).toHaveLength(20)
    expect(added).toContain('own-one')
    expect(reported[0]).toContainEqual(expect.stringContaining('exceeds the limit of 20 signatures'))
  })

  test('are read once, because a commit does not change', async () => {
    shared('wet-paper')
    github.commitFiles(OTHER, SHA)
    const before = await rules()
    now += 6 * MINUTE
    github.refuseNext('listFiles', 502)
    expect(await rules()).toBe(before)
  })

  test.each([
    ['a branch', 'initech/pack@main'],
    ['a short commit', 'initech/pack@c0ffee0'],
    ['no commit', 'initech/pack'],
    ['a path', `initech/pack/../other@${SHA}`],
    ['more than three', `[${Array.from({ length: 4 }, (_, at) => `initech/pack${at}@${SHA}`).join(', ')}]`],
  ])('cannot be named by %s', async (_, extend) => {
    github.writeFile(REPOSITORY, PATH, `signatures: { extend: ${extend.startsWith('[') ? extend : `"${extend}"`} }`)
    await rules()
    expect(reported[0]).toContainEqual(expect.stringContaining('extend'))
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
