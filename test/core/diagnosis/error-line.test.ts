import { describe, expect, test } from 'vitest'
import { errorLineOf } from '../../../src/core/diagnosis/error-line.ts'
import { readReport } from '../../../src/core/report/read-report.ts'

const lineOf = (body: string, title = 'It fails') =>
  errorLineOf(readReport({ title, body, attachments: [] }))?.words ?? null

describe('the line that shows the failure', () => {
  test.each([
    [
      'a printed one, without its time and level',
      '```\n2026-01-28 10:02:11 WARN Failed to fetch user info: Bad credentials\n```',
      'Failed to fetch user info: Bad credentials',
    ],
    [
      'the message of a line that is written as keys and values',
      '```\ntime="2025-09-21T15:18:16.436+02:00" level=ERROR msg="Failed to authorize the MCP client"\n```',
      'Failed to authorize the MCP client',
    ],
    [
      'a printed one, without the line of the source',
      '```\n~/.local/share/nvim/lazy/chat.nvim/lua/chat/client.lua:396: Failed to get a token\n```',
      'Failed to get a token',
    ],
    [
      'one in running text',
      'I get Error: Token refresh failed: 401 every time',
      'I get Error: Token refresh failed: 401 every time',
    ],
    [
      'one in running text whose error has a name of its own',
      'signInWithPopup returns FirebaseError: Firebase: Error (auth/unauthorized-domain).',
      'FirebaseError: Firebase: Error auth/unauthorized-domain',
    ],
    [
      'what a page says, whatever it says',
      'Slack shows: "Something has gone awry over here"',
      'Something has gone awry over here',
    ],
    [
      'the first of several',
      '```\nok\nlogin was denied by the host\nlogin failed for the host\n```',
      'login was denied by the host',
    ],
    [
      'one about a login, before one about anything else',
      '```\nproduction.ERROR: Return value of delete() must not be null\n```\nThen the page says "Invalid token" and reloads.',
      'Invalid token',
    ],
    [
      'what a page says, although the closing mark is missing',
      'Sign-in stops with the message "Something has gone awry over here.',
      'Something has gone awry over here',
    ],
    ['a line behind a colon', 'Since today:\n\nLogin was denied by the host', 'Login was denied by the host'],
    [
      'what an error is said to be',
      'Sign-in ends. The error is: Invalid authorization for it',
      'Invalid authorization for it',
    ],
    [
      'a message behind words that call it one',
      'The page shows this message\n\n> This app may be closed now',
      'This app may be closed now',
    ],
    ['a message in italics', 'It fails with: _Invalid login for this registry_', 'Invalid login for this registry'],
    [
      'a long message in quotation marks',
      `It says "Login failed ${'because of that '.repeat(10)}now" again.`,
      /^Login failed because of that/,
    ],
    ['what a program fails with, in two words', 'Each sign-in fails with "Unexpected: (pii)".', 'Unexpected: pii'],
    ['a word that is a code', 'Authorization ends with the following error: server_error', 'server_error'],
    [
      'a message on a line of its own',
      'Latest version.\n\nLogin refused: badge "b12" is not known\n\nIt is new.',
      'Login refused: badge b12 is not known',
    ],
    [
      'what an error message is said to be, whatever it says',
      'Error message: The lodge is closed. Please open the lodge first.',
      'The lodge is closed. Please open the lodge first',
    ],
    [
      'a line that says where a program failed',
      'Since then:\n\nFailed to load the index from https://host.example/index now',
      /^Failed to load the index/,
    ],
    [
      'without the tags of a page',
      '```\n<h1>403 Forbidden</h1>\n<p>You are denied here</p>\n```',
      /^(?:403 Forbidden|You are denied here)$/,
    ],
    [
      'one that begins with a word like a level',
      '```\n[5476] Error handling message: Could not get the badge\n```',
      'Error handling message: Could not get the badge',
    ],
    [
      'the message of a structured line',
      '```\n{"requestId": "a1", "resultCode": 1100, "message": "The session of the badge has expired"}\n```',
      'The session of the badge has expired',
    ],
    ['a message in another language', '提示：\n\n登录 验证 失败', '登录 验证 失败'],
  ])('is %s', (_, body, expected) => {
    expect(lineOf(body)).toMatch(expected)
  })

  test.each([
    ['nothing failed', 'I would like to sign in with a picture.'],
    ['a line has a level only', '```\nERROR 500\n```'],
    ['it is what should happen', '### Expected behavior\n\n```\nlogin was denied by the host\n```'],
    [
      'a page says that the login went through',
      'The browser says "You can close this page now", and I am still outside.',
    ],
    ['a list of steps follows the colon', 'What I did:\n\n1. Opened the login that failed\n2. Waited'],
    ['the reporter goes on after the colon', 'What is odd:\n\nWe cannot sign in with the old account.'],
    [
      'no program would write what follows the colon',
      'Idea:\n\nThe server could refuse, so that the login fails fast.',
    ],
    ['what follows the error is something else', 'Then I get an error\n\nWhat can be done about it?'],
    ['the form asks for it', '```\nPaste here the error message you have received\n```'],
  ])('is unknown if %s', (_, body) => {
    expect(lineOf(body)).toBeNull()
  })

  test.each([
    ['[frogtracker] Login failed: no badge on the page', 'Login failed: no badge on the page'],
    ['Request of a badge returned unexpected result: 404', 'Request of a badge returned unexpected result: 404'],
    ['Badges of this kind are no longer supported by this gate', /no longer supported/],
  ])('is the title if that is the message: %s', (title, expected) => {
    expect(lineOf('It is so since Monday.', title)).toMatch(expected)
  })

  test.each(['My login failed: what now', 'Unable to sign in with a badge', 'Login failed'])(
    'is not the title that a person worded: %s',
    (title) => {
      expect(lineOf('It is so since Monday.', title)).toBeNull()
    },
  )

  test.each([
    ['```\nlogin failed: 403\n```', { hasStatus: true, hasBody: false }],
    ['```\nlogin failed: 403\n{"message": "no badge"}\n```', { hasStatus: true, hasBody: true }],
    ['```\nlogin failed for the host\n```', { hasStatus: false, hasBody: false }],
  ])('comes with the status and the body that the report shows: %s', (body, expected) => {
    expect(errorLineOf(readReport({ title: 'It fails', body, attachments: [] }))).toMatchObject(expected)
  })

  test('has nothing that a shell or Markdown would act on, and ends at a word', () => {
    const line = lineOf(
      `\`\`\`\nerror: cannot run \`rm -rf\` $(id) <b>{{host}}</b> @octocat ${'word '.repeat(60)}\n\`\`\``,
    )
    expect(line).toMatch(/^cannot run rm -rf id host octocat (?:word )+…$/)
    expect(line).not.toMatch(/[`$<>{}@()]/)
    expect((line ?? '').length).toBeLessThan(100)
  })

  test('is found in linear time', () => {
    const started = performance.now()
    lineOf(`\`\`\`\n${'says "'.repeat(20_000)}\n\`\`\``)
    lineOf(`${'says "a '.repeat(8_000)}`)
    expect(performance.now() - started).toBeLessThan(3_000)
  })
})

test.each([
  ['a log with lines above it', '```\nstart\nconnect\nask\nlogin failed for the host\n```', true],
  ['a log that starts with it', '```\nlogin failed for the host\nstart\nconnect\n```', false],
  ['running text', 'I get Error: Token refresh failed: 401 every time', false],
])('the line is shown with what led to it in %s', (_, body, hasContext) => {
  expect(errorLineOf(readReport({ title: 'It fails', body, attachments: [] }))).toMatchObject({ hasContext })
})

test.each([
  ['an error', 'It shows "Error: login failed, try again"', true],
  ['what a page says', 'It shows "Loading your account now"', false],
])('the line is %s', (_, body, isError) => {
  expect(errorLineOf(readReport({ title: 'It fails', body, attachments: [] }))).toMatchObject({ isError })
})
