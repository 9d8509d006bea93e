import { expect, test } from 'vitest'
import type { Diagnosis } from '../../../src/core/diagnosis/diagnosis.ts'
import { NO_FEEDBACK } from '../../../src/core/feedback/issue-feedback.ts'
import { type TurnContext, whoseTurn } from '../../../src/core/plan/whose-turn.ts'
import { verdictOf } from '../../support/feedback-events.ts'

const REF = { owner: 'acme', repo: 'app', number: 1 }
const SILENT: Diagnosis = {
  decision: 'silent',
  reason: 'not-auth',
  signature: null,
  confidence: 0,
  topic: 0,
  ranked: [],
  question: null,
} as never
const ASSERT: Diagnosis = { ...SILENT, decision: 'assert', signature: 'lost-badge' }
const ASK: Diagnosis = { ...SILENT, decision: 'ask', question: 'What does the page say?' }
const after = (kind: 'worked' | 'did-not-work') => ({
  feedback: { ...NO_FEEDBACK, feedbackEvents: [verdictOf({ ref: REF, kind })] },
})

test.each<[string, Partial<TurnContext> & Pick<TurnContext, 'diagnosis'>, string | null]>([
  ['nobody on a report that is not about authentication', { diagnosis: SILENT }, null],
  ['the reporter while a question is open', { diagnosis: ASK }, 'reporter'],
  ['a maintainer if no question is left', { diagnosis: { ...ASK, question: null } }, 'maintainers'],
  ['the reporter while there is a checklist to try', { diagnosis: ASSERT }, 'reporter'],
  ['a maintainer if the checklist did not help', { diagnosis: ASSERT, ...after('did-not-work') }, 'maintainers'],
  [
    'a maintainer if the author explains the cause',
    { diagnosis: ASSERT, report: { explainsCause: true } },
    'maintainers',
  ],
  ['the reporter while a question about that is open', { diagnosis: ASK, report: { explainsCause: true } }, 'reporter'],
  ['nobody if the issue is solved', { diagnosis: ASSERT, ...after('worked') }, null],
  ['a maintainer if the bot asks nothing', { diagnosis: ASK, isAnswering: false }, 'maintainers'],
])('it is the turn of %s', (_, context, turn) => {
  expect(whoseTurn({ report: {}, isAnswering: true, ...context })).toBe(turn)
})
