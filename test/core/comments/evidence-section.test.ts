import { expect, test } from 'vitest'
import { quotableLine, renderEvidence } from '../../../src/core/comments/evidence-section.ts'
import type { Evidence } from '../../../src/core/diagnosis/diagnosis.ts'
import { candidateOf, evidenceOf, reportOf } from '../../support/reports.ts'

const DECISIVE = evidenceOf({ text: 'error=invalid_scope' })
const STRONG = evidenceOf({ strength: 'strong', text: 'no token is ever issued' })
const TITLE = evidenceOf({ strength: 'strong', segment: 'title', source: 'title', text: 'OAuth ends in invalid_scope' })
const WEAK = evidenceOf({ strength: 'supporting', text: 'tried twice' })
const WEAK_TOO = evidenceOf({ strength: 'supporting', text: 'scope' })
const BLANK = evidenceOf({ text: '\u200b ' })

test.each<[string, readonly Evidence[], readonly Evidence[]]>([
  ['one alone', [DECISIVE], [DECISIVE]],
  ['two that are strong', [DECISIVE, STRONG, evidenceOf({ text: 'third' })], [DECISIVE, STRONG]],
  ['no supporting one beside a stronger one', [DECISIVE, WEAK], [DECISIVE]],
  ['two that support each other', [WEAK, WEAK_TOO], [WEAK, WEAK_TOO]],
  ['no line twice', [DECISIVE, evidenceOf({ text: 'callback?error=invalid_scope' })], [DECISIVE]],
  ['no title beside the text', [TITLE, STRONG], [STRONG]],
  ['the title when nothing else speaks', [TITLE], [TITLE]],
  ['nothing that cannot be seen', [BLANK], []],
])('quotes %s', (_, evidence, expected) => {
  expect(quotableLine(candidateOf('invalid-scope', { evidence }))).toEqual(expected)
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
  expect(renderEvidence(candidateOf('invalid-scope', { evidence: [evidence] }), reportOf())).toBe(expected)
})
