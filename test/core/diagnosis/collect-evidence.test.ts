import { describe, expect, test } from 'vitest'
import { type CollectedEvidence, collectEvidence } from '../../../src/core/diagnosis/collect-evidence.ts'
import { scanReport } from '../../../src/core/diagnosis/read-hits.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import type { Segment } from '../../../src/core/report/report.ts'
import type { Pack } from '../../../src/core/signatures/pack.ts'
import { segmentOf, sharedFile, signatureFile, twoSignaturePack } from '../../support/packs.ts'
import { reportOf } from '../../support/reports.ts'

function collect(
  pack: Pack,
  segments: readonly Segment[],
  textClass: Readonly<Record<string, number>> = {},
): CollectedEvidence {
  const result = { probabilities: new Map(Object.entries(textClass)), brevity: 0 }
  return collectEvidence(scanReport(reportOf({ segments }), pack), result, pack)
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
  const evidenceIn = (...segments: readonly Segment[]) => collect(pack, segments).signatureMatches[0]?.evidence ?? []

  test('has one entry per clause, strongest first', () => {
    const text = 'badge, pocket, badge 7 gone, pocket, badge'
    expect(evidenceIn(segmentOf(text), segmentOf(text)).map(({ id }) => id)).toEqual(['sure', 'fair', 'weak'])
  })

  test('quotes the hit with the most captured values', () => {
    const segments = [segmentOf('badge 7 gone', { kind: 'log' }), segmentOf('badge 7 of eve gone')]
    expect(evidenceIn(...segments)[0]?.captures).toEqual({ number: '7', owner: 'eve' })
  })

  test('quotes a log before prose, and the first of equal hits', () => {
    const segments = [
      segmentOf('pocket one'),
      segmentOf('pocket two', { kind: 'log' }),
      segmentOf('pocket three', { kind: 'log' }),
    ]
    expect(evidenceIn(...segments)[0]?.text).toBe('pocket two')
  })

  test('is quoted from below the title, and the match remembers that the title shows it', () => {
    const title = segmentOf('pocket one', { kind: 'title', source: 'title' })
    const match = (...segments: readonly Segment[]) => collect(pack, segments).signatureMatches[0]
    expect(match(title, segmentOf('pocket two'))).toMatchObject({ inTitle: true, evidence: [{ text: 'pocket two' }] })
    expect(match(title)).toMatchObject({ inTitle: true, evidence: [{ text: 'pocket one' }] })
    expect(match(segmentOf('pocket two'))).toMatchObject({ inTitle: false })
  })

  test('for the topic is quoted from below the title, too, and the title is remembered', () => {
    const topic = sharedFile('topic.yaml', { ask: 'Which door?', evidence: [clause('login', 'strong', 'login fails')] })
    const topicPack = twoSignaturePack({}, {}, topic)
    const title = segmentOf('login fails', { kind: 'title', source: 'title' })
    expect(collect(topicPack, [title, segmentOf('the login fails')])).toMatchObject({
      topicInTitle: true,
      topic: [{ segment: 'prose' }],
    })
    expect(collect(topicPack, [segmentOf('the login fails')])).toMatchObject({ topicInTitle: false })
  })

  test('has its location', () => {
    const segment = segmentOf('x\nthe pocket', { kind: 'log', source: 'a.log', heading: 'Logs', line: 10 })
    expect(evidenceIn(segment)).toEqual([
      {
        id: 'fair',
        strength: 'strong',
        reading: { section: 'account', mood: 'stated' },
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

describe('signature matches', () => {
  test('include only signatures with evidence, sorted by id', () => {
    const pack = twoSignaturePack({}, {}, signatureFile('wet-paper'))
    const { signatureMatches } = collect(pack, [segmentOf('wet-paper found, lost-badge found')])
    expect(signatureMatches.map(({ signature }) => signature.id)).toEqual(['lost-badge', 'wet-paper'])
  })

  test('do not include a signature that has only evidence against it', () => {
    const pack = twoSignaturePack({ against: [clause('at-home', 'strong', 'badge at home')] })
    expect(collect(pack, [segmentOf('badge at home')]).signatureMatches).toEqual([])
  })

  test.each([
    [0.05, 1],
    [0.049, 0],
  ])('for a classifier probability of %d and no evidence: %i', (textClass, count) => {
    expect(collect(twoSignaturePack(), [segmentOf('x')], { 'lost-badge': textClass }).signatureMatches).toHaveLength(
      count,
    )
  })

  test('have the classifier probability, or null when it is unknown', () => {
    const { signatureMatches } = collect(twoSignaturePack(), [segmentOf('lost-badge found, torn-ticket found')], {
      'torn-ticket': 0.01,
    })
    expect(signatureMatches.map(({ textClass }) => textClass)).toEqual([null, 0.01])
  })

  test('do not include a signature whose `only-when` is not met, whatever the classifier says', () => {
    const pack = twoSignaturePack({ 'only-when': [clause('gate', 'strong', 'at the gate')] })
    expect(collect(pack, [segmentOf('x')], { 'lost-badge': 0.9 }).signatureMatches).toEqual([])
  })

  test('include inherited evidence, for and against', () => {
    const pack = twoSignaturePack(
      { broader: 'torn-ticket', inherits: true, evidence: [clause('own', 'strong', 'badge')] },
      { against: [clause('whole', 'strong', 'ticket is whole')] },
    )
    const [first, second] = collect(pack, [segmentOf('badge, torn-ticket found, ticket is whole')]).signatureMatches
    expect(first?.evidence.map(({ id }) => id)).toEqual(['own-line', 'own'])
    expect(first?.against.map(({ id }) => id)).toEqual(['whole'])
    expect(second?.evidence.map(({ id }) => id)).toEqual(['own-line'])
  })
})

describe('counter-signs', () => {
  const counterSigns = sharedFile('counter-signs.yaml', {
    holiday: { title: 'Closed', evidence: [clause('closed', 'strong', 'bank holiday')] },
    strike: {
      title: 'Strike',
      evidence: [clause('strike', 'strong', 'on strike'), clause('picket', 'strong', 'picket')],
    },
  })

  test('are listed once each, and for a signature only if it names them', () => {
    const pack = twoSignaturePack({ 'not-when': ['strike'] }, { 'not-when': ['holiday', 'strike'] }, counterSigns)
    const collected = collect(pack, [segmentOf('lost-badge found, torn-ticket found, on strike, picket')])
    expect(collected.counterSigns).toEqual(['strike'])
    expect(collected.signatureMatches.map(({ counterSigns }) => counterSigns)).toEqual([['strike'], ['strike']])
    const holiday = collect(pack, [segmentOf('lost-badge found, torn-ticket found, bank holiday')])
    expect(holiday.signatureMatches.map(({ counterSigns }) => counterSigns)).toEqual([[], ['holiday']])
  })
})

test('a counter-sign in the log line that names a cause does not count', () => {
  const strike = { title: 'Strike', evidence: [clause('strike', 'strong', 'on strike')] }
  const pack = twoSignaturePack({}, {}, sharedFile('counter-signs.yaml', { strike }))
  const log = (text: string) => collect(pack, [segmentOf(text, { kind: 'log' })]).counterSigns
  expect(log('lost-badge found, on strike')).toEqual([])
  expect(log('lost-badge found\non strike')).toEqual(['strike'])
})

test('topic evidence and generic messages are separate from the signatures', () => {
  const pack = twoSignaturePack(
    {},
    {},
    sharedFile('topic.yaml', { ask: 'Which door?', evidence: [clause('door', 'strong', 'the door')] }),
    sharedFile('generic-messages.yaml', [
      { id: 'keep-out', regex: 'keep out', says: 'x', ask: 'y' },
      { id: 'no-entry', regex: 'no entry', says: 'x', ask: 'y' },
    ]),
  )
  const collected = collect(pack, [segmentOf('no entry at the door'), segmentOf('keep out')])
  expect(collected.signatureMatches).toEqual([])
  expect(collected.topic.map(({ id }) => id)).toEqual(['door'])
  expect(collected.generic.map(({ id }) => id)).toEqual(['no-entry', 'keep-out'])
})

describe('a counter-sign in passing, beside a log that names a cause', () => {
  const strike = { title: 'A strike', evidence: [clause('strike', 'strong', 'on strike')] }
  const pack = twoSignaturePack(
    { evidence: [clause('sure', 'decisive', 'badge gone')] },
    {},
    sharedFile('counter-signs.yaml', { strike }),
  )

  function counterSignsIn(title: string, prose: string) {
    const body = `${prose}\n\n\`\`\`\nError: badge gone\n\`\`\``
    const scanned = scanReport(readReport({ title, body, attachments: [] }), pack)
    return collectEvidence(scanned, { probabilities: new Map(), brevity: 0 }, pack).counterSigns
  }

  test('does not count if the title tells a failure', () => {
    expect(counterSignsIn('The gate fails', 'They were on strike.')).toEqual([])
  })

  test.each([
    ['the title tells none', 'The gate', 'They were on strike.'],
    ['something is asked for', 'Add a gate that never fails', 'They were on strike.'],
    ['it stands in the title', 'The gate fails on strike', 'It is red.'],
  ])('counts if %s', (_, title, prose) => {
    expect(counterSignsIn(title, prose)).toEqual(['strike'])
  })
})
