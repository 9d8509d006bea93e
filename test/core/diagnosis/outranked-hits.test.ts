import { describe, expect, test } from 'vitest'
import { scanReport } from '../../../src/core/diagnosis/read-hits.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { loadPack } from '../../../src/core/signatures/load.ts'
import { signatureFile } from '../../support/packs.ts'

const flow = { id: 'stage', in: ['any'], strength: 'decisive', flow: { broken: 'token' } }
const line = (id: string, regex: string) => ({ id, in: ['any'], strength: 'decisive', regex })

const PACK = loadPack([
  signatureFile('lost-badge', { evidence: [line('verifier', 'verifier is wrong'), flow] }),
  signatureFile('jammed-gate', { evidence: [{ ...line('wrapper', 'gate program failed'), yields: true }] }),
  signatureFile('torn-ticket', {
    evidence: [line('prompt', 'terminal prompts disabled')],
    against: [line('quiet-mode', 'quiet mode')],
  }),
  signatureFile('broken-exchange', { evidence: [flow] }),
])

/** The clauses found in a log, with their moods. */
function found(...log: readonly string[]) {
  const report = readReport({ title: 'Login fails', body: `\`\`\`\n${log.join('\n')}\n\`\`\``, attachments: [] })
  return scanReport(report, PACK).hits.map(({ owned, reading }) => `${owned.owner}/${owned.clause.id} ${reading.mood}`)
}

const ASKED = 'GET https://id.example/authorize 302'
const REFUSED = 'POST https://id.example/token 400'

describe('where a login broke', () => {
  test('the stage counts if no line gives a reason', () => {
    expect(found(ASKED, REFUSED)).toEqual(['broken-exchange/stage stated', 'lost-badge/stage stated'])
  })

  test('a line that gives the reason counts instead of the stage', () => {
    expect(found(ASKED, `${REFUSED} verifier is wrong`)).toEqual([
      'lost-badge/verifier stated',
      'lost-badge/stage stated',
    ])
  })

  test('its line outranks other lines of the log', () => {
    expect(found('fatal: terminal prompts disabled', ASKED, `${REFUSED} verifier is wrong`)).toContain(
      'torn-ticket/prompt explained',
    )
  })

  test.each(['< verifier is wrong', '  verifier is wrong', 'x-reason: verifier is wrong'])(
    'the details of its response belong to it: %s',
    (detail) => {
      expect(found('fatal: terminal prompts disabled', ASKED, REFUSED, detail)).toContain(
        'torn-ticket/prompt explained',
      )
    },
  )

  test('outranks nothing if it is the only one that shows a login', () => {
    expect(found('fatal: terminal prompts disabled', `${REFUSED} verifier is wrong`)).toContain(
      'torn-ticket/prompt stated',
    )
  })

  test.each(['verifier is wrong', 'INFO: verifier is wrong'])('a line after it does not: %s', (line) => {
    expect(found('fatal: terminal prompts disabled', ASKED, REFUSED, line)).toContain('torn-ticket/prompt stated')
  })
})

describe('a line that wraps another failure', () => {
  test('yields to a line that decides for another signature', () => {
    expect(found('gate program failed: verifier is wrong')).toContain('jammed-gate/wrapper explained')
  })

  test('yields to what the title says', () => {
    const body = '```\ngate program failed\n```'
    const report = readReport({ title: 'Login fails, verifier is wrong', body, attachments: [] })
    const moods = scanReport(report, PACK).hits.map(({ owned, reading }) => `${owned.owner} ${reading.mood}`)
    expect(moods).toContain('jammed-gate explained')
  })

  test('yields in the title to what the description says', () => {
    const report = readReport({ title: 'gate program failed', body: 'The verifier is wrong.', attachments: [] })
    const moods = scanReport(report, PACK).hits.map(({ owned, reading }) => `${owned.owner} ${reading.mood}`)
    expect(moods).toContain('jammed-gate explained')
  })

  test('counts in full when nothing else is said', () => {
    expect(found('gate program failed: exit code 1')).toEqual(['jammed-gate/wrapper stated'])
  })
})

describe('evidence against a cause', () => {
  test('explains the evidence for it that stands in the same log line', () => {
    expect(found('fatal: terminal prompts disabled (quiet mode)')).toContain('torn-ticket/prompt explained')
  })

  test('leaves that of another line', () => {
    expect(found('fatal: terminal prompts disabled', 'running in quiet mode')).toContain('torn-ticket/prompt stated')
  })
})
