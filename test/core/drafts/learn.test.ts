import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type LearnedReport, learnDrafts } from '../../../src/core/drafts/learn.ts'
import { digestReport, type ReportDigest } from '../../../src/core/duplicates/digest.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { loadPack } from '../../../src/core/signatures/load.ts'
import { diagnoseText, sharedFile, signatureFile, twoSignaturePack, twoSignatures } from '../../support/packs.ts'

const pack = twoSignaturePack()

/** A report as the store keeps it, with the given probability of being about authentication. */
function stored(number: number, line: string, fields: Partial<ReportDigest> = {}): LearnedReport {
  const body = `It fails.\n\n\`\`\`\n${line}\n\`\`\`\n`
  const report = readReport({ title: `Report ${number}`, body, attachments: [] })
  const digest = { ...digestReport(report, diagnoseText(body, pack)), topic: 0.9, ...fields }
  return { id: `#${number}`, author: `person-${number}`, digest }
}
const bent = (number: number, fields?: Partial<ReportDigest>) =>
  stored(number, `error ${number}: the badge reader refused a bent ticket: n${number}-user`, fields)
const three = [bent(1), bent(2), bent(3)]
const asserted = { cause: { signature: 'lost-badge', confidence: 1, asserted: true, captures: {} } }

describe('a draft', () => {
  const { drafts, unexplained, others } = learnDrafts([...three, stored(4, 'all is well', { topic: 0.1 })], pack)

  test('is a signature file with the pattern, the reports as examples, and a near miss of the nearest', () => {
    expect({ unexplained, others, count: drafts.length }).toEqual({ unexplained: 3, others: 1, count: 1 })
    const file = parse(drafts[0]?.text ?? '')
    expect(file.evidence[0].regex).toContain('badge reader refused a bent ticket')
    expect(file.evidence[0].regex).toContain('(?<value>')
    expect(file.examples.map((it: { name: string }) => it.name)).toEqual([
      'report #1',
      'report #2',
      'report #3',
      'near miss: lost-badge, own',
    ])
    expect(file.status).toBe('experimental')
  })

  test('says what it was made from and what it finds', () => {
    expect(drafts[0]?.text).toContain('from 3 reports by 3 people: #1, #2, #3.')
    expect(drafts[0]?.text).toContain('finds 3 of them, and 0 of 1 others')
  })

  test('loads into the pack, and then finds its reports', () => {
    const [draft] = drafts
    const files = [...twoSignatures(), { path: `${draft?.id}.yaml`, text: draft?.text ?? '' }]
    const loaded = loadPack(files)
    const { ranked } = diagnoseText('error 9: the badge reader refused a bent ticket: n9-user', loaded)
    expect(ranked[0]?.signature).toBe(draft?.id)
  })
})

describe('no draft is made', () => {
  test('from reports whose cause was asserted, or that are not about authentication', () => {
    expect(
      learnDrafts(
        three.map(({ id, author, digest }) => ({ id, author, digest: { ...digest, ...asserted } })),
        pack,
      ).drafts,
    ).toEqual([])
    expect(
      learnDrafts([bent(1, { topic: 0.2 }), bent(2, { topic: 0.2 }), bent(3, { topic: 0.2 })], pack).drafts,
    ).toEqual([])
  })

  test('if its clause also finds a report with another cause', () => {
    expect(learnDrafts([...three, bent(4, asserted)], pack).drafts).toEqual([])
  })

  test('if its clause also finds an example of an existing signature', () => {
    const line = 'error 0: the badge reader refused a bent ticket: n0-user'
    const examples = [
      { name: 'own', report: `lost-badge found\n${line}` },
      { name: 'near miss', report: 'torn-ticket found', expect: { signature: 'torn-ticket' } },
    ]
    expect(learnDrafts(three, twoSignaturePack({ examples })).drafts).toEqual([])
  })

  test('from a message that the pack lists as generic', () => {
    const generic = sharedFile('generic-messages.yaml', [
      { id: 'bent', says: 'the badge reader refused', regex: 'the badge reader refused', ask: 'What did it say?' },
    ])
    expect(learnDrafts(three, twoSignaturePack({}, {}, generic)).drafts).toEqual([])
  })
})

test('an id that the pack already has is not used again', () => {
  const [draft] = learnDrafts(three, pack).drafts
  const taken = signatureFile(draft?.id ?? '', {
    'confused-with': [{ id: 'lost-badge', tell: 'a badge is lost' }],
    evidence: [{ id: 'own-line', in: ['any'], strength: 'decisive', regex: 'quite another line' }],
    examples: [
      { name: 'own', report: 'quite another line' },
      { name: 'near miss', report: 'lost-badge found', expect: { signature: 'lost-badge' } },
    ],
  })
  expect(learnDrafts(three, twoSignaturePack({}, {}, taken)).drafts[0]?.id).toBe(`${draft?.id}-2`)
})
