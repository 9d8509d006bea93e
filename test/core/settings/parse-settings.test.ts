import { describe, expect, test } from 'vitest'
import { DEFAULT_REPOSITORY_SETTINGS } from '../../../src/core/settings/default-settings.ts'
import { MAX_SETTINGS, parseSettings, SETTINGS_PATH } from '../../../src/core/settings/parse-settings.ts'
import { settingsSchema } from '../../../src/core/settings/repository-settings.ts'
import { formatProblem } from '../../../src/core/signatures/problems.ts'
import { generator } from '../../support/generator.ts'

function problems(text: string): readonly string[] {
  return parseSettings(text).problems.map(formatProblem)
}

describe('valid settings', () => {
  test.each(['', '\n\n', '# nothing yet\n', '{}'])('are the defaults for an empty file: %j', (text) => {
    expect(parseSettings(text)).toMatchObject({ settings: DEFAULT_REPOSITORY_SETTINGS, problems: [] })
  })

  test('keep the defaults for missing fields', () => {
    const { settings } = parseSettings('mode: label-only\nduplicates: { links: 1 }\n')
    expect(settings).toEqual({
      ...DEFAULT_REPOSITORY_SETTINGS,
      mode: 'label-only',
      duplicates: { ...DEFAULT_REPOSITORY_SETTINGS.duplicates, links: 1 },
    })
  })

  test("accept the product's former key, and a heading with that name", () => {
    const { settings } = parseSettings('product: { surface: gateway }\nheadings: { surface: [Produkt] }')
    expect(settings).toMatchObject({ product: { id: 'gateway' }, headings: { surface: ['Produkt'] } })
  })

  test('accept a colour with or without `#`', () => {
    const { settings } = parseSettings('labels: { color: "#ABCDEF", ask: { color: abcdef } }')
    expect([settings?.labels.color, settings?.labels.ask.color]).toEqual(['abcdef', 'abcdef'])
  })
})

describe('invalid settings', () => {
  test.each([
    ['an unknown key', 'mode: comment\nmod: comment', ':2: unknown key `mod` → did you mean `mode`?'],
    ['a nested unknown key', 'labels:\n  askk: {}', ':2: `labels`: unknown key `askk` → did you mean `ask`?'],
    [
      'an unknown mode',
      'mode: loud',
      ':1: `mode`: Invalid option: expected one of "comment"|"label-only"|"dry-run" → ',
    ],
    ['a colour that is a number', 'labels:\n  color: 123456', ':2: `labels.color`: Invalid input'],
    ['text instead of a number', '\nbudget: { author: lots }', ':2: `budget.author`: Invalid input: expected number'],
    ['a number that is too large', 'duplicates: { links: 4 }', ':1: `duplicates.links`: Too big'],
    ['a list at the top', '[comment]', ':1: Invalid input: expected object, received array'],
    ['a login with an at sign', 'ignore: { authors: ["@octocat"] }', ':1: `ignore.authors.0`: write a login'],
    ['a label with two lines', 'labels: { ask: { name: "a\\nb" } }', ':1: `labels.ask.name`: a label is one line'],
    [
      'a label with a bidirectional control character',
      'labels: { ask: { name: "a\\u202eb" } }',
      ':1: `labels.ask.name`: a label is',
    ],
    ['a text that is too long', `wording: { greeting: ${'x'.repeat(501)} }`, ':1: `wording.greeting`: Too big'],
    ['a duplicate key', 'mode: comment\nmode: dry-run', ':2: Map keys must be unique → keep one of the two'],
  ])('are reported with line, field and remedy: %s', (_, text, expected) => {
    expect(problems(text)[0]).toContain(`${SETTINGS_PATH}${expected}`)
  })

  test('are all reported at once, in line order', () => {
    expect(problems('thresholds: { ask: 2 }\nmode: 7\nlabel: {}').map((it) => it.split(':')[1])).toEqual([
      '1',
      '2',
      '3',
    ])
  })

  test.each(['a/b', '.github', 'acme/a'])('with `_extends: %s` include no other file', (other) => {
    expect(problems(`_extends: ${other}\nmode: comment`)).toEqual([
      `${SETTINGS_PATH}:1: unknown key \`_extends\` → write the settings here; a repository without its own file uses the one in its owner's \`.github\` repository`,
    ])
  })

  test('with an unquoted number give a hint to quote it', () => {
    expect(problems('labels: { color: 123456 }')[0]).toContain('put the value in quotes')
  })
})

describe('hostile settings', () => {
  test('of one megabyte are refused without parsing', () => {
    expect(problems(`# ${'x'.repeat(1_000_000)}`)).toEqual([
      expect.stringContaining(`:1: is larger than ${MAX_SETTINGS} characters`),
    ])
  })

  test('that expand through aliases are refused', () => {
    const bomb = ['a: &a [x, x, x, x]', 'b: &b [*a, *a, *a, *a]', 'c: [*b, *b, *b, *b]'].join('\n')
    expect(problems(bomb)).toEqual([expect.stringContaining(':2: uses a YAML alias')])
  })

  test('with thousands of unknown keys give twenty problems', () => {
    expect(problems(Array.from({ length: 5_000 }, (_, at) => `k${at}: 1`).join('\n'))).toHaveLength(20)
  })

  test.each(['[', '{a: ', '- ', '? '])('with thousands of nested %j do not crash the parser', (piece) => {
    expect(problems(piece.repeat(20_000).slice(0, 60_000)).length).toBeGreaterThan(0)
  })

  test('with very long keys give short messages', () => {
    const key = 'k'.repeat(50_000)
    for (const problem of problems(`labels: { signatures: { ${key}: 1 } }\n${key}: 1`)) {
      expect(problem.length).toBeLessThan(1_000)
    }
  })

  test('do not pollute object prototypes', () => {
    parseSettings('__proto__: { mode: dry-run }\nlabels: { signatures: { __proto__: { name: x } } }')
    expect(({} as { mode?: string; name?: string }).mode).toBeUndefined()
    expect(DEFAULT_REPOSITORY_SETTINGS).toEqual(settingsSchema.parse({}))
  })
})

describe('values of the wrong type', () => {
  const WRONG = [
    '7',
    '-1',
    'true',
    'null',
    '~',
    '""',
    'text',
    '[]',
    '[[7]]',
    '{}',
    '{ a: { b: 1 } }',
    '1e999',
    '.nan',
    '!!binary x',
  ]
  const KEYS = Object.keys(settingsSchema.shape)

  test('never crash the parser, and give settings or problems', () => {
    const random = generator(6)
    const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T
    for (let round = 0; round < 500; round++) {
      const text = KEYS.filter(() => random(2) === 0)
        .map((key) => `${key}: ${pick(WRONG)}`)
        .join('\n')
      const { settings, problems: found } = parseSettings(text)
      expect({ text, either: (settings === null) === found.length > 0 }).toEqual({ text, either: true })
    }
  })
})
