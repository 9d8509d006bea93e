import { describe, expect, test } from 'vitest'
import { collectEvidence } from '../../../src/core/diagnosis/collect-evidence.ts'
import { passagesOf } from '../../../src/core/diagnosis/passages.ts'
import { scanReport } from '../../../src/core/diagnosis/read-hits.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { loadPack } from '../../../src/core/signatures/load.ts'
import { sharedFile, signatureFile, twoSignatures } from '../../support/packs.ts'

const PACK = loadPack([
  ...twoSignatures({
    ask: [
      {
        text: 'Which colour?',
        'answered-by': [{ id: 'colour', in: ['any'], strength: 'supporting', regex: 'the badge is red' }],
      },
      { text: 'Which size?' },
    ],
  }),
  sharedFile('boilerplate.yaml', [{ id: 'banner', regex: ['welcome to the lobby'] }]),
])

const scan = (body: string, attachments: readonly { name: string; text: string }[] = [], title = 'Report') =>
  scanReport(readReport({ title, body, attachments: [...attachments] }), PACK)

const moods = (body: string, title?: string) => scan(body, [], title).hits.map(({ reading }) => reading.mood)

function evidence(body: string) {
  return collectEvidence(scan(body), { probabilities: new Map(), brevity: 0 }, PACK).signatureMatches
}

describe('a match', () => {
  test('on a line of boilerplate does not count', () => {
    expect(moods('```\nwelcome to the lobby: lost-badge found?\n```')).toEqual(['boilerplate'])
    expect(evidence('```\nwelcome to the lobby: lost-badge found?\n```')).toEqual([])
  })

  test('on another line than the boilerplate counts', () => {
    expect(moods('```\nwelcome to the lobby\nlost-badge found\n```')).toEqual(['stated'])
  })

  test('in a request is an example, except in an attached log', () => {
    const request = 'Add a light'
    expect(moods('Say lost-badge found in red.', request)).toEqual(['example'])
    const attachment = { name: 'run.log', text: 'lost-badge found' }
    expect(scan('Please add a light.', [attachment], request).hits.map(({ reading }) => reading.mood)).toEqual([
      'stated',
    ])
  })

  test('that is denied does not hide a later one that is not', () => {
    const [match] = evidence('There is no lost-badge found here.\n\nSince today: lost-badge found again.')
    expect(match?.evidence).toMatchObject([{ strength: 'decisive', reading: { mood: 'stated' } }])
  })

  test('that is only expected supports', () => {
    const [match] = evidence('It should print lost-badge found.')
    expect(match?.evidence).toMatchObject([{ strength: 'supporting', reading: { mood: 'expected' } }])
  })
})

describe('the question of a signature', () => {
  const questionFor = (body: string) => evidence(body).find(({ signature }) => signature.id === 'lost-badge')?.question

  test('is the first one', () => {
    expect(questionFor('lost-badge found')).toBe('Which colour?')
  })

  test('is the next one if the report answers the first', () => {
    expect(questionFor('lost-badge found, the badge is red')).toBe('Which size?')
  })
})

describe('the text classifier reads', () => {
  const read = (body: string, attachments: readonly { name: string; text: string }[] = []) => {
    return passagesOf(scan(body, attachments)).map(({ text }) => text)
  }

  test('what people wrote, and the lines around evidence in a log', () => {
    const noise = (word: string) => Array.from({ length: 50 }, (_, at) => `${word} ${at}`)
    const text = [...noise('before'), 'lost-badge found', ...noise('after')].join('\n')
    expect(read('It fails.', [{ name: 'a.log', text }])).toEqual([
      'Report',
      'It fails.',
      'before 49\nlost-badge found\nafter 0',
    ])
  })

  test('nothing of a login that went through, even if a clause says so', () => {
    const pack = loadPack([
      ...twoSignatures(),
      signatureFile('idle-gate', {
        evidence: [{ id: 'through', in: ['any'], strength: 'strong', flow: { reached: 'first-request' } }],
      }),
    ])
    const text = 'POST https://id.example/token 200\nPOST https://api.example/mcp 200\n'
    const report = readReport({ title: 'Report', body: 'It fails.', attachments: [{ name: 'a.log', text }] })
    const scanned = scanReport(report, pack)
    expect(scanned.hits.map(({ owned }) => owned.clause.id)).toContain('through')
    expect(passagesOf(scanned).map((it) => it.text)).toEqual(['Report', 'It fails.'])
  })

  test('nothing of a log without evidence', () => {
    expect(read('It fails.', [{ name: 'a.log', text: 'all is well\n'.repeat(500) }])).toEqual(['Report', 'It fails.'])
  })

  test('no sentence about another report, unless the report tells a failure of its own', () => {
    const [, told = ''] = read('A typo in a label. See also #12 ("lost-badge found").')
    expect(told.trim()).toBe('A typo in a label.')
    const own = 'It says lost-badge found. See also #12 ("lost-badge found").'
    expect(read(own)).toEqual(['Report', own])
  })

  test('no quotation of what somebody else wrote', () => {
    expect(read('> @ana wrote: lost-badge found\n\nA typo.').join('|')).toBe('Report|A typo.')
  })

  test('no lines that a product prints every time', () => {
    const boilerplate = sharedFile('boilerplate.yaml', [{ id: 'menu', regex: ['Choose a door'] }])
    const report = readReport({ title: 'Report', body: 'I see:\n\n Choose a door:\n the red one\n', attachments: [] })
    const told = passagesOf(scanReport(report, loadPack([...twoSignatures(), boilerplate]))).map((it) => it.text)
    expect(told.join(' ')).toContain('the red one')
    expect(told.join(' ')).not.toContain('Choose')
  })

  test('no style sheet or script of a pasted page', () => {
    const page = 'Answer: <html><head><style>body{color:red}</style></head>Sorry<script>let token = 1'
    expect(read(page).join(' ')).not.toMatch(/color|let token/)
  })

  test('a bounded part of a line that is megabytes long', () => {
    const text = `${'x '.repeat(500_000)}lost-badge found${' y'.repeat(500_000)}`
    expect(read('', [{ name: 'a.log', text }]).join('').length).toBeLessThan(1_000)
  })
})
