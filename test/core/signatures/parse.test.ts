import { describe, expect, test } from 'vitest'
import { isParsed, type Parsed, parseFile } from '../../../src/core/signatures/parse.ts'
import { formatProblem } from '../../../src/core/signatures/problems.ts'
import { type Signature, signatureSchema } from '../../../src/core/signatures/schema.ts'
import { signatureFile } from '../../support/packs.ts'

const GOOD = signatureFile('lost-badge').text

function parse(text: string) {
  return parseFile({ path: 'oauth/lost-badge.yaml', text }, signatureSchema)
}

/** Returns the formatted problems. Throws when there are none. */
function problems(text: string): readonly string[] {
  const parsed = parse(text)
  if (isParsed(parsed)) throw new Error('the file was expected to be refused')
  return parsed.map(formatProblem)
}

function parsed(text: string): Parsed<Signature> {
  const result = parse(text)
  if (!isParsed(result)) throw new Error(result.map(formatProblem).join('\n'))
  return result
}

/** Number of the first line that starts with a text, 1-based. */
function lineWith(text: string, beginning: string): number {
  return text.split('\n').findIndex((line) => line.startsWith(beginning)) + 1
}

test('returns the data of a valid file with defaults', () => {
  const { value } = parsed(GOOD)
  expect(value).toMatchObject({ id: 'lost-badge', against: [], 'not-when': [], inherits: false })
  expect(value.evidence[0]).toMatchObject({ case: 'ignore' })
})

test('reads former keys where they are keys of the form, and nowhere else', () => {
  const step = { check: 'Look', outcomes: [{ see: 'It is there' }, { see: 'It is gone' }], when: { surface: 'codex' } }
  const examples = [
    { name: 'own', report: 'lost-badge found', expect: { captures: { surface: 'desk' } } },
    { name: 'near miss', report: 'torn-ticket found', expect: { signature: 'torn-ticket' } },
  ]
  const fields = { products: undefined, surfaces: ['codex'], checklist: [step, step], examples }
  const { value } = parsed(signatureFile('lost-badge', fields).text)
  expect(value).toMatchObject({ products: ['codex'], checklist: [{ when: { product: 'codex' } }, {}] })
  expect(value.examples[0]?.expect.captures).toEqual({ surface: 'desk' })
})

test('lineOf returns the line of a value, or of its parent when the value is missing', () => {
  const { lineOf } = parsed(GOOD)
  expect(lineOf(['id'])).toBe(1)
  expect(lineOf(['ask'])).toBe(lineWith(GOOD, 'ask:'))
  expect(lineOf(['evidence', 0, 'near', 'within'])).toBe(lineWith(GOOD, '  - id: own-line'))
  expect(lineOf(['nothing', 'there'])).toBe(1)
})

describe('reports the place and a hint for unreadable YAML', () => {
  test.each([
    ['a tab', 'id: lost-badge\nevidence:\n\t- id: x', ':3: Tabs are not allowed as indentation → ', 'spaces'],
    ['an open bracket', 'id: x\nsurfaces: [a, b\n', ':3: ', 'single quotes'],
    ['a duplicate key', 'id: x\nask: a\nask: b', ':3: Map keys must be unique → ', 'keep one of the two'],
    ['two documents', 'id: x\n---\nid: y', ':2: ', 'remove the `---`'],
    ['an unquoted colon', 'id: x\nask: which: one', ':2: ', 'single quotes'],
  ])('%s', (_, text, place, hint) => {
    const [first] = problems(text)
    expect(first).toContain(`oauth/lost-badge.yaml${place}`)
    expect(first).toContain(hint)
  })

  test.each(['[', '{a: ', '- '])('20,000 times %j', (piece) => {
    expect(problems(piece.repeat(20_000)).length).toBeGreaterThan(0)
  })

  test.each(['', '# only a comment', 'just words', '[a, list]'])('%j, which is not a mapping', (text) => {
    expect(problems(text)[0]).toMatch(/^oauth\/lost-badge\.yaml:1: Invalid input: expected object/)
  })
})

