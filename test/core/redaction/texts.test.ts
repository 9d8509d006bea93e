/**
 * Texts as reporters paste them, with patterns in `⟦…⟧` from which each run of the tests makes up values; `␤` is a line
 * break. A prefix of a pattern says how the value is dressed up: `wrap80:` breaks the line there, `zw:`, `fw:` and
 * `ansi:` add zero-width characters, full-width forms and colours, `b64:` encodes it.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cleanAndRedact } from '../../../src/core/report/clean-and-redact.ts'
import { generator, type Random } from '../../support/generator.ts'
import { sampleOfPattern } from '../../support/pattern-sample.ts'

const SEEDS = [1, 20261129]
const VALUE = /⟦(?:(?<dress>wrap|zw|fw|ansi|b64)(?<columns>\d*):)?(?<pattern>.*?)⟧/g

const DRESSES: Readonly<Record<string, (value: string) => string>> = {
  zw: (value) => `${value.slice(0, 9)}\u200b${value.slice(9, 20)}\u200d${value.slice(20)}`,
  fw: (value) => value.replace(/[!-~]/g, (it) => String.fromCharCode(it.charCodeAt(0) + 0xfee0)),
  ansi: (value) => `\u001b[32m${value.slice(0, 8)}\u001b[0m\u001b[1m${value.slice(8)}\u001b[0m`,
  b64: btoa,
}

interface FilledText {
  readonly text: string
  readonly values: readonly string[]
}

function fill(template: string, random: Random): FilledText {
  const values: string[] = []
  let wrapAt = 0
  const text = template.replaceAll('␤', '\n').replace(VALUE, (...match) => {
    const { dress, columns, pattern } = match.at(-1) as Record<string, string>
    const value = sampleOfPattern(pattern as string, random)
    values.push(dress === 'b64' ? btoa(value) : value)
    wrapAt = Number(columns)
    return (DRESSES[dress ?? ''] ?? ((it) => it))(value)
  })
  return { text: wrapAt === 0 ? text : wrapped(text, values[0] as string, wrapAt), values }
}

/** Breaks the line inside the value, after ten of its characters. */
function wrapped(text: string, value: string, columns: number): string {
  const before = 'the client printed this answer when it logged in again with the same account '.repeat(2)
  const start = Math.max(0, columns - 10 - text.indexOf(value) - 1)
  return `${before.slice(0, start)} ${text}`.match(new RegExp(`.{1,${columns}}`, 'g'))?.join('\n') ?? ''
}

/** Returns true if a third of the value is left, at least ten characters of it. */
function isLeft(value: string, text: string): boolean {
  const plain = text.normalize('NFKC').replace(/\s|\\n/g, '')
  const whole = value.replaceAll('\\n', '')
  const length = Math.min(whole.length, Math.max(10, Math.floor(whole.length / 3)))
  return Array.from({ length: whole.length - length + 1 }, (_, at) => whole.slice(at, at + length)).some((it) =>
    plain.includes(it),
  )
}

function templatesOf(name: string): readonly string[] {
  return readFileSync(new URL(`texts/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
}

describe.each(SEEDS)('with values from seed %d', (seed) => {
  test('at least 99 of 100 texts lose their credentials', () => {
    const random = generator(seed)
    const templates = templatesOf('credentials')
    const missed = templates.filter((template) => {
      const { text, values } = fill(template, random)
      const redacted = cleanAndRedact(text).text
      return values.some((value) => isLeft(value, redacted))
    })
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(templates.length / 100)
  })

  test('at most 1 in 100 texts loses a hash, an identifier, a version, a scope or an error', () => {
    const random = generator(seed)
    const templates = templatesOf('harmless')
    const harmed = templates.filter((template) => {
      const { text } = fill(template, random)
      return cleanAndRedact(text).findings.length > 0
    })
    expect(harmed.length, harmed.join('\n')).toBeLessThanOrEqual(templates.length / 100)
  })
})
