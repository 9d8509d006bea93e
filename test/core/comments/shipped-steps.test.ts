/** Which steps of the shipped checklists are shown follows from what a report leaves open. */
import { describe, expect, test } from 'vitest'
import { triageReport, UNTOUCHED } from '../../../src/core/plan/triage-report.ts'
import { parseIssueText } from '../../../src/core/report/issue-text.ts'
import { plainRules } from '../../../src/core/settings/plain-rules.ts'
import { SHIPPED } from '../../support/shipped.ts'

const rules = plainRules(SHIPPED)

/** @returns the question that the report leaves open about a signature; undefined if nothing points to it */
function questionAbout(signature: string, report: string): string | null | undefined {
  const { diagnosis } = triageReport(parseIssueText(report), UNTOUCHED, rules)
  return diagnosis.ranked.find((it) => it.signature === signature)?.question
}

/** @returns the signature that is asserted, and the instructions of its unfolded steps */
function stepsFor(report: string): { signature: string | null; steps: readonly string[]; shown: string } {
  const { diagnosis, plan } = triageReport(parseIssueText(report), UNTOUCHED, rules)
  const [shown = ''] = (plan.comment.kind === 'create' ? plan.comment.body : '').split('<details>')
  const steps = [...shown.matchAll(/^\d\. \*\*(.*?)[.:]\*\*/gm)].map(([, step]) => step as string)
  return { signature: diagnosis.signature, steps, shown }
}

const DENIED = "fatal: Authentication failed for 'https://git.example/team/tool.git/'"

/** A login that comes back from the browser. */
const LOGIN = [
  'POST https://mcp.example.com/mcp 401',
  'GET https://mcp.example.com/.well-known/oauth-protected-resource 200',
  'GET https://login.example.com/.well-known/oauth-authorization-server 200',
  'GET https://login.example.com/authorize?response_type=code&client_id=abc 302',
  'GET http://localhost:41321/callback?code=abc 200',
]

describe('two reports of one signature', () => {
  test('get different steps if one of them answers a step', () => {
    const open = stepsFor(`# Clone fails\n\n\`\`\`\n${DENIED}\n\`\`\``)
    const answered = stepsFor(
      `# Clone fails\n\n\`\`\`\n${DENIED}\n\`\`\`\n\n\`git ls-remote\` prints the same, and \`credential.helper\` is empty. It is a private repository.`,
    )
    expect([open.signature, answered.signature]).toEqual(['git-credential-missing', 'git-credential-missing'])
    expect(open.steps).toHaveLength(2)
    expect(open.steps[0]).toContain('List the remote branches')
    expect(answered.steps).toHaveLength(2)
    expect(answered.steps.filter((step) => open.steps.includes(step))).toEqual([])
  })

  test('get different first steps if their logins broke at different stages', () => {
    const blockedAt = (lines: readonly string[]) =>
      stepsFor(`# Login fails\n\n\`\`\`\n${[...LOGIN, ...lines].join('\n')}\n<title>Just a moment...</title>\n\`\`\``)
    const token = blockedAt(['POST https://login.example.com/token 403 server: cloudflare'])
    const request = blockedAt([
      'POST https://login.example.com/token 200',
      'POST https://mcp.example.com/mcp 403 server: cloudflare',
    ])
    expect([token.signature, request.signature]).toEqual(['edge-blocked', 'edge-blocked'])
    expect(token.steps[0]).toContain('If the blocked host is')
    expect(request.steps[0]).toContain('Send the blocked request')
    expect(request.steps).not.toContain(token.steps[0])
  })

  test('get the steps of their own product', () => {
    const lost = 'Login not saved: failed to access keyring, so every start asks for a login again.'
    const fileStep = (product: string) => stepsFor(`# ${product}: keyring fails\n\n${lost}`)
    const [codex, goose] = [fileStep('Codex CLI 0.98.0'), fileStep('goose 1.9.0')]
    expect([codex.signature, goose.signature]).toEqual(['credential-store-failure', 'credential-store-failure'])
    expect(codex.shown).toContain('~/.codex/auth.json')
    expect(goose.shown).not.toContain('~/.')
  })

  test('get the commands of their own system', () => {
    const refused = 'The browser ends on http://localhost:41321/callback with ERR_CONNECTION_REFUSED.'
    const listening = (os: string) => stepsFor(`# Login fails\n\n${refused}\n\n### Operating System\n\n${os}`).shown
    expect(listening('Ubuntu 24.04')).toContain('`ss -ltnp')
    expect(listening('macOS 15.5')).toContain('`lsof -nP')
    expect(listening('Windows 11')).toContain('Get-NetTCPConnection -State Listen')
  })

  test('get no command on Windows that only a POSIX shell runs', () => {
    const lost = 'Login not saved: failed to access keyring, so every start asks for a login again.'
    const shownOn = (os: string) =>
      stepsFor(`# Codex CLI 0.98.0: keyring fails\n\n${lost}\n\n### Operating System\n\n${os}`)
    expect(shownOn('Windows 11').shown).toContain('Get-Item $env:USERPROFILE\\.codex\\auth.json')
    expect(shownOn('Windows 11').shown).not.toContain('~/')
    expect(shownOn('Windows 11, WSL2').shown).toContain('ls -l ~/.codex/auth.json')
  })

  test('get a step that names no client of theirs as another client', () => {
    const otherClient = (product: string) =>
      stepsFor(
        `# ${product}: the Authorization header lacks the access token\n\nAfter the login, requests of ${product} arrive at the MCP server without the token.\n\n\`\`\`\nAuthorization header received: "Bearer"\n\`\`\``,
      ).shown
    expect(otherClient('VS Code')).toContain('@modelcontextprotocol/inspector')
    expect(otherClient('MCP Inspector')).not.toContain('@modelcontextprotocol/inspector')
  })
})

