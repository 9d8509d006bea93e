/** Settings that cannot be read: the last good ones hold, and whoever looks is told the line and what to do. */
import { beforeEach, describe, expect, test } from 'vitest'
import { createMemoryGitHub, type MemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import { type OpenedStore, openStore } from '../../../src/adapters/store/open.ts'
import { createRulesCache, type RulesCache } from '../../../src/app/settings-loader/rules-keeper.ts'
import { MAX_SETTINGS, parseSettings } from '../../../src/core/settings/parse-settings.ts'
import { DEFAULT_REPOSITORY_SETTINGS } from '../../../src/core/settings/repository-settings.ts'
import { compileInProcess } from '../../../src/core/settings/rule-compiler.ts'
import { formatProblem } from '../../../src/core/signatures/problems.ts'
import { addRepositorySignatures } from '../../../src/core/signatures/repository-signatures.ts'
import { signatureFile, twoSignaturePack } from '../../support/packs.ts'

const REPOSITORY = { id: 1, owner: 'acme', repo: 'gateway' }
const PATH = '.github/auth-triage.yml'
const GOOD = 'mode: label-only\nbudget: { author: 3 }\n'
const pack = twoSignaturePack()

let github: MemoryGitHub
let opened: OpenedStore
let keeper: RulesCache

beforeEach(async () => {
  github = createMemoryGitHub()
  opened = await openStore({ path: ':memory:' })
  await opened.store.claimRepository({ ...REPOSITORY, ownerId: 1, at: 0 })
  keeper = createRulesCache({
    compiler: compileInProcess(pack, false),
    store: opened.store,
    mayLoosen: false,
    clock: () => 0,
    onProblems: () => {},
  })
  return () => opened.store.close()
})

/** What is in force after a push of this text. */
async function pushed(text: string) {
  github.writeFile(REPOSITORY, PATH, text)
  keeper.forget(REPOSITORY)
  const { settings, problems } = await keeper.rulesFor(REPOSITORY, github)
  return { settings, problems: problems.map(formatProblem) }
}

/** As GitHub's bytes become text. */
const decoded = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding).toString('utf8')

