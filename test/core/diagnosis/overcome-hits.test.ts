import { describe, expect, test } from 'vitest'
import { scanReport } from '../../../src/core/diagnosis/read-hits.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { loadPack } from '../../../src/core/signatures/load.ts'
import { signatureFile } from '../../support/packs.ts'

const line = (id: string, regex: string) => ({ id, in: ['any'], strength: 'decisive', regex })
const PACK = loadPack([
  signatureFile('lost-badge', { evidence: [line('badge', 'badge is lost')] }),
  signatureFile('torn-ticket', { evidence: [line('ticket', 'ticket is torn')] }),
  signatureFile('jammed-gate', { evidence: [line('gate', 'gate is jammed')] }),
])

/** The moods of the failures in a log. */
function moods(log: readonly string[], title = 'Login fails') {
  const report = readReport({ title, body: `\`\`\`\n${log.join('\n')}\n\`\`\``, attachments: [] })
  return Object.fromEntries(scanReport(report, PACK).hits.map(({ owned, reading }) => [owned.clause.id, reading.mood]))
}

describe('a failure whose line says what the program does instead', () => {
  test('is overcome by a later failure', () => {
    expect(moods(['WARN badge is lost, falling back to paper', 'ERROR gate is jammed'])).toEqual({
      badge: 'cured',
      gate: 'stated',
    })
  })

  test('is the present one if no other follows', () => {
    expect(moods(['ERROR gate is jammed', 'WARN badge is lost, falling back to paper'])).toEqual({
      badge: 'stated',
      gate: 'stated',
    })
  })
})

describe('a failure at a host', () => {
  const first = 'GET https://door.example/in: badge is lost'

  test('is overcome if the host answers before a later failure', () => {
    expect(moods([first, 'GET https://door.example/in 200', 'gate is jammed'])).toMatchObject({ badge: 'cured' })
  })

  test.each([
    ['another host answers', 'GET https://window.example/in 200'],
    ['the host refuses', 'GET https://door.example/in 200: error'],
  ])('stays if %s', (_, between) => {
    expect(moods([first, between, 'gate is jammed'])).toMatchObject({ badge: 'stated' })
  })
})

describe('a failure of a command', () => {
  const first = ['$ badge show', 'badge is lost']

  test('only supports if the script goes on with a command that fails, too', () => {
    expect(moods([...first, '$ gate open', 'gate is jammed'])).toEqual({ badge: 'explained', gate: 'stated' })
  })

  test('counts if no other command follows, or if it comes back', () => {
    expect(moods([...first, 'gate is jammed'])).toMatchObject({ badge: 'stated' })
    expect(moods([...first, '$ gate open', 'gate is jammed', 'badge is lost'])).toMatchObject({ badge: 'stated' })
  })
})

test('how a failure ends is not looked for in the whole rest of a long log', () => {
  const rest = Array.from({ length: 1_000 }, (_, at) => `the next line of the log is number ${at}`)
  expect(moods(['badge is lost', ...rest, '$ gate open', 'gate is jammed'])).toMatchObject({ badge: 'stated' })
  const url = 'https://door.example/in'
  expect(moods([`${url}: badge is lost`, 'x'.repeat(25_000), `${url} 200`, 'gate is jammed'])).toMatchObject({
    badge: 'stated',
  })
})

describe('a failure of another part of the program', () => {
  const log = ['ERROR [weather] badge is lost', 'ERROR [calendar] gate is jammed']

  test('only supports if the title names the part of another failure', () => {
    expect(moods(log, 'Calendar stopped')).toEqual({ badge: 'explained', gate: 'stated' })
  })

  test('counts if the title names no part, or both', () => {
    expect(moods(log, 'It stopped')).toEqual({ badge: 'stated', gate: 'stated' })
    expect(moods(log, 'Calendar and weather stopped')).toEqual({ badge: 'stated', gate: 'stated' })
  })

  test('a level in brackets is no part', () => {
    expect(moods(['[error] badge is lost', '[warn] [calendar] gate is jammed'], 'Calendar stopped')).toMatchObject({
      badge: 'stated',
    })
  })
})
