import { expect, test } from 'vitest'
import { mentionEvidence, quotableEvidence, renderEvidence } from '../../../src/core/comments/evidence-section.ts'
import type { Evidence } from '../../../src/core/diagnosis/diagnosis.ts'
import { candidateOf, evidenceOf, reportOf } from '../../support/reports.ts'

const DECISIVE = evidenceOf({ text: 'error=invalid_scope' })
const STRONG = evidenceOf({ strength: 'strong', text: 'no token is ever issued' })
const TITLE = evidenceOf({ strength: 'strong', segment: 'title', source: 'title', text: 'OAuth ends in invalid_scope' })
const WEAK = evidenceOf({ strength: 'supporting', text: 'tried twice' })
const WEAK_TOO = evidenceOf({ strength: 'supporting', text: 'scope' })
const BLANK = evidenceOf({ text: '\u200b ' })

test.each<[string, readonly Evidence[], readonly Evidence[]]>([
  ['a single passage', [DECISIVE], [DECISIVE]],
  ['two decisive or strong passages', [DECISIVE, STRONG, evidenceOf({ text: 'third' })], [DECISIVE, STRONG]],
  ['no supporting passage next to a stronger one', [DECISIVE, WEAK], [DECISIVE]],
  ['two supporting passages', [WEAK, WEAK_TOO], [WEAK, WEAK_TOO]],
  ['the same line only once', [DECISIVE, evidenceOf({ text: 'callback?error=invalid_scope' })], [DECISIVE]],
  ['no title when there is other evidence', [TITLE, STRONG], [STRONG]],
  ['the title when it is the only evidence', [TITLE], [TITLE]],
  ['no invisible text', [BLANK], []],
])('quotes %s', (_, evidence, expected) => {
  expect(quotableEvidence(candidateOf('invalid-scope', { evidence }))).toEqual(expected)
})

test.each([
  ['a log line in a block', DECISIVE, 'From line 1 of the description:\n\n```text\nerror=invalid_scope\n```'],
  [
    'a sentence as a quote',
    { ...STRONG, segment: 'prose' as const },
    'From line 1 of the description:\n\n> no token is ever issued',
  ],
  ['the title', TITLE, 'From the title:\n\n> OAuth ends in `invalid_scope`'],
])('shows %s', (_, evidence, expected) => {
  expect(renderEvidence([evidence], reportOf())).toBe(expected)
})

test.each([
  ['items of a list', 'read the file\nsign in', '> - read the file\n> - sign in'],
  ['JSON', 'it says {"error": "`no` token"} then', '```text\nit says {"error": "`no` token"} then\n```'],
  ['asterisks', 'the tools mcp__*__read are gone', '```text\nthe tools mcp__*__read are gone\n```'],
  ['a table row', 'step | result', '```text\nstep | result\n```'],
  ['three backticks', 'I wrote ```x``` there', '````text\nI wrote ```x``` there\n````'],
])('keeps the form of %s', (_, text, expected) => {
  const evidence = { ...STRONG, segment: 'prose' as const, text }
  expect(renderEvidence([evidence], reportOf())).toBe(`From line 1 of the description:\n\n${expected}`)
})

test('mentions items of a list one after the other, and JSON as one piece of code', () => {
  const prose = { ...STRONG, segment: 'prose' as const }
  expect(mentionEvidence({ ...prose, text: 'read\nsign in' }, reportOf())).toMatch(/^“read · sign in”, /)
  expect(mentionEvidence({ ...prose, text: '{"error": 1}' }, reportOf())).toMatch(/^`\{"error": 1\}`, /)
})