describe('a step that the deciding line answers', () => {
  const log = (title: string, line: string) => `# ${title}\n\n\`\`\`\n${line}\n\`\`\``

  test.each<[signature: string, report: string, answered: string]>([
    [
      'token-validation-failure',
      log('MCP server refuses the token', '401 invalid_token: invalid issuer'),
      'token arrives',
    ],
    [
      'token-exchange-failure',
      log('Login fails after the consent', 'Token exchange failed: HTTP 401'),
      'Check whether the client called the token endpoint',
    ],
    [
      'kube-rbac-missing-role',
      log(
        'Operator cannot start',
        'leases is forbidden: User "system:serviceaccount:apps:runner" cannot list resource "leases" in API group "coordination.k8s.io"',
      ),
      'Ask the cluster',
    ],
    [
      'registry-login-refused',
      log('Pull fails', 'Error: Head "https://registry.example/v2/acme/app/manifests/1.2": no basic auth credentials'),
      'Pull with an empty configuration',
    ],
    [
      'credential-precedence',
      log(
        'Client asks to log in',
        'Auth conflict: Both a token (claude.ai) and an API key (ANTHROPIC_API_KEY) are set.',
      ),
      'List the names',
    ],
  ])('is not shown: %s', (signature, report, answered) => {
    const { signature: asserted, steps } = stepsFor(report)
    expect(asserted).toBe(signature)
    expect(steps.join(' ')).not.toContain(answered)
  })

  test('gives way to the step that fits the line', () => {
    const saml = (line: string) => stepsFor(log('SAML login fails', line)).steps[0]
    expect(saml('SAML Response rejected: Signature validation failed')).toContain('signing certificate')
  })
})

describe('a line that says which cause it is', () => {
  const shownFor = (line: string) => stepsFor(`# SAML login fails\n\n\`\`\`\n${line}\n\`\`\`\n`)

  test('is followed by what to do, and by no step that looks for another cause', () => {
    const { shown, steps } = shownFor('the SAML Response is not valid for this audience')
    expect(shown).toContain(
      "**Your report shows**\n\n- **Compare the audience of the rejected response with the application's entity ID:**",
    )
    expect(shown).toContain("Enter the application's entity ID at the identity provider")
    expect(steps).toEqual([])
  })

  test('has another answer for another cause', () => {
    const { shown } = shownFor('The response was received at http://a.example/acs instead of https://a.example/acs')
    expect(shown).toContain('Forward `X-Forwarded-Proto`')
  })
})

