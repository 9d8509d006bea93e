import { describe, expect, test } from 'vitest'
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts'
import { explain } from '../../../src/core/diagnosis/explain/explain.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { PLAIN_JUDGEMENT, twoSignaturePack } from '../../support/packs.ts'

/** Both titles contain the text that is decisive evidence for their signature. */
const PACK = twoSignaturePack({ title: 'Badge (lost-badge found)' }, { title: 'Ticket: torn-ticket found' })

const reportWith = (comment: string) => {
  const comments = [{ id: 1, body: comment, createdAt: 1_795_000_000_000 }]
  return readReport({ title: 'It fails', body: 'torn-ticket found', attachments: [], comments })
}
const signatureAfter = (comment: string) => diagnose(reportWith(comment), PACK, PLAIN_JUDGEMENT).signature

describe('a comment of the reporter that repeats a title of the bot', () => {
  test.each([
    ['quoted', '> This looks like **Badge (`lost-badge found`)**\n\nThat is not it.'],
    ['in their own words', 'The bot says "badge (lost-badge found)". That is not it.'],
    ['in code', 'Why `Badge (lost-badge found)`?'],
  ])('is no evidence: %s', (_, comment) => {
    expect(signatureAfter(comment)).toBe('torn-ticket')
    const { signatures } = explain(reportWith(comment), PACK, { parameters: PLAIN_JUDGEMENT })
    expect(signatures[0]?.clauses.some(({ hits }) => hits.length > 0)).toBe(false)
  })

  test('is read beside it', () => {
    const twice = 'The bot says "Ticket: torn-ticket found", but the log says lost-badge found.'
    const { ranked } = diagnose(reportWith(twice), PACK, PLAIN_JUDGEMENT)
    expect(ranked.map(({ signature }) => signature).sort()).toEqual(['lost-badge', 'torn-ticket'])
  })
})

test('a title in the report itself is evidence', () => {
  const report = readReport({ title: 'Badge (lost-badge found)', body: '', attachments: [] })
  expect(diagnose(report, PACK, PLAIN_JUDGEMENT).signature).toBe('lost-badge')
})
