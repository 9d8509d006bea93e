import { describe, expect, test } from 'vitest'
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { loadPack } from '../../../src/core/signatures/load.ts'
import {
  diagnoseText,
  PLAIN_JUDGEMENT,
  sharedFile,
  signatureFile,
  twoSignaturePack,
  twoSignatures,
} from '../../support/packs.ts'

/** A clause named after its strength. */
function clause(strength: 'decisive' | 'strong' | 'supporting', regex: string, fields = {}) {
  return { id: `${strength}-line`, in: ['any'], strength, regex, ...fields }
}

const TOPIC = sharedFile('topic.yaml', {
  ask: 'Which door?',
  evidence: [clause('strong', 'cannot get in')],
})

const COUNTER_SIGNS = sharedFile('counter-signs.yaml', {
  holiday: { title: 'Closed today', evidence: [clause('strong', 'bank holiday')] },
})

const GENERIC = sharedFile('generic-messages.yaml', [
  { id: 'no-entry', regex: 'no entry', says: 'It is on every door.', ask: 'What is written below it?' },
  { id: 'keep-out', regex: 'keep out', says: 'It is on every fence.', ask: 'Whose fence?' },
])

describe('the diagnosis', () => {
  const text = 'I cannot get in: lost-badge found. Also torn-ticket found, no entry.'
  const files = [
    ...twoSignatures(),
    signatureFile('wet-paper', { broader: 'lost-badge' }),
    TOPIC,
    COUNTER_SIGNS,
    GENERIC,
  ]

  test('is the same for the same report and pack', () => {
    const pack = loadPack(files)
    expect(JSON.stringify(diagnoseText(text, pack))).toBe(JSON.stringify(diagnoseText(text, pack)))
  })

  test('does not depend on the order of the files', () => {
    const answers = [files, files.toReversed(), [...files.slice(3), ...files.slice(0, 3)]].map((order) =>
      JSON.stringify(diagnoseText(text, loadPack(order))),
    )
    expect(new Set(answers).size).toBe(1)
  })

  test('does not depend on an earlier report', () => {
    const pack = loadPack(files)
    const before = diagnoseText(text, pack)
    diagnoseText('bank holiday, keep out, wet-paper found', pack)
    expect(diagnoseText(text, pack)).toEqual(before)
  })

  test('survives a JSON round trip', () => {
    const diagnosis = diagnoseText(text, loadPack(files))
    expect(JSON.parse(JSON.stringify(diagnosis))).toEqual(diagnosis)
  })
})

describe('assert', () => {
  test('one decisive line names the cause', () => {
    const diagnosis = diagnoseText('Today: lost-badge found', twoSignaturePack())
    expect(diagnosis).toMatchObject({ decision: 'assert', reason: 'sure', signature: 'lost-badge', question: null })
    expect(diagnosis.confidence).toBeGreaterThan(0.9)
    expect(diagnosis.ranked[0]).toMatchObject({ confidence: diagnosis.confidence, evidence: [{ id: 'own-line' }] })
  })

  test('supporting evidence is never enough, however high the confidence', () => {
    const parameters = { ...PLAIN_JUDGEMENT, weights: { supporting: 20 } }
    const pack = twoSignaturePack({ evidence: [clause('supporting', 'badge')] })
    const diagnosis = diagnoseText('my badge', pack, parameters)
    expect(diagnosis.confidence).toBeGreaterThan(0.99)
    expect(diagnosis).toMatchObject({
      decision: 'ask',
      reason: 'unsure',
      signature: null,
      question: 'Is it the lost-badge?',
    })
  })

  test("below the threshold, the leading signature's question is asked", () => {
    const pack = twoSignaturePack({ evidence: [clause('strong', 'badge gone')] })
    expect(diagnoseText('badge gone', pack)).toMatchObject({
      decision: 'ask',
      reason: 'unsure',
      signature: null,
      question: 'Is it the lost-badge?',
    })
  })
})