test('a command names the account, the package, the image and the service of the report', () => {
  const shownFor = (line: string, text = '') => stepsFor(`# It fails\n\n\`\`\`\n${line}\n\`\`\`\n\n${text}`).shown
  expect(shownFor('git@code.example: Permission denied (publickey).')).toContain("'git@code.example'")
  expect(shownFor('Error: denied: Head "https://ghcr.io/v2/acme/app/manifests/1.2": denied')).toContain(
    "docker pull 'ghcr.io/acme/app:1.2'",
  )
  expect(
    shownFor('store-1  | FATAL:  password authentication failed for user "app"', 'It runs in docker compose.'),
  ).not.toContain('YOUR_COMPOSE_SERVICE')
})

describe('a report that says what it runs on', () => {
  test('gets the steps of its cluster', () => {
    const refused = '# kubectl fails\n\n```\nerror: You must be logged in to the server (Unauthorized)\n```\n\n'
    const [eks, own] = ['The cluster is on EKS.', 'The cluster is my own.'].map((it) => stepsFor(refused + it))
    expect(eks?.shown).toContain('aws eks list-access-entries')
    expect(own?.shown).not.toContain('aws ')
  })

  test('gets no request of a protocol that it does not speak', () => {
    const missing = (of: string) =>
      stepsFor(
        `# ${of}: the Authorization header is missing\n\nRequests arrive without an Authorization header.\n\n\`\`\`\n401 {"error":"no Authorization header"}\n\`\`\``,
      )
    expect(missing('MCP client').shown).toContain('"method":"initialize"')
    expect(missing('REST client').shown).not.toContain('initialize')
  })

  test('gets the path of its server in the URL of the metadata', () => {
    const { shown } = stepsFor(
      '# No login starts\n\nThe MCP server https://mcp.tickets.example/v1/mcp returns 401 Unauthorized with `www-authenticate: Bearer` and no resource_metadata, so OAuth discovery fails.',
    )
    expect(shown).toContain("'https://mcp.tickets.example/.well-known/oauth-protected-resource/v1/mcp'")
  })

  test('gets the rules of its database server if no rule fits, and a container only if it names one', () => {
    const line = 'FATAL:  no pg_hba.conf entry for host "db.example", user "jobs", database "jobs", no encryption'
    const [own, container] = ['on Debian 12', 'in a docker container'].map((it) =>
      stepsFor(`# Database login fails\n\n\`\`\`\npsycopg2.OperationalError: ${line}\n\`\`\`\n\nPostgres 16 ${it}.`),
    )
    expect(own?.shown).toContain('pg_hba_file_rules')
    expect(own?.shown).not.toContain('docker')
    expect(container?.shown).toContain('docker compose logs')
  })

  test('gets the steps of its mail provider and protocol', () => {
    const [gmail, imap] = [
      'smtp.gmail.com: 535-5.7.8 Username and Password not accepted',
      'outlook.office365.com:993 imaplib.error: LOGIN failed.',
    ].map((it) => stepsFor(`# Mail login fails\n\n\`\`\`\n${it}\n\`\`\``))
    expect(gmail?.shown).toContain('create an app password')
    expect(imap?.shown).toContain('The mailbox is at Microsoft')
  })

  test('gets the command of the cloud that refuses it, whatever program it uses', () => {
    const { shown } = stepsFor(
      '# terraform plan fails\n\n```\napi error ExpiredToken: The security token is expired\n```',
    )
    expect(shown).toContain('`aws sso login`')
    expect(shown).not.toContain('gcloud')
  })

  test('gets the helper that Docker cannot start', () => {
    const { shown } = stepsFor(
      '# docker pull fails\n\n```\nerror getting credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH\n```',
    )
    expect(shown).toContain('credsStore')
  })

  test('is told what to do about the audience if that is what the server refuses', () => {
    const { shown, steps } = stepsFor(
      '# Client gets 401\n\n```\nToken validation failed: audience mismatch, expected https://mcp.example.com/mcp got https://mcp.example.com\n```',
    )
    expect(shown).toContain('The server refuses the audience (`aud`) of the token.')
    expect(steps).toEqual([])
  })

  test('gets the question for what it does with its registry', () => {
    const asked = (report: string) => triageReport(parseIssueText(report), UNTOUCHED, rules).diagnosis.question
    expect(
      asked(
        '# pip install from Artifactory: 401\n\n```\nWARNING: 401 Error, Credentials not correct for https://acme.jfrog.io/artifactory/api/pypi/py/simple/acme-core/\nERROR: No matching distribution found for acme-core==1.4.0\n```\n\nworks with curl -u. The url in pip.conf has a token.',
      ),
    ).toContain('pip config list')
  })

  test('gets the way to the network of WSL instead of a tunnel', () => {
    const { plan } = triageReport(
      parseIssueText(
        '# codex login hangs\n\nCodex in WSL2 (Ubuntu 24.04). After the login the browser says "localhost refused to connect" at http://localhost:1455/auth/callback.',
      ),
      UNTOUCHED,
      rules,
    )
    const body = plan.comment.kind === 'create' ? plan.comment.body : ''
    expect(body).toContain('wslinfo --networking-mode')
    expect(body).not.toContain('ssh -L "')
  })

  test('gets the request that its browser blocked', () => {
    const { shown } = stepsFor(
      "# Login blocked by CORS\n\n```\nAccess to fetch at 'https://id.tickets.example/token' from origin 'https://app.tickets.example' has been blocked by CORS policy\n```",
    )
    expect(shown).toContain("-X OPTIONS 'https://id.tickets.example/token' -H 'Origin: https://app.tickets.example'")
  })
})

