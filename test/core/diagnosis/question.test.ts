import { describe, expect, test } from 'vitest'
import type { Reason } from '../../../src/core/diagnosis/diagnosis.ts'
import { chooseQuestion } from '../../../src/core/diagnosis/question.ts'
import type { Pack } from '../../../src/core/signatures/pack.ts'
import { candidateOf, evidenceOf } from '../../support/reports.ts'
import { packOf, signatureOf } from '../../support/signatures.ts'

const FIRST = signatureOf('missing-scope', { ask: 'Which scopes?' })
const SECOND = signatureOf('stale-session', { ask: 'Since when?' })
const RANKED = [candidateOf('missing-scope'), candidateOf('stale-session')]

function ask(reason: Reason, pack: Pack = packOf(FIRST, SECOND), ranked = RANKED) {
  return chooseQuestion(reason, ranked, { pack, generic: null })
}

test.each<Reason>(['sure', 'not-auth', 'counter-sign'])('there is none when the reason is %s', (reason) => {
  expect(ask(reason)).toBeNull()
})

test('an unsure leader asks its own', () => {
  expect(ask('unsure')).toBe('Which scopes?')
})

describe('a tie', () => {
  const about = (id: string, question: string) => ({ 'confused-with': [{ id, tell: 'x', ask: question }] })
  const firstAsks = signatureOf('missing-scope', about('stale-session', 'A or B?'))
  const secondAsks = signatureOf('stale-session', about('missing-scope', 'B or A?'))

  test.each([
    ['what the first names for the second', packOf(firstAsks, SECOND), 'A or B?'],
    ['what the second names for the first', packOf(FIRST, secondAsks), 'B or A?'],
    ['what the first names when both do', packOf(firstAsks, secondAsks), 'A or B?'],
    ['the first one’s own when neither does', packOf(FIRST, SECOND), 'Which scopes?'],
  ])('asks %s', (_, pack, question) => {
    expect(ask('tie', pack)).toBe(question)
  })

  test('asks nothing that tells apart from a third', () => {
    const other = signatureOf('missing-scope', { ...about('token-not-sent', 'A or C?'), ask: 'Own?' })
    expect(ask('tie', packOf(other, SECOND))).toBe('Own?')
  })
})

describe('when nothing leads', () => {
  const pack: Pack = {
    ...packOf(),
    genericMessages: [
      { id: 'one', regex: 'one', says: 'x', ask: 'What follows one?' },
      { id: 'two', regex: 'two', says: 'x', ask: 'What follows two?' },
    ],
  }

  test('the question of the message in the report is put', () => {
    const generic = evidenceOf({ id: 'two' })
    expect(chooseQuestion('no-signature', [], { pack, generic })).toBe('What follows two?')
  })

  test('else the first question of the flow', () => {
    expect(ask('no-signature', pack)).toBe(pack.topic.ask)
  })

  test('else none, in a pack without one', () => {
    expect(ask('no-signature', { ...pack, topic: { evidence: [], ask: '' } })).toBeNull()
  })
})
