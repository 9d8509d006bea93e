import { describe, expect, test } from 'vitest'
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts'
import { applyFeedback } from '../../../src/core/feedback/apply-feedback.ts'
import type { FeedbackEvent } from '../../../src/core/feedback/feedback-event.ts'
import { NO_FEEDBACK } from '../../../src/core/feedback/issue-feedback.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { verdictOf } from '../../support/feedback-events.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const pack = twoSignaturePack()
const badge = { id: 'lost-badge', version: 1 }
const diagnosis = diagnose(readReport({ title: 'It fails', body: 'lost-badge found', attachments: [] }), pack)
const afterFeedback = (...feedbackEvents: FeedbackEvent[]) =>
  applyFeedback(diagnosis, { ...NO_FEEDBACK, feedbackEvents }, pack)

const wrong = verdictOf({ signature: badge, at: 1 })
const is = verdictOf({ kind: 'is-signature', signature: badge, rights: 'maintainer', at: 2 })

describe('the diagnosis after feedback', () => {
  test('is unchanged without feedback', () => {
    expect(afterFeedback()).toBe(diagnosis)
    expect(diagnosis.decision).toBe('assert')
  })

  test('does not assert a signature that the reporter rejected', () => {
    expect(afterFeedback(wrong)).toMatchObject({ decision: 'silent', reason: 'rejected', signature: null })
  })

  test('is silent when the whole answer was rejected', () => {
    expect(afterFeedback(verdictOf({ signature: null }))).toMatchObject({ decision: 'silent', reason: 'rejected' })
  })

  test('asserts the signature that a maintainer named, even if the reporter rejects it later', () => {
    expect(afterFeedback(is, { ...wrong, at: 9 })).toMatchObject({
      decision: 'assert',
      reason: 'said',
      signature: 'lost-badge',
    })
  })

  test('does not assert a signature that one maintainer named and another later rejected', () => {
    expect(afterFeedback(is, { ...wrong, rights: 'maintainer', at: 3 })).toMatchObject({ reason: 'rejected' })
  })

  test('is unchanged when another signature is rejected', () => {
    expect(afterFeedback(verdictOf({ signature: { id: 'something-else', version: 1 } }))).toBe(diagnosis)
  })
})

describe('a muted signature', () => {
  const trackRecords = new Map([['lost-badge', { asserted: 10, rejected: 4, isMuted: true }]])

  test('asks its own question instead of asserting', () => {
    const muted = applyFeedback(diagnosis, { ...NO_FEEDBACK, trackRecords }, pack)
    expect(muted).toMatchObject({ decision: 'ask', reason: 'muted', question: 'Is it the lost-badge?' })
  })

  test('is asserted if a maintainer named it', () => {
    expect(applyFeedback(diagnosis, { ...NO_FEEDBACK, trackRecords, feedbackEvents: [is] }, pack)).toMatchObject({
      decision: 'assert',
    })
  })
})

describe('questions', () => {
  const asking = { ...diagnosis, decision: 'ask', reason: 'unsure', question: 'Which?' } as const
  const asked = (...questions: string[]) => applyFeedback(asking, { ...NO_FEEDBACK, asked: questions }, pack)

  test('are asked up to three times, then a maintainer takes over', () => {
    expect(asked('1?', '2?')).toMatchObject({ reason: 'unsure', question: 'Which?' })
    expect(asked('1?', '2?', '3?')).toMatchObject({ decision: 'ask', reason: 'handed-over', question: null })
  })

  test('stay until they are answered', () => {
    expect(asked('1?', '2?', 'Which?')).toMatchObject({ reason: 'unsure', question: 'Which?' })
  })

  test('skip the signature that someone rejected, and ask about the topic instead', () => {
    const feedback = { ...NO_FEEDBACK, feedbackEvents: [wrong] }
    const after = applyFeedback(asking, feedback, pack)
    expect(after).toMatchObject({ decision: 'ask', question: pack.topic.ask })
    expect(after.ranked.map(({ signature }) => signature)).not.toContain('lost-badge')
    expect(applyFeedback({ ...asking, question: null }, feedback, pack).question).toBeNull()
  })
})
