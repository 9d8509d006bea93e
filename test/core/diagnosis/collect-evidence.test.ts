import { describe, expect, test } from 'vitest'
import { type CollectedEvidence, gatherFindings } from '../../../src/core/diagnosis/collect-evidence.ts'
import type { Segment } from '../../../src/core/report/report.ts'
import type { Pack } from '../../../src/core/signatures/pack.ts'
import { segmentOf, sharedFile, signatureFile, twoSignaturePack } from '../../support/packs.ts'

function gather(
  pack: Pack,
  segments: readonly Segment[],
  textClass: Readonly<Record<string, number>> = {},
): CollectedEvidence {
  const read = { probabilities: new Map(Object.entries(textClass)) }
  return gatherFindings(pack.scanner.scan(segments), read, pack)
}

function clause(id: string, strength: string, regex: string) {
  return { id, in: ['any'], strength, regex }
}

describe('evidence', () => {
  const pack = twoSignaturePack({
    evidence: [
      clause('weak', 'supporting', 'badge'),
      clause('sure', 'decisive', 'badge (?<number>\\d+)(?: of (?<owner>\\w+))? gone'),
      clause('fair', 'strong', 'pocket'),
    ],
  })
  const evidenceIn = (...segments: readonly Segment[]) => gather(pack, segments).trackRecords[0]?.evidence ?? []

  test('is one entry a clause, the strongest first', () => {
    const text = 'badge, pocket, badge 7 gone, pocket, badge'
    expect(evidenceIn(segmentOf(text), segmentOf(text)).map(({ id }) => id)).toEqual(['sure', 'fair', 'weak'])
  })

  test('is quoted from where most was captured', () => {
    const segments = [segmentOf('badge 7 gone', { kind: 'log' }), segmentOf('badge 7 of eve gone')]
    expect(evidenceIn(...segments)[0]?.captures).toEqual({ number: '7', owner: 'eve' })
  })

  test('is quoted from a log before prose, and from the first of equals', () => {
    const segments = [
      segmentOf('pocket one'),
      segmentOf('pocket two', { kind: 'log' }),
      segmentOf('pocket three', { kind: 'log' }),
    ]
    expect(evidenceIn(...segments)[0]?.text).toBe('pocket two')
  })

  test('tells where it stands', () => {
    const segment = segmentOf('x\nthe pocket', { kind: 'log', source: 'a.log', heading: 'Logs', line: 10 })
    expect(evidenceIn(segment)).toEqual([
      {
        id: 'fair',
        strength: 'strong',
        segment: 'log',
        source: 'a.log',
        heading: 'Logs',
        line: 11,
        text: 'the pocket',
        captures: {},
      },
    ])
  })
})

describe('trackRecords', () => {
  test('are of the signatures with evidence only, in order of id', () => {
    const pack = twoSignaturePack({}, {}, signatureFile('wet-paper'))
    const { trackRecords } = gather(pack, [segmentOf('wet-paper found, lost-badge found')])
    expect(trackRecords.map(({ signature }) => signature.id)).toEqual(['lost-badge', 'wet-paper'])
  })

  test('what speaks against alone is no standing', () => {
    const pack = twoSignaturePack({ against: [clause('at-home', 'strong', 'badge at home')] })
    expect(gather(pack, [segmentOf('badge at home')]).trackRecords).toEqual([])
  })

  test.each([
    [0.05, 1],
    [0.049, 0],
  ])('a textClass of %d without evidence: %i trackRecords', (textClass, count) => {
    expect(gather(twoSignaturePack(), [segmentOf('x')], { 'lost-badge': textClass }).trackRecords).toHaveLength(count)
  })

  test('an unknown textClass is null, a known one is told', () => {
    const { trackRecords } = gather(twoSignaturePack(), [segmentOf('lost-badge found, torn-ticket found')], {
      'torn-ticket': 0.01,
    })
    expect(trackRecords.map(({ textClass }) => textClass)).toEqual([null, 0.01])
  })

  test('a closed condition shuts out textClass too', () => {
    const pack = twoSignaturePack({ 'only-when': [clause('gate', 'strong', 'at the gate')] })
    expect(gather(pack, [segmentOf('x')], { 'lost-badge': 0.9 }).trackRecords).toEqual([])
  })

  test('one that inherits has the evidence of both, for and against', () => {
    const pack = twoSignaturePack(
      { broader: 'torn-ticket', inherits: true, evidence: [clause('own', 'strong', 'badge')] },
      { against: [clause('whole', 'strong', 'ticket is whole')] },
    )
    const [first, second] = gather(pack, [segmentOf('badge, torn-ticket found, ticket is whole')]).trackRecords
    expect(first?.evidence.map(({ id }) => id)).toEqual(['own-line', 'own'])
    expect(first?.against.map(({ id }) => id)).toEqual(['whole'])
    expect(second?.evidence.map(({ id }) => id)).toEqual(['own-line'])
  })
})

describe('counter-signs', () => {
  const signs = sharedFile('counter-signs.yaml', {
    holiday: { title: 'Closed', evidence: [clause('closed', 'strong', 'bank holiday')] },
    strike: {
      title: 'Strike',
      evidence: [clause('strike', 'strong', 'on strike'), clause('picket', 'strong', 'picket')],
    },
  })

  test('are told once each, and to a signature only those that it names', () => {
    const pack = twoSignaturePack({ 'not-when': ['strike'] }, { 'not-when': ['holiday', 'strike'] }, signs)
    const findings = gather(pack, [segmentOf('lost-badge found, torn-ticket found, on strike, picket')])
    expect(findings.counterSigns).toEqual(['strike'])
    expect(findings.trackRecords.map(({ counterSigns }) => counterSigns)).toEqual([['strike'], ['strike']])
    const holiday = gather(pack, [segmentOf('lost-badge found, torn-ticket found, bank holiday')])
    expect(holiday.trackRecords.map(({ counterSigns }) => counterSigns)).toEqual([[], ['holiday']])
  })
})

test('topic and messages without a class are kept apart from the signatures', () => {
  const pack = twoSignaturePack(
    {},
    {},
    sharedFile('topic.yaml', { ask: 'Which door?', evidence: [clause('door', 'strong', 'the door')] }),
    sharedFile('generic-messages.yaml', [
      { id: 'keep-out', regex: 'keep out', says: 'x', ask: 'y' },
      { id: 'no-entry', regex: 'no entry', says: 'x', ask: 'y' },
    ]),
  )
  const findings = gather(pack, [segmentOf('no entry at the door'), segmentOf('keep out')])
  expect(findings.trackRecords).toEqual([])
  expect(findings.topic.map(({ id }) => id)).toEqual(['door'])
  expect(findings.generic.map(({ id }) => id)).toEqual(['no-entry', 'keep-out'])
})
