import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { normalizeSpaces as cleanForComment, oneLine } from '../../../src/core/comments/one-line.ts'
import {
  beginningOf,
  cleanAndRedact,
  cleanAndRedactCredentials,
  cleanAndRedactLine,
  endOf,
} from '../../../src/core/report/clean-and-redact.ts'
import { cleanText } from '../../../src/core/report/clean-text.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { redactError } from '../../../src/core/report/redact-error.ts'
import { hostileTexts } from '../../support/hostile-text.ts'
import { some } from '../../support/secrets.ts'

const TOKEN = `ghp_${some(36)}`
const [HEAD, TAIL] = [TOKEN.slice(0, 12), TOKEN.slice(12)]

/** Characters that print nothing or only move the cursor or set colours. A reader sees the whole token. */
const SPLITTERS: Readonly<Record<string, string>> = {
  'a colour': '\u001b[31m',
  'a colour with a C1 introducer': '\u009b31m',
  'a colour without its escape': '[31m',
  'a colour with a NUL inside': '\u001b\u0000[31m',
  'a colour with a zero-width space inside': '\u001b[\u200b31m',
  'a character set selection': '\u001b(B\u001b[m',
  'a link': '\u001b]8;;https://evil.example\u0007',
  'a link that ends with ESC \\': '\u001b]8;;https://evil.example\u001b\\',
  'a link with C1 characters': '\u009d8;;https://evil.example\u009c',
  'a clipboard sequence': '\u001b]52;c;$%&\u0007',
  'a device string': '\u001bP$q"p!\u001b\\',
  'an application string': '\u001b_G!"§\u001b\\',
  'a zero-width space': '\u200b',
  'a word joiner': '\u2060',
  'a bidirectional override': '\u202e',
  'a soft hyphen': '\u00ad',
  'a variation selector': '\ufe0f',
  'a Hangul filler': '\u3164',
  'a private-use character': '\ue000',
  'a tag': '\u{e0041}',
  'a backspace': '\b',
  'a bell': '\u0007',
  'a C1 control': '\u0084',
  'a noncharacter': '\uffff',
}

describe('cleanAndRedact', () => {
  test.each(Object.entries(SPLITTERS))('redacts a credential split by %s', (_, splitter) => {
    const text = `sent ${HEAD}${splitter}${TAIL}, refused`
    expect(cleanAndRedact(text)).toEqual({
      text: 'sent [redacted:github-token], refused',
      findings: [{ kind: 'github-token', line: 1, live: true }],
    })
    expect(cleanAndRedactLine(`  ${text}\n`).text).toBe('sent [redacted:github-token], refused')
    expect(cleanAndRedactCredentials(text)).toBe('sent [redacted:github-token], refused')
    expect((redactError(new Error(text)) as Error).message).toBe('sent [redacted:github-token], refused')
  })

  // When written as an entity, a control character or a noncharacter becomes a visible replacement character.
  const asEntities = Object.entries(SPLITTERS).filter(([, it]) => !/[\p{Cc}\uffff]/u.test(it))
  test.each(asEntities)('redacts a credential split by %s written as an entity', (_, splitter) => {
    const entities = [...splitter].map((it) => `&#${it.codePointAt(0)};`).join('')
    const report = readReport({ title: 'x', body: `sent ${HEAD}${entities}${TAIL}, refused`, attachments: [] })
    expect(JSON.stringify(report.segments)).not.toContain(TAIL.slice(-12))
  })

  test('redacts an overlong credential to its end', () => {
    for (const length of [32_000, 32_768, 32_769, 40_000, 300_000]) {
      expect(cleanAndRedact(`sent ghp_${some(length)}, refused`).text).toBe('sent [redacted:github-token], refused')
    }
  })
})

test('cleaning for a comment removes nothing from cleaned text, so no credential becomes whole again', () => {
  for (const text of [...hostileTexts(500, 11), ...Object.values(SPLITTERS).map((it) => `a${it}b`)]) {
    const clean = cleanText(text)
    expect(cleanForComment(clean)).toBe(clean.replace(/[\t\p{Zs}]/gu, ' '))
    expect(oneLine(clean).replaceAll(' ', '')).toBe(clean.replace(/\s/g, ''))
  }
})

describe('text truncated before redaction', () => {
  test.each([
    ['abc def', 7, 'abc def'],
    ['abc def', 6, 'abc '],
    ['abc,def', 4, 'abc,'],
    ['abcdef', 3, ''],
  ])('ends before the word at the limit: %j at %i', (text, maxLength, expected) => {
    expect(beginningOf(text, maxLength)).toBe(expected)
  })

  test.each([
    ['abc def', 7, 'abc def'],
    ['abc def', 6, ' def'],
    ['abc,def', 4, ',def'],
    ['abcdef', 3, ''],
  ])('starts after the word at the limit: %j at %i', (text, maxLength, expected) => {
    expect(endOf(text, maxLength)).toBe(expected)
  })
})

test('only clean-and-redact.ts imports redact.ts, so all text is cleaned before redaction', async () => {
  const folder = fileURLToPath(new URL('../../../src', import.meta.url))
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.ts'))
  const importing = []
  for (const path of paths) {
    const text = await readFile(join(folder, path), 'utf8')
    if (/^(?:import|export) (?!type )(?:\{[^}]*\}|\S+) from '[^']*\/redact\.ts'/m.test(text)) importing.push(path)
  }
  expect(importing).toEqual([join('core', 'report', 'clean-and-redact.ts')])
})