describe('a failure that connections without a login have, too', () => {
  const pack = loadPack([...twoSignatures({ 'beyond-logins': true }), TOPIC])

  test('is asserted if the report speaks of a login', () => {
    expect(diagnoseText('I cannot get in: lost-badge found', pack)).toMatchObject({ decision: 'assert' })
  })

  test('is not asserted otherwise', () => {
    expect(diagnoseText('The download says lost-badge found', pack).decision).not.toBe('assert')
  })

  test('is not asserted because of a login in an attached log', () => {
    const attachments = [{ name: 'app.log', text: 'I cannot get in' }]
    const report = readReport({ title: 'Download', body: 'It says lost-badge found', attachments })
    expect(diagnose(report, pack, PLAIN_JUDGEMENT).decision).not.toBe('assert')
  })
})

describe('ranking', () => {
  const pack = twoSignaturePack(
    { evidence: [clause('strong', 'paper')] },
    { evidence: [clause('decisive', 'paper')] },
    signatureFile('wet-paper', { evidence: [clause('strong', 'paper')] }),
    signatureFile('dry-paper', { evidence: [clause('decisive', 'something else')] }),
  )

  test('orders by confidence and then by id, and leaves out signatures without evidence', () => {
    const { ranked } = diagnoseText('paper', pack)
    expect(ranked.map(({ signature }) => signature)).toEqual(['torn-ticket', 'lost-badge', 'wet-paper'])
    expect(ranked[1]?.confidence).toBe(ranked[2]?.confidence)
  })

  test('gives confidences that sum to less than one', () => {
    const { ranked } = diagnoseText('paper', pack)
    expect(ranked.reduce((sum, { confidence }) => sum + confidence, 0)).toBeLessThan(1)
  })
})

describe('a narrower and a broader signature', () => {
  const both = 'lost-badge found, torn-ticket found'

  test.each([
    ['the narrower one comes first by id', twoSignaturePack({ broader: 'torn-ticket' }), 'lost-badge'],
    ['the narrower one comes last by id', twoSignaturePack({}, { broader: 'lost-badge' }), 'torn-ticket'],
  ])('do not tie, and the narrower one has the probability of both: %s', (_, pack, kind) => {
    const diagnosis = diagnoseText(both, pack)
    expect(diagnosis).toMatchObject({ decision: 'assert', signature: kind })
    const [first, second] = diagnosis.ranked
    // With equal evidence each has the same probability of its own.
    expect(first!.confidence).toBeCloseTo(2 * second!.confidence, 10)
  })

  test('the broader one alone is asserted as itself', () => {
    const diagnosis = diagnoseText('torn-ticket found', twoSignaturePack({ broader: 'torn-ticket' }))
    expect(diagnosis).toMatchObject({ decision: 'assert', signature: 'torn-ticket' })
    expect(diagnosis.ranked).toHaveLength(1)
  })

  test('evidence for the broader one also counts for a narrower one that inherits it', () => {
    const pack = twoSignaturePack({ broader: 'torn-ticket', inherits: true, evidence: [] })
    const diagnosis = diagnoseText('torn-ticket found', pack)
    expect(diagnosis).toMatchObject({ decision: 'assert', signature: 'lost-badge' })
    expect(diagnosis.ranked[0]?.evidence.map(({ id }) => id)).toEqual(['own-line'])
  })
})

describe('only-when', () => {
  const pack = twoSignaturePack({ 'only-when': [clause('supporting', 'at the gate')] })

  test('a signature is not considered without it', () => {
    expect(diagnoseText('lost-badge found', pack).ranked).toEqual([])
  })

  test('a signature is considered with it, but it is not evidence', () => {
    const diagnosis = diagnoseText('lost-badge found at the gate', pack)
    expect(diagnosis.signature).toBe('lost-badge')
    expect(diagnosis.ranked[0]?.evidence.map(({ id }) => id)).toEqual(['own-line'])
  })

  test('one of several conditions suffices', () => {
    const gates = [clause('strong', 'at the gate'), { ...clause('strong', 'at the door'), id: 'other-gate' }]
    const found = diagnoseText('lost-badge found at the door', twoSignaturePack({ 'only-when': gates }))
    expect(found.signature).toBe('lost-badge')
  })
})

