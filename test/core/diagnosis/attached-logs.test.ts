import { describe, expect, test } from 'vitest'
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { SHIPPED as pack } from '../../support/shipped.ts'

/** A login that ends at the token endpoint. */
const BROKEN = [
  '10.0.0.1 - - [12/Mar/2026:08:00:00 +0000] "POST /mcp HTTP/1.1" 401 0',
  '10.0.0.1 - - [12/Mar/2026:08:00:01 +0000] "GET /.well-known/oauth-authorization-server HTTP/1.1" 200 812',
  '10.0.0.1 - - [12/Mar/2026:08:00:02 +0000] "POST /token HTTP/1.1" 400 41',
  '{"error":"invalid_grant"}',
].join('\n')

/** A challenge, as every login begins with. */
const CHALLENGE = [
  '> POST /mcp HTTP/2',
  '< HTTP/2 401',
  '< www-authenticate: Bearer resource_metadata="https://mcp.elm.example/.well-known/oauth-protected-resource"',
  '{"error":"unauthorized"}',
].join('\n')

const OTHER = {
  title: 'Dates in the exported table are one day off',
  body: 'The table in the app shows 4 May. The exported file shows 3 May for the same row. All rows are affected, and the time zone of the machine is Europe/Vienna. The version before exported the right dates.',
}

/** Something fails that a login can be the reason of. */
const SYNC = {
  title: 'Sync stopped working',
  body: 'Since this morning the folder is not synced any more. The symbol stays grey on both machines. I restarted the program and the machine, and nothing has changed since then. The version is the newest one.',
}

function diagnoseWith(report: { title: string; body: string }, ...logs: readonly string[]) {
  const attachments = logs.map((text, at) => ({ name: `app-${at}.log`, text }))
  return diagnose(readReport({ ...report, attachments }), pack)
}

describe('a log with a login that breaks', () => {
  test('is the cause of a report that leaves it to the log', () => {
    expect(diagnoseWith({ title: 'Login fails', body: 'Log attached.' }, BROKEN).decision).toBe('assert')
    expect(diagnoseWith({ title: 'Does not work', body: 'Log attached.' }, BROKEN).decision).toBe('assert')
  })

  test('is the cause of a report without any words', () => {
    expect(diagnoseWith({ title: '', body: '' }, BROKEN).decision).toBe('assert')
  })

  test('makes no login of a report that is plainly about something else', () => {
    expect(diagnoseWith(OTHER, BROKEN)).toMatchObject({ decision: 'silent', reason: 'not-auth' })
  })

  test('is asked about if a few words, about something else, leave it to the log', () => {
    expect(diagnoseWith({ title: OTHER.title, body: 'Log attached.' }, BROKEN).decision).toBe('ask')
    expect(diagnoseWith({ title: OTHER.title, body: 'Log attached.' }, CHALLENGE).decision).toBe('silent')
  })

  test('is asked about, and not asserted, if no word of the report names it', () => {
    expect(diagnoseWith(SYNC, BROKEN).decision).toBe('ask')
  })

  test('is asked about if the reporter pasted another failure', () => {
    const pasted = { title: 'Does not work', body: 'Log attached.\n\n```\nError: Connection closed\n```\n' }
    expect(diagnoseWith(pasted, BROKEN).decision).toBe('ask')
  })

  test.each(['The program shows 400 at the end.', 'It says invalid_grant at the end.'])(
    'is the cause if the reporter names its status or error: %s',
    (words) => {
      expect(diagnoseWith({ ...SYNC, body: `${SYNC.body} ${words}` }, BROKEN)).toMatchObject({
        decision: 'assert',
        signature: 'token-exchange-failure',
      })
    },
  )
})

describe('a log without a login that breaks', () => {
  test('makes no login of a report about something else', () => {
    expect(diagnoseWith(OTHER, CHALLENGE).decision).toBe('silent')
    expect(diagnoseWith(SYNC, CHALLENGE).decision).toBe('silent')
  })

  test('leaves a report about a login as it is', () => {
    const report = {
      title: 'Login fails',
      body: 'The browser comes back and the program still says that I am signed out.',
    }
    expect(diagnoseWith(report, CHALLENGE).decision).toBe('ask')
  })

  test('still counts if a line in it names a cause', () => {
    const log = '08:00:01 ERROR org.freedesktop.Secret.Error.IsLocked: Cannot store the token in the keyring'
    expect(diagnoseWith(SYNC, log).decision).not.toBe('silent')
  })
})

test('a log that the reporter pasted is part of what they tell', () => {
  const pasted = { title: SYNC.title, body: `${SYNC.body}\n\n\`\`\`\n${BROKEN}\n\`\`\`\n` }
  expect(diagnoseWith(pasted).decision).toBe('assert')
})
