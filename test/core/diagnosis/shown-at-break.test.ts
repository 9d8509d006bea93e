import { describe, expect, test } from 'vitest'
import { shippedPack } from '../../../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../../../src/adapters/pack-folder.ts'
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts'
import type { Candidate, Evidence } from '../../../src/core/diagnosis/diagnosis.ts'
import { SHIPPED_PARAMETERS } from '../../../src/core/diagnosis/model-parameters.ts'
import { isShownAtBreak, saysLittle } from '../../../src/core/diagnosis/shown-at-break.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { loadPack } from '../../../src/core/signatures/load.ts'

const FLOW = {
  reached: 'server-metadata',
  broken: {
    stage: 'client-id',
    side: 'authorization-server',
    status: 403,
    error: null,
    segment: 'login.log',
    line: 10,
  },
} as const

function shown(fields: Partial<Evidence>) {
  const evidence = { strength: 'decisive', segment: 'log', source: 'login.log', line: 10, ...fields } as Evidence
  return isShownAtBreak({ evidence: [evidence] } as unknown as Candidate, FLOW)
}

describe('the line at which the login broke', () => {
  test.each<[string, Partial<Evidence>]>([
    ['itself', {}],
    ['the reason above it', { line: 8 }],
    ['the reason below it', { line: 12 }],
  ])('decides: %s', (_, fields) => {
    expect(shown(fields)).toBe(true)
  })

  test.each<[string, Partial<Evidence>]>([
    ['a line further away', { line: 13 }],
    ['another file', { source: 'other.log' }],
    ['what only supports', { strength: 'supporting' }],
    ['what a person says', { segment: 'prose' }],
  ])('does not decide by %s', (_, fields) => {
    expect(shown(fields)).toBe(false)
  })

  test('is nowhere in a login that did not break', () => {
    const candidate = { evidence: [{ strength: 'decisive', segment: 'log' }] } as unknown as Candidate
    expect(isShownAtBreak(candidate, { reached: 'token', broken: null })).toBe(false)
  })
})

test.each([
  [true, 'Log attached.'],
  [true, `Log:\n\n\`\`\`\n${'one more line of the log '.repeat(30)}\n\`\`\``],
  [false, 'The picture is too small on my screen. '.repeat(3)],
  [false, '候选框总是出现在屏幕左下角'.repeat(20)],
])('says little: %s', (expected, body) => {
  expect(saysLittle(readReport({ title: 'Report', body, attachments: [] }))).toBe(expected)
})

describe('with the shipped signatures', async () => {
  const pack = loadPack(await readPackFolder(shippedPack()))
  const LOG =
    'POST /mcp 401\nGET /.well-known/oauth-protected-resource/mcp 404\nGET /.well-known/oauth-protected-resource 200\nGET /.well-known/oauth-authorization-server 200\n'
  const answer = (title: string, body: string, log: string) =>
    diagnose(readReport({ title, body, attachments: [{ name: 'login.log', text: log }] }), pack)

  test('a short report is answered by its log', () => {
    const { decision, signature } = answer('Login fails', 'Log attached.', `${LOG}POST /register 405`)
    expect([decision, signature]).toEqual(['assert', 'registration-unsupported'])
  })

  test('a threshold that a repository raises holds for a log, too', () => {
    const report = readReport({
      title: 'Login fails',
      body: 'Log attached.',
      attachments: [{ name: 'login.log', text: `${LOG}POST /register 405` }],
    })
    const thresholds = { ...SHIPPED_PARAMETERS.thresholds, assertDecisive: 0.9 }
    expect(diagnose(report, pack, { ...SHIPPED_PARAMETERS, thresholds }).decision).toBe('ask')
  })

  test('a limit at a stage is no evidence that the stage refuses', () => {
    expect(answer('Login fails', 'Log attached.', `${LOG}POST /register 429`).signature).toBeNull()
  })

  test('words do not place a failure at a stage that the log shows passed', () => {
    const { ranked } = answer('Login fails', 'Log attached.', `${LOG}POST /register 405`)
    expect(ranked.map(({ signature }) => signature)).not.toContain('discovery-failure')
  })

  test('a title does not outweigh a log in which calls go through', () => {
    const log = 'POST /mcp 200\nGET /.well-known/oauth-protected-resource 404\nPOST /mcp 200'
    expect(answer('Our server has no protected resource metadata', 'A tool says so.', log).decision).not.toBe('assert')
  })
})
