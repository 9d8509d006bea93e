import { describe, expect, test } from 'vitest'
import { readReport } from '../../../src/core/report/read-report.ts'

const explains = (title: string, ...lines: string[]) =>
  readReport({ title, body: lines.join('\n'), attachments: [] }).explainsCause ?? false

describe('an author who explains the cause', () => {
  test.each<[what: string, title: string, body: string[]]>([
    [
      'names the function at fault under a heading',
      'Login hangs when no browser is installed',
      ['## What happens', 'The spinner never ends.', '', '## Root cause', '`openPage()` ignores the exit code.'],
    ],
    [
      'names a file and proposes a fix',
      'Refresh token is dropped',
      [
        '## Analysis',
        'The store in `src/auth/token-store.ts` writes only the access token.',
        '',
        '## Proposed fix',
        'Write both.',
      ],
    ],
    [
      'says the root cause without naming code',
      'Every call is refused with 401 after an hour',
      [
        '### Root cause',
        'The gateway caches the session by its first token and compares later tokens with that one, so the first refresh ends every session although the new token is valid.',
      ],
    ],
    [
      'labels the cause in bold text',
      'Callback is refused in a container',
      [
        'The page cannot be reached.',
        '',
        '**Root cause:** the listener calls `server.listen(port, "localhost")`, which is IPv6 here.',
      ],
    ],
    [
      'labels the cause in a line of plain text',
      'Callback is refused in a container',
      [
        'The page cannot be reached.',
        '',
        'Likely cause: `bindListener()` asks for ::1 only.',
        '',
        'Fix: bind to both addresses.',
      ],
    ],
    [
      'attaches a patch',
      'Scope list is joined with commas',
      [
        'It has to be a space.',
        '',
        '```diff',
        '@@ -10,3 +10,3 @@',
        '-  scopes.join(",")',
        '+  scopes.join(" ")',
        '```',
      ],
    ],
    [
      'has opened a pull request',
      'Callback listener cannot be reached from the host',
      ['The redirect fails.', '', '#### Proposed fix', 'Make the host configurable, see PR #128.'],
    ],
    [
      'shows the code that the fix needs',
      'Metadata names http behind a proxy',
      [
        'The scheme is wrong.',
        '',
        '## Suggested fix',
        '```ts',
        'const scheme = req.headers["x-forwarded-proto"];',
        '```',
      ],
    ],
    [
      'asks for a feature with the change that it needs',
      '[Feature] Device login for servers without a browser',
      [
        '## Problem',
        'The login waits for a browser that is not there.',
        '',
        '## Proposed solution',
        'Print a code that can be entered on another device.',
      ],
    ],
    [
      'fills in the form for a feature',
      'Log in without a browser',
      [
        '**Is your feature request related to a problem? Please describe.**',
        'The login waits for a browser.',
        '',
        "**Describe the solution you'd like**",
        'A code that I can enter on my phone, as other tools have it.',
      ],
    ],
    [
      'names a function in the title and the place of it',
      '`readToken()` returns the token of another user',
      ['Seen in auth/reader.go:88, it uses the first file that it finds.'],
    ],
    [
      'links to the line of the source',
      'Badge login is skipped',
      ['It looks for the badge in the wrong drawer: https://github.com/octo/gate/blob/v3.1.0/src/drawers.ts#L12'],
    ],
    [
      'describes a change at length',
      'Login cannot be finished over SSH',
      [
        '## Proposed solutions',
        '- Device code: the client prints a short code, and the user enters it on any other device with a browser',
        '- A key that is created on the website and read from the environment',
      ],
    ],
    [
      'says in a sentence which code is the cause',
      'Tokens are refused after a suspend',
      ['It happens after every suspend.', '', 'The cause is in `checkTimes()`: it allows no difference of the clocks.'],
    ],
    [
      'lists what has to be done',
      'Worker uses the wrong key',
      [
        'The key of the service is inherited.',
        '',
        '## Acceptance criteria',
        '- [ ] A worker that a user starts has only the key of that user',
      ],
    ],
    [
      'points to two places in the source and says what to change',
      'Session is not found on the second replica',
      [
        'It is created in `server/sessions.py:41` and looked up in `server/router.py:120`.',
        '',
        '## Proposed change',
        'Keep sessions in the database that all replicas share.',
      ],
    ],
    [
      'links the lines of the source',
      'Host flag is ignored for company domains',
      [
        'src/net/host.go#L40-L44',
        '',
        'A company domain can end like the public one, and requests then go to the public API.',
      ],
    ],
    [
      'compares the answer with the standard',
      'Metadata of a sub-path is not found',
      ['By RFC 8414 section 3 the well-known part comes before the path. Here it is appended to it.'],
    ],
    [
      'says what the specification demands',
      'Retry after 404 never happens',
      ['The spec says that a client MUST start a new session then. It repeats the old one.'],
    ],
    [
      'goes by the specification',
      'Client does not open a new session',
      ['By the MCP spec, a 404 makes the client start again. It keeps the old one.'],
    ],
    [
      'lists the limitation of the product',
      'Registration should say why it refuses',
      [
        '### Current limitation',
        'The endpoint gives the same 403 for two different reasons, and nobody can tell them apart.',
      ],
    ],
    [
      'has changed the script',
      'User of the template cannot log in',
      ['The user is made in the wrong database, so I changed the setup script:', '', '```', 'use app', '```'],
    ],
    [
      'tells under a heading what really happens',
      'Connector cannot be added',
      [
        "## What's really going on",
        'The document names the parent tenant as issuer, and our check compares it with the URL of the child tenant.',
      ],
    ],
    [
      'writes in Chinese',
      '登录一小时后全部返回 401',
      ['### 问题', '令牌过期。', '', '### 根因分析', '`refreshToken()` 没有保存新的令牌。'],
    ],
  ])('%s', (_, title, body) => {
    expect(explains(title, ...body)).toBe(true)
  })
})

