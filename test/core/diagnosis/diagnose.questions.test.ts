import { describe, expect, test } from 'vitest'
import type { Pack } from '../../../src/core/signatures/pack.ts'
import { diagnoseText, sharedFile, signatureFile, twoSignaturePack } from '../../support/packs.ts'

/** A clause named after its strength. */
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
  const withSibling = (id: string, ask?: unknown) => ({ 'confused-with': [{ id, tell: 'x', ask }] })

  test.each([
    ['that the first has about the second', twoSignaturePack(withSibling('torn-ticket', 'Cloth or paper?'))],
    ['that the second has about the first', twoSignaturePack({}, withSibling('lost-badge', 'Cloth or paper?'))],
  ])('asks the question %s', (_, pack) => {
    const diagnosis = diagnoseText(both, pack)
    expect(diagnosis.ranked.map(({ signature }) => signature)).toEqual(['lost-badge', 'torn-ticket'])
    expect(diagnosis).toMatchObject({ decision: 'ask', reason: 'tie', signature: null, question: 'Cloth or paper?' })
  })

  test("prefers the first one's question when both have one", () => {
    const pack = twoSignaturePack(withSibling('torn-ticket', 'First?'), withSibling('lost-badge', 'Second?'))
    expect(diagnoseText(both, pack).question).toBe('First?')
  })

  const colour = { id: 'colour', in: ['any'], strength: 'supporting', regex: 'the badge is red' }
  const about = (fields = {}) => withSibling('torn-ticket', { text: 'Cloth or paper?', ...fields })

  test.each([
    ['a clause of the question', about({ 'answered-by': [colour] })],
    ['a clause of the evidence', about({ 'answered-by-evidence': ['own-line'] })],
  ])('asks neither question if the report answers the first one by %s', (_, siblings) => {
    const pack = twoSignaturePack(siblings, withSibling('lost-badge', 'Second?'))
    expect(diagnoseText(`${both}, the badge is red`, pack).question).toBe('Is it the lost-badge?')
  })

  test('asks the second one if the first is for another system', () => {
    const pack = twoSignaturePack(about({ when: { os: 'windows' } }), withSibling('lost-badge', 'Second?'))
    expect(diagnoseText(both, pack).question).toBe('Second?')
  })

  test("asks the first one's own question when neither has one about the other", () => {
    expect(diagnoseText(both, twoSignaturePack()).question).toBe('Is it the lost-badge?')
  })

  test('needs a second candidate with a similar confidence', () => {
    const pack = twoSignaturePack({}, { evidence: [clause('strong', 'torn-ticket found')] })
    expect(diagnoseText(both, pack)).toMatchObject({ decision: 'assert', signature: 'lost-badge' })
  })
})

describe('experimental signatures are never asserted or asked about', () => {
  const experimental = { status: 'experimental' }
  const diagnoseWith = (pack: Pack, text: string) => diagnoseText(text, pack)

  test('a sure one alone is ranked, and the bot is silent', () => {
    const diagnosis = diagnoseWith(twoSignaturePack(experimental), 'lost-badge found')
    expect(diagnosis).toMatchObject({ decision: 'silent', signature: null, question: null })
    expect(diagnosis.ranked[0]?.signature).toBe('lost-badge')
  })

  test("a clear topic gets the general question instead of the signature's own", () => {
    const diagnosis = diagnoseWith(twoSignaturePack(experimental, {}, TOPIC), 'cannot get in, lost-badge found')
    expect(diagnosis).toMatchObject({ decision: 'ask', reason: 'no-signature', question: 'Which door?' })
  })

  test('a leading one prevents the assertion of a stable one, and its own question is not asked', () => {
    const pack = twoSignaturePack(experimental, { evidence: [clause('strong', 'torn-ticket found')] })
    expect(diagnoseWith(pack, 'lost-badge found, torn-ticket found')).toMatchObject({
      decision: 'ask',
      reason: 'unsure',
      question: 'Is it the torn-ticket?',
    })
  })

  test('one ranked between two stable ones does not affect their question', () => {
    const asks = { 'confused-with': [{ id: 'wet-paper', tell: 'x', ask: 'Wet or torn?' }] }
    const pack = twoSignaturePack(experimental, asks, signatureFile('wet-paper'))
    expect(diagnoseWith(pack, 'lost-badge found, torn-ticket found, wet-paper found')).toMatchObject({
      decision: 'ask',
      reason: 'tie',
      question: 'Wet or torn?',
    })
  })

  test('one never ties with a stable one', () => {
    const diagnosis = diagnoseWith(twoSignaturePack({}, experimental), 'lost-badge found, torn-ticket found')
    expect(diagnosis.reason).not.toBe('tie')
    expect(diagnosis.question).toBe('Is it the lost-badge?')
  })
})

