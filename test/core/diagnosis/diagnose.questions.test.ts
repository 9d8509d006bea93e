import { describe, expect, test } from 'vitest'
import type { Pack } from '../../../src/core/signatures/pack.ts'
import { diagnoseText, sharedFile, signatureFile, twoSignaturePack } from '../../support/packs.ts'

/** One clause per strength, named by it, found by its own name. */
function clause(strength: 'decisive' | 'strong' | 'supporting', regex: string, fields = {}) {
  return { id: `${strength}-line`, in: ['any'], strength, regex, ...fields }
}

const TOPIC = sharedFile('topic.yaml', {
  ask: 'Which door?',
  evidence: [clause('strong', 'cannot get in')],
})

const GENERIC = sharedFile('generic-messages.yaml', [
  { id: 'no-entry', regex: 'no entry', says: 'It is on every door.', ask: 'What is written below it?' },
  { id: 'keep-out', regex: 'keep out', says: 'It is on every fence.', ask: 'Whose fence?' },
])

describe('tie', () => {
  const both = 'lost-badge found, torn-ticket found'
  const telling = (id: string, ask?: string) => ({ 'confused-with': [{ id, tell: 'x', ...(ask && { ask }) }] })

  test.each([
    ['of the first about the second', twoSignaturePack(telling('torn-ticket', 'Cloth or paper?'))],
    ['of the second about the first', twoSignaturePack({}, telling('lost-badge', 'Cloth or paper?'))],
  ])('puts the question %s', (_, pack) => {
    const diagnosis = diagnoseText(both, pack)
    expect(diagnosis.ranked.map(({ signature }) => signature)).toEqual(['lost-badge', 'torn-ticket'])
    expect(diagnosis).toMatchObject({ decision: 'ask', reason: 'tie', signature: null, question: 'Cloth or paper?' })
  })

  test('prefers the first one’s question when both have one', () => {
    const pack = twoSignaturePack(telling('torn-ticket', 'First?'), telling('lost-badge', 'Second?'))
    expect(diagnoseText(both, pack).question).toBe('First?')
  })

  test('without such a question puts the first one’s own', () => {
    expect(diagnoseText(both, twoSignaturePack()).question).toBe('Is it the lost-badge?')
  })

  test('needs the second to be near', () => {
    const pack = twoSignaturePack({}, { evidence: [clause('strong', 'torn-ticket found')] })
    expect(diagnoseText(both, pack)).toMatchObject({ decision: 'assert', signature: 'lost-badge' })
  })
})

describe('experimental signatures never speak', () => {
  const experimental = { status: 'experimental' }
  const speaks = (pack: Pack, text: string) => diagnoseText(text, pack)

  test('a sure one alone is counted, and nothing is said', () => {
    const diagnosis = speaks(twoSignaturePack(experimental), 'lost-badge found')
    expect(diagnosis).toMatchObject({ decision: 'silent', signature: null, question: null })
    expect(diagnosis.ranked[0]?.signature).toBe('lost-badge')
  })

  test('where the topic is clear the general question is put, not its own', () => {
    const diagnosis = speaks(twoSignaturePack(experimental, {}, TOPIC), 'cannot get in, lost-badge found')
    expect(diagnosis).toMatchObject({ decision: 'ask', reason: 'no-signature', question: 'Which door?' })
  })

  test('one that leads keeps a stable one from being asserted, and does not put its question', () => {
    const pack = twoSignaturePack(experimental, { evidence: [clause('strong', 'torn-ticket found')] })
    expect(speaks(pack, 'lost-badge found, torn-ticket found')).toMatchObject({
      decision: 'ask',
      reason: 'unsure',
      question: 'Is it the torn-ticket?',
    })
  })

  test('one between two stable ones does not come into their question', () => {
    const asks = { 'confused-with': [{ id: 'wet-paper', tell: 'x', ask: 'Wet or torn?' }] }
    const pack = twoSignaturePack(experimental, asks, signatureFile('wet-paper'))
    expect(speaks(pack, 'lost-badge found, torn-ticket found, wet-paper found')).toMatchObject({
      decision: 'ask',
      reason: 'tie',
      question: 'Wet or torn?',
    })
  })

  test('one that ties with a stable one is no rival', () => {
    const diagnosis = speaks(twoSignaturePack({}, experimental), 'lost-badge found, torn-ticket found')
    expect(diagnosis.reason).not.toBe('tie')
    expect(diagnosis.question).toBe('Is it the lost-badge?')
  })
})

describe('when nothing leads', () => {
  const pack = twoSignaturePack({}, {}, TOPIC, GENERIC)

  test('the first question of the flow is put', () => {
    expect(diagnoseText('I cannot get in', pack)).toMatchObject({
      decision: 'ask',
      reason: 'no-signature',
      question: 'Which door?',
      generic: null,
    })
  })

  test('after a message that carries no class, its question is put', () => {
    expect(diagnoseText('I cannot get in: no entry', pack)).toMatchObject({
      decision: 'ask',
      question: 'What is written below it?',
      generic: { id: 'no-entry' },
    })
  })

  test('of two such messages the first in the text is named and asked about', () => {
    expect(diagnoseText('keep out\n\nI cannot get in: no entry', pack)).toMatchObject({
      question: 'Whose fence?',
      generic: { id: 'keep-out' },
    })
  })

  test('such a message alone says nothing', () => {
    expect(diagnoseText('no entry', pack)).toMatchObject({ decision: 'silent', generic: { id: 'no-entry' } })
  })
})