describe('refuses hostile YAML:', () => {
  test('an alias, with its line', () => {
    expect(problems('id: &name x\ntitle: ok\nask: *name')).toEqual([
      'oauth/lost-badge.yaml:3: uses a YAML alias (`*name`) → write the value out; aliases can make a small file huge',
    ])
  })

  test('exponential expansion of aliases', () => {
    const levels = Array.from({ length: 30 }, (_, at) =>
      at === 0 ? 'a0: &a0 [ha, ha]' : `a${at}: &a${at} [${`*a${at - 1}, `.repeat(9)}*a${at - 1}]`,
    )
    expect(problems(levels.join('\n'))).toEqual([expect.stringContaining(':2: uses a YAML alias')])
  })

  test('a file of more than 100,000 characters', () => {
    const large = `${GOOD}# ${'x'.repeat(100_000)}`
    expect(problems(large)).toEqual([
      'oauth/lost-badge.yaml:1: is larger than 100000 characters → a signature file is a few kilobytes; split it',
    ])
    expect(parsed(`${GOOD}# ${'x'.repeat(90_000)}`).value.id).toBe('lost-badge')
  })

  test('the key `__proto__`', () => {
    expect(problems(`${GOOD}__proto__: { polluted: yes }\n`)[0]).toContain('unknown key `__proto__`')
  })
})

describe('an unknown key', () => {
  test.each([
    ['evidense: []', 'evidense', 'did you mean `evidence`?'],
    ['notwhen: []', 'notwhen', 'did you mean `not-when`?'],
    ['weather: fine', 'weather', 'remove it'],
  ])('gets a hint: %s', (line, key, hint) => {
    const [problem] = problems(`${GOOD}${line}\n`)
    expect(problem).toContain(`:${GOOD.split('\n').length}: unknown key \`${key}\` → `)
    expect(problem).toContain(hint)
  })

  test('is reported on its own line, even if there are several', () => {
    expect(problems(`tittle: x\n${GOOD}labell: y\n`)).toEqual([
      expect.stringContaining(':1: unknown key `tittle` → did you mean `title`?'),
      expect.stringContaining(`:${GOOD.split('\n').length + 1}: unknown key \`labell\` → did you mean \`label\`?`),
    ])
  })

  test('is reported with its path inside a clause', () => {
    const text = GOOD.replace('    strength: decisive', '    strenght: decisive')
    const [, unknown] = problems(text)
    expect(unknown).toContain(
      `:${lineWith(text, '    strenght')}: \`evidence.0\`: unknown key \`strenght\` → did you mean \`strength\`?`,
    )
  })
})

describe('an invalid value gets a message that says what is valid', () => {
  const cases: readonly [string, Record<string, unknown>, string][] = [
    ['an id in capitals', { id: 'Lost_Badge' }, '`id`: use lower-case words joined by hyphens'],
    ['an unknown status', { status: 'beta' }, '"experimental"|"stable"|"retired"'],
    ['a label with another prefix', { label: 'bug: badge' }, '`label`: labels start with `auth: `'],
    ['a number instead of text', { ask: 5 }, 'put the value in quotes'],
    ['an empty text', { cause: '  ' }, '`cause`: '],
    [
      'a source that is not https',
      { remedies: [{ text: 'x', standing: 'reported', source: 'http://a.example' }] },
      '`remedies.0.source`: ',
    ],
    ['no examples', { examples: undefined }, '`examples`: '],
    ['one example', { examples: [{ name: 'a', report: 'b' }] }, '`examples`: '],
    ['no evidence', { evidence: [] }, '`evidence`: has no evidence'],
    ['`inherits` without `broader`', { inherits: true }, '`inherits`: nothing to inherit from: set `broader`'],
    ['an unknown kind of text', clause({ in: ['body'] }), 'write title, prose, log, quote, any or field:<heading>'],
    ['a pattern that is a number', clause({ regex: 401 }), 'write one pattern or a list of patterns'],
    [
      'neither pattern nor words',
      clause({ regex: undefined }),
      'a clause has exactly one of `regex`, `near` and `flow`',
    ],
    [
      'both pattern and words',
      clause({ near: { within: 5, all: [['a']] } }),
      'a clause has exactly one of `regex`, `near` and `flow`',
    ],
    ['words in logs only', clause({ regex: undefined, in: ['log'], near: { within: 5, all: [['a']] } }), 'never logs'],
    [
      'a term without letters',
      clause({ regex: undefined, near: { within: 5, all: [['--']] } }),
      'a term needs a letter or a digit',
    ],
    [
      'a window that is too wide',
      clause({ regex: undefined, near: { within: 100, all: [['a']] } }),
      '`evidence.0.near.within`: ',
    ],
  ]

  test.each(cases)('%s', (_, fields, message) => {
    expect(problems(signatureFile('lost-badge', fields).text).join('\n')).toContain(message)
  })

  function clause(fields: Record<string, unknown>) {
    return { evidence: [{ id: 'own-line', in: ['any'], strength: 'strong', regex: 'badge gone', ...fields }] }
  }
})

test('every message has a file, a line and a hint', () => {
  for (const problem of problems('id: X\nstatus: beta\nevidense: 1\n')) {
    expect(problem).toMatch(/^oauth\/lost-badge\.yaml:\d+: .+ → .+$/)
  }
})