describe('an author who explains the cause', () => {
  const pack = twoSignaturePack({}, {}, TOPIC)
  const cause = '\n\n## Root cause\n\nThe lock turns before the badge is read, because the reader waits for the lamp.'

  test('is not asked anything', () => {
    expect(diagnoseText(`cannot get in${cause}`, pack)).toMatchObject({
      decision: 'silent',
      reason: 'explained',
      question: null,
    })
  })

  test('gets the answer if a signature is sure', () => {
    expect(diagnoseText(`cannot get in, lost-badge found${cause}`, pack).decision).toBe('assert')
  })
})

describe('a step of the checklist', () => {
  const colour = { id: 'colour', in: ['any'], strength: 'supporting', regex: 'the badge is red' }
  const step = { check: 'Look at it', outcomes: [{ see: 'It is red' }, { see: 'It is blue' }] }
  const pack = twoSignaturePack({ checklist: [step, { ...step, 'answered-by': [colour] }] })

  test('is answered by a report that says so, with the words that say it', () => {
    expect(diagnoseText('lost-badge found, the badge is red', pack).answers).toMatchObject([
      { id: 'lost-badge/checklist/1', segment: 'prose', text: 'lost-badge found, the badge is red' },
    ])
  })

  test.each(['lost-badge found', 'lost-badge found. There is no sign that the badge is red.'])(
    'is open in a report that does not: %s',
    (text) => {
      expect(diagnoseText(text, pack).answers).toEqual([])
    },
  )
})

describe('a step that its own clause and the evidence answer', () => {
  const colour = { id: 'colour', in: ['any'], strength: 'supporting', regex: 'the badge is red' }
  const step = { check: 'Look at it', outcomes: [{ see: 'It is red' }, { see: 'It is blue' }] }
  const answered = { ...step, 'answered-by': [colour], 'answered-by-evidence': ['own-line'] }
  const pack = twoSignaturePack({ checklist: [answered, step] })

  test('quotes what its own clause found, although the evidence is in a log', () => {
    const report = 'The badge is red.\n\n```\nlost-badge found\n```'
    expect(diagnoseText(report, pack).answers).toMatchObject([{ id: 'lost-badge/checklist/0', segment: 'prose' }])
  })

  test('quotes the evidence if its own clause found only what should be', () => {
    const report = 'I expect that the badge is red.\n\n```\nlost-badge found\n```'
    expect(diagnoseText(report, pack).answers).toMatchObject([{ id: 'lost-badge/checklist/0', segment: 'log' }])
  })
})

describe('a step that the evidence makes needless', () => {
  const step = { check: 'Look for it', outcomes: [{ see: 'It is lost' }, { see: 'It is there' }] }
  const pack = twoSignaturePack({ checklist: [{ ...step, 'needless-by-evidence': ['own-line'] }, step] })

  test('is no answered step', () => {
    expect(diagnoseText('lost-badge found', pack).answers.map(({ id }) => id)).toEqual([
      'lost-badge/checklist/0/needless',
    ])
  })
})

