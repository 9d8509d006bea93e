/** Settings that cannot be parsed: the last valid ones stay in force, and the problem names the line and the remedy. */
import { beforeEach, describe, expect, test } from 'vitest'
import { createMemoryGitHub, type MemoryGitHub } from '../../../src/adapters/github/memory/memory-github.ts'
import { type OpenedStore, openStore } from '../../../src/adapters/store/open.ts'
import { createRulesCache, type RulesCache } from '../../../src/app/settings-loader/rules-cache.ts'
import { DEFAULT_REPOSITORY_SETTINGS } from '../../../src/core/settings/default-settings.ts'
import { MAX_SETTINGS, parseSettings } from '../../../src/core/settings/parse-settings.ts'
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

/** The settings in force after this text is pushed. */
async function pushed(text: string) {
  github.writeFile(REPOSITORY, PATH, text)
  keeper.forget(REPOSITORY)
  const { settings, problems } = await keeper.rulesFor(REPOSITORY, github)
  return { settings, problems: problems.map(formatProblem) }
}

/** Decodes bytes as the GitHub adapter does. */
const decoded = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding).toString('utf8')

/** The file's content, the reported line and the expected message. */
const BROKEN: readonly (readonly [what: string, text: string, line: number, message: RegExp])[] = [
  ['UTF-16', decoded('\ufeffmode: comment\n', 'utf16le'), 1, /not UTF-8 text.* → save the file as UTF-8/],
  ['Latin-1', `mode: comment\n${decoded('wording: { greeting: "Voil\xe0" }', 'latin1')}`, 2, /not UTF-8 text.* → save/],
  ['an image', decoded('89504e470d0a1a0a0000000d49484452', 'hex'), 1, /not UTF-8 text/],
  ['a NUL byte', 'mode: comment\nproduct: { names: ["a\0b"] }', 2, /not UTF-8 text/],
  [
    'an HTML page',
    '<!DOCTYPE html>\n<html><body>404</body></html>',
    1,
    /expected object.* → write fields as `name: value`/,
  ],
  ['one word', 'comment', 1, /received string → write fields as/],
  ['a number', '42', 1, /received number → write fields as/],
  ['null', 'null', 1, /received null → write fields as/],
  ['a list at the top', '- mode: comment', 1, /received array → write fields as/],
  ['two documents', 'mode: comment\n---\nmode: dry-run', 2, /more than one document → remove the `---`/],
  ['a tab', 'labels:\n\task: {}', 2, /Tabs are not allowed.* → YAML requires spaces/],
  ['a duplicate key', 'mode: comment\nmode: dry-run', 2, /must be unique → keep one of the two/],
  ['a wrongly indented key', 'labels:\n  ask: {}\n credential: {}', 3, /same column → /],
  ['an unclosed bracket', 'mode: comment\nlabels: { ask: {', 2, / → /],
  ['an unclosed quote', 'mode: "comment', 1, /closing "quote → add the character/],
  ['a colon in a value', 'wording: { greeting: Hello: you }', 1, / → quote the value/],
  ['an unquoted name with an at sign', 'ignore: { authors: [@octocat] }', 1, /reserved character @ → quote the value/],
  [
    'a merge conflict',
    '<<<<<<< ours\nmode: comment\n=======\nmode: dry-run\n>>>>>>> theirs',
    1,
    /conflict.* → choose one/,
  ],
  ['an alias', 'labels: { ask: &a { name: x }, credential: *a }', 1, /alias.* → write the value out/],
  ['an alias bomb', 'a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]', 2, /alias.* → write the value out/],
  ['a recursive alias', 'mode: comment\nlabels: &a { ask: *a }', 2, /alias.* → write the value out/],
  ['a merge key', 'mode: comment\n<<: { mode: dry-run }', 2, /unknown key `<<` → remove it/],
  ['a JavaScript function tag', 'mode: !!js/function "function () {}"', 1, /tag.*js\/function → remove the tag/],
  ['a Python object tag', 'mode: !!python/object/apply:os.system ["id"]', 1, /tag.*python.* → remove the tag/],
  ['an unknown tag on a valid value', 'mode: !mine comment', 1, /tag: !mine → remove the tag/],
  ['binary data instead of a word', 'mode: !!binary Y29tbWVudA==', 1, /`mode`: .* → see docs\/configuration.md/],
  ['an unknown directive', '%MINE 1\n---\nmode: comment', 1, /directive.* → remove the line/],
  [
    'thousands of nested brackets',
    `mode: comment\nlabels: ${'{ ask: '.repeat(5_000)}`,
    2,
    /nested too deeply → close the open brackets/,
  ],
  ['a key that is a number', 'mode: comment\n1: x', 2, /unknown key `1` → remove it/],
  ['a key that is true', 'true: x', 1, /unknown key `true` → remove it/],
  ['a key that is null', '~: x', 1, /unknown key `` → remove it/],
  ['a key that is a list', '? [a, b]\n: c', 1, /unknown key `\[ a, b \]` → remove it/],
  ['a key in capitals', 'Mode: comment', 1, /unknown key `Mode` → did you mean `mode`/],
  ['a full-width colon', 'mode\uff1a comment', 1, /received string → write fields as/],
  ['a list instead of a mapping', 'labels: [ask]', 1, /`labels`: .*received array → see docs\/configuration.md/],
  ['a mapping instead of a list', 'packs: { off: { a: 1 } }', 1, /`packs.off`: .* → see docs\/configuration.md/],
  ['a missing mapping', 'mode: comment\nlabels:', 2, /`labels`: .*received null → see docs\/configuration.md/],
  ['text instead of a number', 'budget: { author: lots }', 1, /`budget.author`: .*expected number/],
  ['NaN', 'thresholds: { assert: .nan }', 1, /`thresholds.assert`: .*received NaN/],
  ['infinity', 'thresholds: { assert: .inf }', 1, /`thresholds.assert`: /],
  [
    'a colour that YAML reads as a number',
    'labels: { color: 123456 }',
    1,
    /`labels.color`: .* → put the value in quotes/,
  ],
  ['a file above the size limit', `# ${'x'.repeat(MAX_SETTINGS)}`, 1, /larger than \d+ characters → /],
]

describe('settings that cannot be parsed', () => {
  test.each(BROKEN)('leave the last valid ones in force, and are reported: %s', async (_, text, line, message) => {
    const before = (await pushed(GOOD)).settings
    const { settings, problems } = await pushed(text)
    expect(settings).toEqual(before)
    expect(problems[0]).toMatch(message)
    expect(problems[0]?.split(': ')[0]).toBe(`${PATH}:${line}`)
    // A new process reads these problems from the store.
    expect((await opened.store.keptSettings(REPOSITORY))?.problems.map(formatProblem)).toEqual(problems)
  })

  test('are covered by at least forty cases', () => {
    expect(new Set(BROKEN.map(([what]) => what)).size).toBeGreaterThanOrEqual(40)
  })
})

describe('unusual but valid settings', () => {
  test.each([
    ['an empty file', '', 'comment'],
    ['blanks and comments', ' \n# later\n', 'comment'],
    ['a byte order mark', '\ufeffmode: dry-run', 'dry-run'],
    ['Windows line endings', 'mode: dry-run\r\nbudget: { author: 3 }\r\n', 'dry-run'],
    ['document markers', '---\nmode: dry-run\n...\n', 'dry-run'],
    ['JSON', '{"mode":"dry-run"}', 'dry-run'],
    ['an unused anchor', 'mode: &here dry-run', 'dry-run'],
    ['the default tag of a value', 'mode: !!str dry-run', 'dry-run'],
  ])('are accepted: %s', async (_, text, mode) => {
    await pushed(GOOD)
    const { settings, problems } = await pushed(text)
    expect([settings.mode, problems]).toEqual([mode, []])
  })
})

/** Properties that every object inherits. */
const INHERITED = [
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'isPrototypeOf',
  '__defineGetter__',
]

/** Every level of the settings that has keys. */
const LEVELS: readonly (readonly [string, (key: string) => string])[] = [
  ['at the top', (key) => `${key}: { mode: dry-run }`],
  ['in the packs', (key) => `packs: { ${key}: 1 }`],
  ['in the signatures', (key) => `signatures: { ${key}: 1 }`],
  ['in the thresholds', (key) => `thresholds: { ${key}: 1 }`],
  ['in the labels', (key) => `labels: { ${key}: 1 }`],
  ['in a label', (key) => `labels: { ask: { ${key}: x } }`],
  ["in a signature's label", (key) => `labels: { signatures: { lost-badge: { ${key}: x } } }`],
  ['for a signature in the labels', (key) => `labels: { signatures: { ${key}: { name: x } } }`],
  ['in the wording', (key) => `wording: { ${key}: x }`],
  ['for a signature in the questions', (key) => `wording: { questions: { ${key}: x } }`],
  ['in the product', (key) => `product: { ${key}: x }`],
  ['in the duplicates', (key) => `duplicates: { ${key}: x }`],
  ['in the commands', (key) => `commands: { ${key}: x }`],
  ['in the budget', (key) => `budget: { ${key}: 1 }`],
  ['in the ignore list', (key) => `ignore: { ${key}: [x] }`],
]

describe.each(INHERITED)('the key %s', (key) => {
  test.each(LEVELS)('is reported as unknown, like any other key: %s', async (_, write) => {
    const { problems } = await pushed(`# first\n${write(key)}`)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^\.github\/auth-triage\.yml:2: /)
    expect(problems[0]).toMatch(/unknown key `|Invalid key in record|no signature is called `/)
    expect(problems[0]).toContain(key)
    expect(problems[0]).toMatch(/ → (?:remove it|see docs|it has no effect|did you mean)/)
    expect(problems[0]).not.toMatch(/native code|\[object/)
  })

  test.each([`"${key}"`, `? ${key}\n`, JSON.stringify(key).replace('_', '\\u005f')])(
    'is reported as unknown in any notation: %s',
    (written) => {
      expect(parseSettings(`labels: { ${written}: { name: x } }`).problems.length).toBeGreaterThan(0)
    },
  )

  test('does not affect other repositories', async () => {
    for (const [, write] of LEVELS) await pushed(write(key))
    await pushed(`headings: { ${key}: [Fassung] }`)
    const fresh: Record<string, unknown> = {}
    expect([fresh['mode'], fresh['name'], fresh['0']]).toEqual([undefined, undefined, undefined])
    expect(Object.prototype).toEqual(Object.getPrototypeOf({}))
    expect((await pushed('')).settings).toEqual(DEFAULT_REPOSITORY_SETTINGS)
  })

  test('is accepted as a form heading, except __proto__', async () => {
    const { settings, problems } = await pushed(`headings: { ${key}: [Fassung] }`)
    if (key === '__proto__') expect(problems).toEqual([expect.stringContaining('`headings`: unknown key `__proto__`')])
    else expect([settings.headings[key], problems]).toEqual([['Fassung'], []])
  })

  test('in a repository signature is reported with its line, and the signature is left out', () => {
    const entries: readonly Record<string, unknown>[] = [
      { [key]: 1 },
      { evidence: [{ id: 'own-line', in: ['any'], strength: 'strong', regex: 'bent-key found', [key]: 1 }] },
      {
        checklist: [1, 2].map((it) => ({
          check: `Look ${it}`,
          outcomes: [{ see: 'There' }, { see: 'Gone' }],
          [key]: 1,
        })),
      },
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