test('a report that answers the steps is shown what has helped', () => {
  const conflict = '# Both a token (ANTHROPIC_AUTH_TOKEN) and an API key (/login managed key) are set'
  const open = stepsFor(`${conflict}\n\nThat warning is shown.`)
  const answered = stepsFor(
    `${conflict}\n\n\`ANTHROPIC_AUTH_TOKEN\` is set in the environment, and the key is in \`.env\`: ANTHROPIC_API_KEY.\n\n1. export ANTHROPIC_AUTH_TOKEN=x`,
  )
  expect([open.signature, answered.signature]).toEqual(['credential-precedence', 'credential-precedence'])
  expect(answered.steps.length).toBeLessThan(2)
  expect(answered.shown).toContain('**Has helped:** Unset the variable')
})

describe('a report that no signature explains', () => {
  const asked = (report: string) => triageReport(parseIssueText(report), UNTOUCHED, rules).diagnosis.question
  test.each([
    [
      'an update',
      '# Login fails since the upgrade\n\nSince the upgrade to 2.0 I cannot log in.',
      'Which version worked last',
    ],
    [
      'right credentials',
      '# Cannot log in\n\nThe integration says "Login failed". My password is correct.',
      'To which URL does the program send',
    ],
    [
      'a browser that went through',
      '# Login does not arrive\n\nIn the browser I am logged in, but the extension goes on showing "Waiting for sign in".',
      "What does the browser's address bar show",
    ],
    [
      'a browser inside the program',
      '# Cannot log in to the mail account\n\nThe page says "This browser or app may not be secure" when I sign in.',
      'in a window of its own or in the system',
    ],
    [
      'too many logins',
      '# Login fails with Too Many Requests\n\nSigning in fails for every profile.',
      'logins or requests were made from this network',
    ],
    [
      'a device code that is not given out',
      '# Sign in fails\n\nDevice code request failed with an error, I cannot sign in.',
      'ask for the device code',
    ],
    [
      'a device code that the page takes',
      '# Cannot sign in on the television\n\nThe code is accepted on the phone, but I am not signed in.',
      'Once the page has taken the code',
    ],
    [
      'a device code that the page refuses',
      '# Sign in on the television fails\n\nThe page says "Incorrect code" however often I try to sign in.',
      'How long after the code was shown',
    ],
    [
      'a program that waits for the browser',
      '# Login fails\n\nSign-in ends with "Timed out waiting for the browser".',
      "reach the program's local address",
    ],
    [
      'a session that is lost',
      '# The extension does not stay logged in\n\nIt logs me out every few minutes.',
      'Is the stored login',
    ],
    [
      'a failure now and then',
      '# Login fails now and then\n\nIntermittently the program cannot log in.',
      'What differs between a time when it works',
    ],
    [
      'a service that is down',
      '# Cannot log in\n\nOpening the login shows "No Healthy Upstream" and nothing else.',
      'When did this start',
    ],
    [
      'credentials that are refused',
      '# Cannot log in\n\nThe integration says "invalid username or password" at each login.',
      "Does the same account log in on the service's own site",
    ],
    [
      'a version that works',
      '# Login fails since the upgrade\n\nSince the upgrade I cannot log in. I rolled back to 1.9 and it works.',
      'which request of the login differs',
    ],
    [
      'a login that comes back, in Chinese',
      '# 编辑器登录不了\n\n页面上登录成功，回到编辑器还是显示未登录。',
      "What does the browser's address bar show at the end",
    ],
    [
      'a login that hangs, in Chinese',
      '# 编辑器不能登录\n\n点登录以后一直转圈。',
      'At which page or step does it stay',
    ],
    [
      'an update, in German',
      '# Einloggen geht nicht\n\nNach dem Update geht der Login nicht mehr.',
      'Which version worked last',
    ],
    [
      'a host that is not reached',
      '# Sign in impossible\n\nSigning in does not work, it says getaddrinfo ENOTFOUND.',
      'Which host could the program not reach',
    ],
    [
      'an invalid session',
      '# Failed to log in\n\nJoining says: Failed to log in: Invalid session (Try restarting your game).',
      'signing out of the launcher',
    ],
    [
      'codes of a second factor',
      '# TOTP login refused\n\nI log out, log in again and type the 6 digits of the authenticator app. They are not accepted.',
      'Do the clocks of the server',
    ],
    [
      'a machine on which it works',
      '# Login fails in the remote window\n\nThe login goes through in the browser, then the extension says that I am unknown. Without WSL it works.',
      'What differs between the case that works',
    ],
    [
      'a user that the directory does not find',
      '# New user cannot log in\n\n```\nAuthenticationProviderPlugin: Found no users matching tester in LDAP search\n```',
      'Which search base, filter',
    ],
    [
      'a file share',
      '# STATUS_LOGON_FAILURE\n\nLogging in to the share fails with STATUS_LOGON_FAILURE, and smbclient gets in with the same credentials.',
      'NTLM or Kerberos',
    ],
  ])('is asked about what it says: %s', (_, report, question) => {
    expect(asked(report)).toContain(question)
  })

  test('is not asked to go back to a version that it has tried', () => {
    expect(
      asked('# Login fails since the upgrade\n\nSince the upgrade I cannot log in. I rolled back to 1.9 and it works.'),
    ).not.toContain('Which version worked last')
  })
})

describe('a question that the report answers', () => {
  const RESOURCE = 'Error: Resource not accessible by integration'
  test.each([
    [
      'stale-session',
      '# Tool calls of the MCP server: Streamable HTTP error, "Session not found"',
      'It starts when the MCP server restarts.',
      'the old `Mcp-Session-Id`',
    ],
    [
      'deep-link-not-delivered',
      '# After login in the browser, "Open VS Code" does nothing',
      'VS Code reopens and is signed out.',
      'If you close every other window',
    ],
    ['ci-token-permission', `# ${RESOURCE}`, '```yaml\npermissions:\n  contents: read\n```', 'from a fork'],
    [
      'credential-precedence',
      '# Auth conflict: both a token (claude.ai) and an API key (ANTHROPIC_API_KEY) are set',
      'ANTHROPIC_API_KEY is exported by my profile.',
      'Which of the credentials that are set',
    ],
  ])('gives way to the next one: %s', (signature, title, answer, next) => {
    const [open, answered] = ['It worked yesterday.', answer].map((it) => questionAbout(signature, `${title}\n\n${it}`))
    expect(open).not.toContain(next)
    expect(answered).toContain(next)
  })
})