describe('a step that the evidence answers', () => {
  const step = { check: 'Look for it', outcomes: [{ see: 'It is lost' }, { see: 'It is there' }] }
  const pack = twoSignaturePack({ checklist: [{ ...step, 'answered-by-evidence': ['own-line'] }, step] })

  test('is answered by the line that decides', () => {
    expect(diagnoseText('lost-badge found', pack).answers).toMatchObject([
      { id: 'lost-badge/checklist/0', text: 'lost-badge found' },
    ])
  })

  test('is answered by the line that shows one of its outcomes, and the outcome is named', () => {
    const outcomes = [{ see: 'It is there' }, { see: 'It is lost', 'shown-by-evidence': ['own-line'] }]
    const shows = twoSignaturePack({ checklist: [{ ...step, outcomes }, step] })
    expect(diagnoseText('lost-badge found', shows).answers.map(({ id }) => id)).toEqual([
      'lost-badge/checklist/0/outcome/1',
      'lost-badge/checklist/0',
    ])
  })

  test('is answered by a clause that shows one of its outcomes and is no evidence', () => {
    const blue = { id: 'blue', in: ['any'], strength: 'supporting', regex: 'the badge is blue' }
    const outcomes = [{ see: 'It is there' }, { see: 'It is blue', 'shown-by': [blue] }]
    const shows = twoSignaturePack({ checklist: [{ ...step, outcomes }, step] })
    const { answers, ranked } = diagnoseText('lost-badge found, the badge is blue', shows)
    expect(answers.map(({ id }) => id)).toEqual(['lost-badge/checklist/0/outcome/1', 'lost-badge/checklist/0'])
    expect(ranked[0]?.evidence.map(({ id }) => id)).not.toContain('blue')
  })

  test('is open if the report only denies it, or expects it', () => {
    expect(diagnoseText('There was no lost-badge found.', pack).answers).toEqual([])
    expect(diagnoseText('### Expected behavior\n\nlost-badge found', pack).answers).toEqual([])
  })

  test('is answered by evidence that the signature inherits', () => {
    const narrow = {
      inherits: true,
      broader: 'lost-badge',
      evidence: [],
      checklist: pack.signatures.get('lost-badge')?.checklist,
    }
    const { answers } = diagnoseText('lost-badge found', twoSignaturePack({}, narrow))
    expect(answers).toMatchObject([{ id: 'torn-ticket/checklist/0' }])
  })
})

describe('when no signature leads', () => {
  const pack = twoSignaturePack({}, {}, TOPIC, GENERIC)

  test('the first question of the troubleshooting flow is asked', () => {
    expect(diagnoseText('I cannot get in', pack)).toMatchObject({
      decision: 'ask',
      reason: 'no-signature',
      question: 'Which door?',
      generic: null,
    })
  })

  test('the question for a generic message in the report is asked', () => {
    expect(diagnoseText('I cannot get in: no entry', pack)).toMatchObject({
      decision: 'ask',
      question: 'What is written below it?',
      generic: { id: 'no-entry' },
    })
  })

  test('the first of two generic messages is named and asked about', () => {
    expect(diagnoseText('keep out\n\nI cannot get in: no entry', pack)).toMatchObject({
      question: 'Whose fence?',
      generic: { id: 'keep-out' },
    })
  })

  test('a generic message alone leads to silence', () => {
    expect(diagnoseText('no entry', pack)).toMatchObject({ decision: 'silent', generic: { id: 'no-entry' } })
  })

  test('asks where it stops if it hangs, and quotes only a line that says that something failed', () => {
    const topic = sharedFile('topic.yaml', {
      ask: 'Which door?',
      evidence: [clause('strong', 'cannot get in')],
      'ask-around-error': 'What leads to {{error}}?',
      'ask-while-waiting': 'Where does it stop?',
      'ask-what-changed': 'Did it ever work?',
    })
    const asked = (text: string) => diagnoseText(text, twoSignaturePack({}, {}, topic)).question
    const log = '\n\n```\nstart\nconnect\nask\nLoading your account now\n```'
    expect(asked(`I cannot get in. It hangs and shows "Loading your account now"${log}`)).toBe('Where does it stop?')
    expect(asked('I cannot get in. It hangs and shows "Error: the account is gone"')).toBe('What leads to {{error}}?')
  })
})
