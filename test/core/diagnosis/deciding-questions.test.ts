import { describe, expect, test } from 'vitest'
import { scanReport } from '../../../src/core/diagnosis/read-hits.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { answerKey } from '../../../src/core/signatures/answers.ts'
import { SHIPPED } from '../../support/shipped.ts'
import { DECIDING_QUESTIONS, OWN_QUESTIONS } from './deciding-questions.ts'

const signatures = [...SHIPPED.signatures.values()]

/** The name of each question (`signature/other` or `signature/clause`, a clause that answers it), with its key. */
const keys = new Map<string, string>(
  signatures.flatMap(({ id, ask, 'confused-with': others }) => [
    ...others.map((other, at) => [`${id}/${other.id}`, answerKey(id, 'confused-with', at)] as const),
    ...ask.flatMap((question, at) =>
      question['answered-by'].map((clause) => [`${id}/${clause.id}`, answerKey(id, 'ask', at)] as const),
    ),
  ]),
)

/** The questions that a report with these words answers, as prose and as a log. */
function answeredBy(words: string): ReadonlySet<string> {
  const bodies = [words, `\`\`\`\n${words}\n\`\`\``]
  return new Set(
    bodies.flatMap((body) =>
      scanReport(readReport({ title: '', body, attachments: [] }), SHIPPED)
        .hits.filter(({ owned }) => owned.role === 'answer')
        .map(({ owned }) => owned.owner),
    ),
  )
}

describe.each([...DECIDING_QUESTIONS, ...OWN_QUESTIONS])(
  'the questions $questions',
  ({ questions, answers, mentions }) => {
    const expected = questions.map((name) => keys.get(name))

    test.each(answers)('are answered by: %s', (words) => {
      expect(expected.filter((key) => key === undefined || !answeredBy(words).has(key))).toEqual([])
    })

    test.each(mentions)('are open in: %s', (words) => {
      expect(expected.filter((key) => key !== undefined && answeredBy(words).has(key))).toEqual([])
    })
  },
)

test('a report can answer every question between two signatures', () => {
  const open = signatures.flatMap(({ id, 'confused-with': others }) =>
    others.flatMap(({ id: other, ask }) =>
      ask?.['answered-by'].length === 0 && ask['answered-by-evidence'].length === 0 ? [`${id}/${other}`] : [],
    ),
  )
  expect(open).toEqual([])
})
