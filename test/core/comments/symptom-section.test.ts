import { describe, expect, test } from 'vitest'
import { renderDeciding, renderSymptom } from '../../../src/core/comments/symptom-section.ts'
import { renderComment } from '../../../src/core/comments/triage-comment.ts'
import { assertOf, candidateOf, reportOf } from '../../support/reports.ts'
import { packOf, signatureOf } from '../../support/signatures.ts'

const FIELDS = {
  kind: 'symptom' as const,
  deciding: 'What does the log of the outermost layer show for that minute?',
  causes: [
    'A rule at the edge blocks the request',
    { text: 'The hosted client stopped', when: { product: 'claude-ai' } },
  ],
}
const SYMPTOM = signatureOf('nothing-after-token', FIELDS)
const NOWHERE = { product: null, version: null, os: null }

test('lists the causes that fit the report', () => {
  expect(
    renderSymptom(SYMPTOM, { report: { environment: NOWHERE }, diagnosis: { answers: [] } }, {}),
  ).toMatchInlineSnapshot(`
    "Several causes are possible:

    - A rule at the edge blocks the request."
  `)
  expect(
    renderSymptom(
      SYMPTOM,
      { report: { environment: { ...NOWHERE, product: 'claude-ai' } }, diagnosis: { answers: [] } },
      {},
    ),
  ).toContain('The hosted client stopped')
})

test('is empty for a failure', () => {
  expect(
    renderSymptom(signatureOf('missing-scope'), { report: { environment: NOWHERE }, diagnosis: { answers: [] } }, {}),
  ).toBe('')
  expect(renderDeciding(signatureOf('missing-scope'), {})).toBe('')
})

describe('the visible part of an answer about a symptom', () => {
  const step = (check: string) => ({ check, outcomes: [{ see: 'It is so.' }, { see: 'It is not.' }] })
  const visibleOf = (fields = {}, report = reportOf()) => {
    const pack = packOf({ ...SYMPTOM, ...signatureOf('nothing-after-token', { ...FIELDS, ...fields }) })
    const comment = renderComment({ report, pack, diagnosis: assertOf(candidateOf('nothing-after-token')) })
    return { comment, visible: (comment ?? '').replace(/<details>[\s\S]*?<\/details>/g, '') }
  }

  test('has the open causes, but no question, for an author who names one of them', () => {
    const { comment, visible } = visibleOf({}, reportOf({ explainsCause: true }))
    expect(visible).toContain('Several causes are possible')
    expect(visible).not.toContain('What decides')
    expect(comment).toContain('What decides')
  })

  test('has one step, because the open causes take the place of the second, and the deciding question is folded', () => {
    const { comment, visible } = visibleOf({ checklist: [step('Read the outer log'), step('Read the inner log')] })
    expect(visible).toContain('Read the outer log')
    expect(visible).not.toContain('Read the inner log')
    expect(visible).not.toContain('**What decides:**')
    expect(comment).toContain('Read the inner log')
    expect(comment).toContain('**What decides:**')
  })

  test('has the deciding question if no step makes that observation for this report', () => {
    const elsewhere = { ...step('Read the outer log'), when: { product: 'codex' } }
    expect(visibleOf({ checklist: [elsewhere, step('Read the inner log')] }).visible).toContain('**What decides:**')
  })
})

test('an answer about a symptom says that the line shows it, not that it names the cause', () => {
  const pack = packOf(SYMPTOM)
  const comment = renderComment({ report: reportOf(), pack, diagnosis: assertOf(candidateOf('nothing-after-token')) })
  expect(comment).toContain('The line above shows it.')
  expect(comment).toContain('**What decides:**')
  expect(comment).not.toContain('names the cause')
})
