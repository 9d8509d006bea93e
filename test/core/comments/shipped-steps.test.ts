/** Which steps of the shipped checklists are shown follows from what a report leaves open. */
import { describe, expect, test } from 'vitest'
import { shippedPack } from '../../../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../../../src/adapters/pack-folder.ts'
import { triageReport, UNTOUCHED } from '../../../src/core/plan/triage-report.ts'
import { parseIssueText } from '../../../src/core/report/issue-text.ts'
import { plainRules } from '../../../src/core/settings/plain-rules.ts'
import { loadPack } from '../../../src/core/signatures/load.ts'

const rules = plainRules(loadPack(await readPackFolder(shippedPack())))

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

const DENIED = "fatal: could not read Username for 'https://github.com': terminal prompts disabled"

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
      `# Clone fails\n\n\`\`\`\n${DENIED}\n\`\`\`\n\n\`git ls-remote\` prints the same, and \`credential.helper\` is empty.`,
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
        `# ${product}: the Authorization header lacks the access token\n\nAfter the login, requests of ${product} arrive without the token.\n\n\`\`\`\nAuthorization header received: "Bearer"\n\`\`\``,
      ).shown
    expect(otherClient('VS Code')).toContain('@modelcontextprotocol/inspector')
    expect(otherClient('MCP Inspector')).not.toContain('@modelcontextprotocol/inspector')
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