/** What stands in the file, the line that is named, and what is said of it. */
const BROKEN: readonly (readonly [what: string, text: string, line: number, says: RegExp])[] = [
  ['UTF-16', decoded('\ufeffmode: comment\n', 'utf16le'), 1, /not UTF-8 text.* → save the file as UTF-8/],
  ['Latin-1', `mode: comment\n${decoded('wording: { greeting: "Voil\xe0" }', 'latin1')}`, 2, /not UTF-8 text.* → save/],
  ['a picture', decoded('89504e470d0a1a0a0000000d49484452', 'hex'), 1, /not UTF-8 text/],
  ['a zero byte', 'mode: comment\nproduct: { names: ["a\0b"] }', 2, /not UTF-8 text/],
  [
    'a page of HTML',
    '<!DOCTYPE html>\n<html><body>404</body></html>',
    1,
    /expected object.* → write fields as `name: value`/,
  ],
  ['one word', 'comment', 1, /received string → write fields as/],
  ['a number', '42', 1, /received number → write fields as/],
  ['null', 'null', 1, /received null → write fields as/],
  ['a list at the top', '- mode: comment', 1, /received array → write fields as/],
  ['two documents', 'mode: comment\n---\nmode: dry-run', 2, /more than one document → remove the `---`/],
  ['a tab', 'labels:\n\task: {}', 2, /Tabs are not allowed.* → YAML wants spaces/],
  ['a key twice', 'mode: comment\nmode: dry-run', 2, /must be unique → keep one of the two/],
  ['a key that is indented wrongly', 'labels:\n  ask: {}\n credential: {}', 3, /same column → /],
  ['a bracket that is never closed', 'mode: comment\nlabels: { ask: {', 2, / → /],
  ['a quote that is never closed', 'mode: "comment', 1, /closing "quote → add the character/],
  ['a colon in a value', 'wording: { greeting: Hello: you }', 1, / → quote the value/],
  ['a name with an at sign', 'ignore: { authors: [@octocat] }', 1, /reserved character @ → quote the value/],
  ['a conflict', '<<<<<<< ours\nmode: comment\n=======\nmode: dry-run\n>>>>>>> theirs', 1, /conflict.* → choose one/],
  ['an alias', 'labels: { ask: &a { name: x }, credential: *a }', 1, /alias.* → write the value out/],
  ['a bomb of aliases', 'a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]', 2, /alias.* → write the value out/],
  ['an alias that leads to itself', 'mode: comment\nlabels: &a { ask: *a }', 2, /alias.* → write the value out/],
  ['a merge key', 'mode: comment\n<<: { mode: dry-run }', 2, /unknown key `<<` → remove it/],
  ['a function', 'mode: !!js/function "function () {}"', 1, /tag.*js\/function → remove the tag/],
  ['an object of Python', 'mode: !!python/object/apply:os.system ["id"]', 1, /tag.*python.* → remove the tag/],
  ['a tag of nobody on a good value', 'mode: !mine comment', 1, /tag: !mine → remove the tag/],
  ['bytes for a word', 'mode: !!binary Y29tbWVudA==', 1, /`mode`: .* → see docs\/configuration.md/],
  ['a directive of nobody', '%MINE 1\n---\nmode: comment', 1, /directive.* → remove the line/],
  [
    'a tower of brackets',
    `mode: comment\nlabels: ${'{ ask: '.repeat(5_000)}`,
    2,
    /nested too deeply → close the brackets/,
  ],
  ['a key that is a number', 'mode: comment\n1: x', 2, /unknown key `1` → remove it/],
  ['a key that is true', 'true: x', 1, /unknown key `true` → remove it/],
  ['a key that is null', '~: x', 1, /unknown key `` → remove it/],
  ['a key that is a list', '? [a, b]\n: c', 1, /unknown key `\[ a, b \]` → remove it/],
  ['a key in capitals', 'Mode: comment', 1, /unknown key `Mode` → did you mean `mode`/],
  ['a colon of another script', 'mode\uff1a comment', 1, /received string → write fields as/],
  ['a list for a mapping', 'labels: [ask]', 1, /`labels`: .*received array → see docs\/configuration.md/],
  ['a mapping for a list', 'packs: { off: { a: 1 } }', 1, /`packs.off`: .* → see docs\/configuration.md/],
  ['nothing for a mapping', 'mode: comment\nlabels:', 2, /`labels`: .*received null → see docs\/configuration.md/],
  ['a word for a number', 'budget: { author: lots }', 1, /`budget.author`: .*expected number/],
  ['a number that is none', 'thresholds: { assert: .nan }', 1, /`thresholds.assert`: .*received NaN/],
  ['a number without end', 'thresholds: { assert: .inf }', 1, /`thresholds.assert`: /],
  [
    'a colour that YAML takes for a number',
    'labels: { color: 123456 }',
    1,
    /`labels.color`: .* → put the value in quotes/,
  ],
  ['more than there can be', `# ${'x'.repeat(MAX_SETTINGS)}`, 1, /larger than \d+ characters → /],
]

describe('settings that cannot be read', () => {
  test.each(BROKEN)('leave the last good ones in force, and are told: %s', async (_, text, line, says) => {
    const before = (await pushed(GOOD)).settings
    const { settings, problems } = await pushed(text)
    expect(settings).toEqual(before)
    expect(problems[0]).toMatch(says)
    expect(problems[0]?.split(': ')[0]).toBe(`${PATH}:${line}`)
    // Read again as a new process does, from what the store kept.
    expect((await opened.store.keptSettings(REPOSITORY))?.problems.map(formatProblem)).toEqual(problems)
  })

  test('are forty kinds and more', () => {
    expect(new Set(BROKEN.map(([what]) => what)).size).toBeGreaterThanOrEqual(40)
  })
})

describe('settings that look broken and are not', () => {
  test.each([
    ['nothing at all', '', 'comment'],
    ['blanks and comments', ' \n# later\n', 'comment'],
    ['a mark of byte order', '\ufeffmode: dry-run', 'dry-run'],
    ['line ends of Windows', 'mode: dry-run\r\nbudget: { author: 3 }\r\n', 'dry-run'],
    ['the marks of one document', '---\nmode: dry-run\n...\n', 'dry-run'],
    ['JSON', '{"mode":"dry-run"}', 'dry-run'],
    ['an anchor that nothing refers to', 'mode: &here dry-run', 'dry-run'],
    ['the tag that a value has anyway', 'mode: !!str dry-run', 'dry-run'],
  ])('are taken as they are: %s', async (_, text, mode) => {
    await pushed(GOOD)
    const { settings, problems } = await pushed(text)
    expect([settings.mode, problems]).toEqual([mode, []])
  })
})

/** What every object is born with; a dictionary without an own entry has these all the same. */
const INNATE = [
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'isPrototypeOf',
  '__defineGetter__',
]

/** Every place of the settings where a key stands. */
const LEVELS: readonly (readonly [string, (key: string) => string])[] = [
  ['at the top', (key) => `${key}: { mode: dry-run }`],
  ['among packs', (key) => `packs: { ${key}: 1 }`],
  ['among signatures', (key) => `signatures: { ${key}: 1 }`],
  ['among thresholds', (key) => `thresholds: { ${key}: 1 }`],
  ['among labels', (key) => `labels: { ${key}: 1 }`],
  ['in a label', (key) => `labels: { ask: { ${key}: x } }`],
  ['in the label of a signature', (key) => `labels: { signatures: { lost-badge: { ${key}: x } } }`],
  ['for a signature among labels', (key) => `labels: { signatures: { ${key}: { name: x } } }`],
  ['among words', (key) => `wording: { ${key}: x }`],
  ['for a signature among questions', (key) => `wording: { questions: { ${key}: x } }`],
  ['about the product', (key) => `product: { ${key}: x }`],
  ['about duplicates', (key) => `duplicates: { ${key}: x }`],
  ['about commands', (key) => `commands: { ${key}: x }`],
  ['in the budget', (key) => `budget: { ${key}: 1 }`],
  ['among what is ignored', (key) => `ignore: { ${key}: [x] }`],
]

describe.each(INNATE)('the key %s', (key) => {
  test.each(LEVELS)('is unknown like any other: %s', async (_, write) => {
    const { problems } = await pushed(`# first\n${write(key)}`)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^\.github\/auth-triage\.yml:2: /)
    expect(problems[0]).toMatch(/unknown key `|Invalid key in record|no signature is called `/)
    expect(problems[0]).toContain(key)
    expect(problems[0]).toMatch(/ → (?:remove it|see docs|it has no effect|did you mean)/)
    expect(problems[0]).not.toMatch(/native code|\[object/)
  })

  test.each([`"${key}"`, `? ${key}\n`, JSON.stringify(key).replace('_', '\\u005f')])(
    'is the same however it is written: %s',
    (written) => {
      expect(parseSettings(`labels: { ${written}: { name: x } }`).problems.length).toBeGreaterThan(0)
    },
  )

  test('changes nothing that other repositories see', async () => {
    for (const [, write] of LEVELS) await pushed(write(key))
    await pushed(`headings: { ${key}: [Fassung] }`)
    const fresh: Record<string, unknown> = {}
    expect([fresh['mode'], fresh['name'], fresh['0']]).toEqual([undefined, undefined, undefined])
    expect(Object.prototype).toEqual(Object.getPrototypeOf({}))
    expect((await pushed('')).settings).toEqual(DEFAULT_REPOSITORY_SETTINGS)
  })

  test('as a heading is a heading', async () => {
    const { settings, problems } = await pushed(`headings: { ${key}: [Fassung] }`)
    if (key === '__proto__') expect(problems).toEqual([expect.stringContaining('`headings`: unknown key `__proto__`')])
    else expect([settings.headings[key], problems]).toEqual([['Fassung'], []])
  })

  test('in a signature of the repository is told with its line, and leaves the signature out', () => {
    const entries: readonly Record<string, unknown>[] = [
      { [key]: 1 },
      { evidence: [{ id: 'own-line', in: ['any'], strength: 'strong', regex: 'bent-key found', [key]: 1 }] },
      { checklist: [1, 2].map((it) => ({ check: `Look ${it}`, expect: 'There', otherwise: 'Gone', [key]: 1 })) },
      { remedies: [{ text: 'New', standing: 'reported', source: 'https://example.com/new', [key]: 1 }] },
      { 'not-when': [key] },
      { broader: key },
      { evidence: [{ id: 'own-line', in: ['any'], strength: 'strong', regex: `bent-key found (?<${key}>\\w+)` }] },
    ]
    for (const fields of entries) {
      const { pack: joined, problems } = addRepositorySignatures(pack, [signatureFile('bent-key', fields)], false)
      expect(problems.length).toBeGreaterThan(0)
      for (const problem of problems.map(formatProblem)) {
        expect(problem).toMatch(/^bent-key\.yaml:\d+: .* → \S/)
        expect(problem).not.toMatch(/native code|\[object/)
      }
      expect(joined.signatures.has('bent-key')).toBe(false)
    }
  })
})