describe('silence', () => {
  test.each(['', 'The button should be blue.'])('for %j', (text) => {
    expect(diagnoseText(text, twoSignaturePack({}, {}, TOPIC))).toEqual({
      decision: 'silent',
      reason: 'not-auth',
      signature: null,
      confidence: 0,
      topic: expect.closeTo(1 - Math.exp(2) / (1 + Math.exp(2)), 10),
      ranked: [],
      question: null,
      flow: null,
      generic: null,
      answers: [],
      values: {},
      captures: {},
    })
  })

  test('for a word mentioned in passing', () => {
    const pack = twoSignaturePack({ evidence: [clause('supporting', 'badge')] })
    expect(diagnoseText('A badge in the README', pack)).toMatchObject({ decision: 'silent', reason: 'not-auth' })
  })

  test('when a counter-sign explains the evidence', () => {
    const pack = twoSignaturePack({ 'not-when': ['holiday'] }, {}, COUNTER_SIGNS)
    expect(diagnoseText('lost-badge found, it is a bank holiday', pack)).toMatchObject({
      decision: 'silent',
      reason: 'counter-sign',
      signature: null,
      question: null,
    })
    expect(diagnoseText('lost-badge found', pack).decision).toBe('assert')
  })

  test('evidence against a signature prevents its assertion', () => {
    const pack = twoSignaturePack({ against: [clause('strong', 'badge at home')] })
    const diagnosis = diagnoseText('lost-badge found, badge at home', pack)
    expect(diagnosis.signature).toBeNull()
    expect(diagnosis.ranked[0]?.against.map(({ id }) => id)).toEqual(['strong-line'])
  })
})

describe('captured values', () => {
  const capture = (strength: 'decisive' | 'strong' | 'supporting', word: string) =>
    clause(strength, `${word}=(?<badge>\\w+)(?: by (?<finder>\\w+))?`)

  test("of all clauses are merged, and the stronger clause's value wins", () => {
    const evidence = [capture('supporting', 'first'), capture('decisive', 'third'), capture('strong', 'second')]
    const diagnosis = diagnoseText('first=one by eve, second=two by bob, third=three', twoSignaturePack({ evidence }))
    expect(diagnosis.captures).toEqual({ badge: 'three', finder: 'bob' })
  })

  test('are those of the first-ranked signature only', () => {
    const pack = twoSignaturePack(
      { evidence: [capture('decisive', 'surely')] },
      { evidence: [capture('strong', 'likely')] },
    )
    expect(diagnoseText('surely=three, likely=two by bob', pack).captures).toEqual({ badge: 'three' })
  })
})

test('a quote from a two-megabyte line is short and contains the match', () => {
  const noise = 'y '.repeat(500_000)
  const text = `${noise}lost-badge found ${noise}`
  const report = readReport({ title: '', body: '', attachments: [{ name: 'main.log', text }] })
  const [first] = diagnose(report, twoSignaturePack(), PLAIN_JUDGEMENT).ranked
  expect(first?.evidence[0]).toMatchObject({ source: 'main.log', line: 1, segment: 'log' })
  expect(first?.evidence[0]?.text).toContain('lost-badge found')
  expect(first?.evidence[0]?.text.length).toBeLessThanOrEqual(302)
})

describe('a line that decides the cause', () => {
  const badge = (fields = {}) =>
    loadPack([
      signatureFile('torn-ticket'),
      signatureFile('lost-badge', { stage: 'token', evidence: [clause('decisive', 'badge is lost')], ...fields }),
      TOPIC,
      COUNTER_SIGNS,
    ])
  const sureOf = (text: string, pack = badge()) =>
    diagnose(readReport({ title: 'Report', body: text, attachments: [] }), pack, {
      ...PLAIN_JUDGEMENT,
      thresholds: { ...PLAIN_JUDGEMENT.thresholds, ask: 1.1, askNeutral: 1.1, assertDecisive: 0.1 },
    }).decision

  test('is about authentication, however little the report says of it', () => {
    expect(sureOf('badge is lost')).toBe('assert')
  })

  test('is not, where its signature has no stage of a login', () => {
    expect(sureOf('badge is lost', badge({ stage: undefined }))).toBe('silent')
  })

  test('is not, where a counter-sign speaks', () => {
    expect(sureOf('badge is lost on a bank holiday')).toBe('silent')
  })

  test('is not, where something strong speaks against it', () => {
    expect(sureOf('badge is lost, badge is here', badge({ against: [clause('strong', 'badge is here')] }))).toBe(
      'silent',
    )
  })
})
