import { describe, expect, test } from 'vitest'
import { createPrefilters } from '../../../src/core/redaction/prefilter.ts'
import type { RedactionRule } from '../../../src/core/redaction/rule.ts'
import { REDACTION_RULES } from '../../../src/core/redaction/rules.ts'

const rule = (id: string, hint: string, more: Partial<RedactionRule> = {}): RedactionRule => ({
  id,
  nature: 'live',
  hints: [hint],
  pattern: new RegExp(hint, 'g'),
  ...more,
})
const ids = (kinds: readonly RedactionRule[]) => kinds.map(({ id }) => id)

const LATER = rule('later', 'token')
const BLOCK = rule('block', 'begin', { spansLines: true })
const SHAPED = rule('shaped', 'key', { shape: /key=/y })
const [all, personal] = createPrefilters([SHAPED, BLOCK, LATER], ({ id }) => id !== 'later')

describe('a scan', () => {
  test('lists the lines with a hint, each with its kinds in the order of the table', () => {
    const { spanning, lines } = all.scan('one\ntoken, token and key=1\nkey 2\nthe token')
    expect(spanning).toEqual([])
    expect(lines.map(({ start, kinds }) => [start, ids(kinds)])).toEqual([
      [4, ['shaped', 'later']],
      [33, ['later']],
    ])
  })

  test('lists the kinds that span lines for the whole text', () => {
    const { spanning, lines } = all.scan('begin\nend')
    expect([ids(spanning), lines]).toEqual([['block'], []])
  })

  test('finds in each line what the line has by itself', () => {
    const text = 'key=1 and token\n\nbegin key=2'
    const { lines } = all.scan(text)
    for (const { start, kinds } of lines) {
      expect(ids(kinds)).toEqual(ids(all.kindsIn(text.slice(start).split('\n', 1)[0] as string)))
    }
  })

  test('of the second prefilter leaves out what is not wanted', () => {
    expect(personal.scan('token key=1').lines.map(({ kinds }) => ids(kinds))).toEqual([['shaped']])
    expect([personal.hasHint('token'), all.hasHint('token')]).toEqual([false, true])
  })
})

test('no hint goes on in the next line', () => {
  expect(REDACTION_RULES.flatMap(({ hints }) => hints).filter((hint) => hint.includes('\n'))).toEqual([])
})