describe('an author who tells what happened', () => {
  test.each<[what: string, title: string, body: string[]]>([
    [
      'thinks aloud above a log',
      'Cannot log in',
      ['I think the cause is the new proxy.', '', '```', 'Error: 401 invalid_token', '```'],
    ],
    [
      'links to a line of their own program',
      'Badge login is skipped',
      ['My code is here: https://github.com/octo/gate/blob/main/src/drawers.ts#L12'],
    ],
    [
      'links to a line of their settings',
      'Badge login is skipped',
      ['This is the entry: https://github.com/octo/gate/blob/main/gate.yaml#L12'],
    ],
    [
      'shows a stack trace',
      'TypeError during login',
      ['```', 'TypeError: x is undefined', '    at login (/app/src/auth/login.ts:12:3)', '```'],
    ],
    [
      'guesses under a heading',
      'Login fails',
      ['## Possible cause', 'Maybe the token is too long, I am not sure at all.'],
    ],
    ['leaves the question for the cause empty', 'Login fails', ['## Root cause', '_No response_', '', '## Log', '401']],
    ['does not know the cause', 'Login fails', ['## Root cause', 'Unknown, it started after the update on Monday.']],
    [
      'wishes for a fix',
      'Logged out every day',
      [
        '## What happened',
        'It asks me every morning.',
        '',
        '## Suggested fix',
        'Please make the login last longer than a day, because I have to sign in every morning before I can start my work, and the page is slow and sometimes it does not load.',
      ],
    ],
    [
      'tells the way around it',
      'Token refresh fails',
      ['## Workaround', 'Delete `~/.config/tool/auth.json` and call `tool.login()` again.'],
    ],
    [
      'names own files in the steps',
      'Server answers 401',
      ['## Steps to reproduce', '1. Put the key into `src/config.ts`', '2. Run `node src/server.js`', '', 'It fails.'],
    ],
    [
      'shows a patch of the own settings in the steps',
      'Login fails after a change',
      ['## Steps to reproduce', '```diff', '@@ -1 +1 @@', '-url: http://a', '+url: https://a', '```'],
    ],
    [
      'adds the settings as a solution for others',
      'Key is not read',
      ['It fails.', '', '## Solution', '```json', '{', '  "key": "env"', '}', '```'],
    ],
    [
      'quotes what the log says about the cause',
      'Database refuses the login',
      ['It worked before.', '', '```', 'Caused by: java.io.IOException: 401', 'Root cause: token expired', '```'],
    ],
    [
      'asks how to follow the standard',
      'Which redirect do I register?',
      ['RFC 8252 section 7.3 speaks of any port. How do I enter that in your console?'],
    ],
    ['names a standard only', 'Login fails', ['We use OAuth 2.1 and RFC 7636 with a public client. It ends with 401.']],
    ['says what the cause is not known to be', 'Login fails', ['The cause is not known to me.']],
    [
      'asks about a place in the code of the library',
      'Redirect is refused',
      ['The code in `RequestValidator.cs#L288` refuses it. Am I doing something wrong?'],
    ],
    ['writes only a title', 'Root cause of the 401 unknown', []],
  ])('%s', (_, title, body) => {
    expect(explains(title, ...body)).toBe(false)
  })
})

test('a patch in a file that the reporter attached explains nothing', () => {
  const attachments = [{ name: 'build.log', text: '@@ -1 +1 @@\n-a\n+b' }]
  expect(readReport({ title: 'Login fails', body: 'See the log.', attachments }).explainsCause).toBeUndefined()
})

test('a comment of the reporter can explain the cause later', () => {
  const comments = [{ id: 1, createdAt: 0, body: '**Root cause:** `readToken()` returns the old one.' }]
  const issue = { title: 'Login fails', body: 'It says 401.', attachments: [] }
  expect(readReport({ ...issue, comments }).explainsCause).toBe(true)
})
