import { describe, expect, test } from 'vitest'
import { redact } from '../../../src/core/redaction/redact.ts'
import { TOKEN_SHAPES } from '../../../src/core/redaction/rules/prefixed-tokens.ts'
import { readTokenTable } from '../../../src/core/redaction/token-table.ts'
import { generator } from '../../support/generator.ts'
import { sampleOfPattern } from '../../support/pattern-sample.ts'

const random = generator(20261129)
const ROWS = TOKEN_SHAPES.flatMap((shape) => shape.prefixes.map((prefix) => ({ ...shape, prefix })))

/** The text around a token where it used to be missed: escapes, percent-encoding, colours, entities, full-width. */
const CONTEXTS: readonly (readonly [string, string])[] = [
  ['{"out":"\\n', '\\n"}'],
  ['\\t', '\\r\\n'],
  ['\\u0022', '\\u0022'],
  ['next=%2Fcb%3Fx%3D', '%26y'],
  ['%22', '%22'],
  ['\\x1b[0m', '\\x1b[0m'],
  ['\\033[1;31m', ''],
  ['&quot;', '&quot;'],
  ['**', '**'],
  ['[', '](https://acme.net)'],
  ['| ', ' |'],
]

/** Returns a sentence that ends with the token, in lines of 70 characters; the first break is at this place in it. */
function wrapped(token: string, at: number): string {
  const before = 'the client sent this token to the server in a header, and then it was refused by '
  return `${before}${token}`.slice(before.length - 70 + at).replace(/.{70}/g, '$&\n')
}

/** Letters alone at the start of a line are the next word, so nobody can tell whether they belong to a token. */
function isContinued(text: string): boolean {
  const [, ...following] = text.split('\n')
  return following.every((line) => /^.{0,9}\d/.test(line))
}

test('most samples can be wrapped so that they are recognisable', () => {
  const isWrappable = ({ prefix, rest }: (typeof ROWS)[number]) =>
    isContinued(wrapped(`${prefix}${sampleOfPattern(rest, random)}`, prefix.length + 1))
  expect(ROWS.filter(isWrappable).length).toBeGreaterThan(0.6 * ROWS.length)
})

describe.each(ROWS)('$id with the prefix $prefix', ({ id, prefix, rest, lookAlike }) => {
  const token = `${prefix}${sampleOfPattern(rest, random)}`

  test('is found in prose, as its own kind or as one whose shape includes it', () => {
    const { text, findings } = redact(`upstream refused ${token} with 401`)
    expect(text, token).not.toContain(token)
    expect(findings, token).toHaveLength(1)
    expect(TOKEN_SHAPES.some((it) => it.id === findings[0]?.kind) || findings[0]?.kind === 'openai-key', id).toBe(true)
  })

  test('is found behind every escape', () => {
    for (const [before, after] of CONTEXTS) expect(redact(before + token + after).text, before).not.toContain(token)
  })

  const breaks = [prefix.length + 1, 10].filter((at) => isContinued(wrapped(token, at)))

  test.skipIf(breaks.length === 0)('is found if a terminal wrapped it', () => {
    for (const at of breaks) {
      const text = wrapped(token, at)
      expect(redact(text).text, text).not.toContain(token.slice(at, at + 12))
    }
  })

  test('leaves its look-alike unchanged', () => {
    const line = `the setting ${lookAlike} is read first`
    expect(redact(line).text).toBe(line)
  })
})

test('the tables cover at least 150 kinds', () => {
  expect(new Set(TOKEN_SHAPES.map(({ id }) => id)).size).toBeGreaterThanOrEqual(150)
})

test('a row without six cells is refused', () => {
  expect(() => readTokenTable('acme-key | Acme key | acme_ | [a-z]{20}')).toThrow(/6 cells/)
})
