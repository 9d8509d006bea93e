import { expect, test } from 'vitest'
import { renderSymptom } from '../../../src/core/comments/symptom-section.ts'
import { renderComment } from '../../../src/core/comments/triage-comment.ts'
import { assertOf, candidateOf, reportOf } from '../../support/reports.ts'
import { packOf, signatureOf } from '../../support/signatures.ts'

const SYMPTOM = signatureOf('nothing-after-token', {
  kind: 'symptom',
  deciding: 'What does the log of the outermost layer show for that minute?',
  causes: [
    'A rule at the edge blocks the request',
    { text: 'The hosted client stopped', when: { product: 'claude-ai' } },
  ],
})
const NOWHERE = { product: null, version: null, os: null }

test('lists the causes that fit the report, and what decides between them', () => {
  expect(renderSymptom(SYMPTOM, NOWHERE, {})).toMatchInlineSnapshot(`
    "It can have several causes, and nothing here decides between them yet:

    - A rule at the edge blocks the request.

    **What decides:** What does the log of the outermost layer show for that minute?"
  `)
  expect(renderSymptom(SYMPTOM, { ...NOWHERE, product: 'claude-ai' }, {})).toContain('The hosted client stopped')
})

test('is empty for a failure', () => {
  expect(renderSymptom(signatureOf('missing-scope'), NOWHERE, {})).toBe('')
})

test('an answer about a symptom says that the line shows it, not that it names the cause', () => {
  const pack = packOf(SYMPTOM)
  const comment = renderComment({ report: reportOf(), pack, diagnosis: assertOf(candidateOf('nothing-after-token')) })
  expect(comment).toContain('The line above shows it.')
  expect(comment).toContain('**What decides:**')
  expect(comment).not.toContain('names the cause')
})
