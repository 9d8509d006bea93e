import { describe, expect, test } from 'vitest'
import { PRODUCTS } from '../../../src/core/report/products.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import type { Environment } from '../../../src/core/report/report.ts'

const environment = (title: string, body: string): Environment =>
  readReport({ title, body, attachments: [] }).environment
const field = (heading: string, answer: string): string => `### ${heading}\n\n${answer}\n\n`

describe('product', () => {
  test.each([
    ['claude-code', 'OAuth fails', field('Claude Code Version', '2.1.3')],
    ['cowork', 'Cowork: connectors fail', field('Claude Code Version', '2.1.3')],
    ['claude-desktop', 'Claude Desktop drops the token', field('Claude Code Version', '2.1.3')],
    ['claude-vscode', 'VS Code extension cannot log in', field('Claude Code Version', '2.1.3')],
    ['claude-code', 'n8n server rejects the token', field('Claude Code Version', '2.1.3')],
    [
      'claude-code',
      'Bundled GitHub connector fails',
      '## Environment\n\n- Claude Code: 2.1.196\n- Node: 24.3.0\n- opencode works',
    ],
    ['cowork', 'Cowork fails where Claude Desktop and Claude Code work', ''],
    ['codex', 'MCP login fails', field('What version of Codex is running?', 'codex-cli 0.128.0')],
    ['codex-app', 'Codex app asks again', ''],
    ['claude-ai', 'Custom connector cannot be added', ''],
    ['mcp-remote', 'mcp-remote loops', ''],
    ['mcp-inspector', 'MCP Inspector 401', ''],
    ['mcp-inspector', 'CORS error', '**Inspector Version**\n\n0.16.7'],
    ['gemini-cli', 'Fails', 'With Gemini CLI it fails, with Gemini CLI 0.9 too. Cursor works.'],
    ['claude-code', 'Fails', '```\nclaude-code/2.1.3 (cli)\n```\n\nCursor works, Cursor works.'],
    ['copilot-cli', 'Copilot CLI login', ''],
    ['copilot', 'Copilot chat login', ''],
    ['vscode', 'VS Code cannot register', ''],
    ['open-webui', 'Open WebUI: 401', ''],
    [null, 'Token rejected', 'It fails.'],
    ['postgresql', 'Backend does not start', '```\nFATAL:  password authentication failed for user "app"\n```'],
    ['npm', 'Release fails', '```\nnpm error code E401\nnpm error Unable to authenticate\n```'],
    ['kubectl', 'Deploy fails', '```\nerror: You must be logged in to the server (Unauthorized)\n```'],
    ['github-actions', 'Comment fails', 'Error: Resource not accessible by integration'],
    ['docker', 'docker login fails', ''],
    [
      'claude-code',
      'Billed to the wrong account',
      'Auth conflict: Both a token (claude.ai) and an API key (ANTHROPIC_API_KEY) are set.',
    ],
    ['keycloak', 'Session is lost', 'Keycloak 26 ends the session. Keycloak 25 did not.'],
    [
      'configure-aws-credentials',
      'Role is refused',
      'configure-aws-credentials and configure-aws-credentials@v4: aws sts is refused, aws sts works here.',
    ],
  ])('is %s for %j', (product, title, body) => {
    expect(environment(title, body).product).toBe(product)
  })

  test.each([
    ['a single mention outside the AI clients', 'Login fails', 'The database is Postgres.'],
    ['surroundings in the text', 'Login fails', 'We run it with docker pull, docker push and docker login.'],
    ['surroundings in a version field', 'Login fails', field('Docker version', 'docker login 24.0.1')],
    ['an identity provider as the other side', 'Login with Keycloak fails', ''],
    ['an identity provider beside MCP', 'MCP server refuses the token', 'Keycloak issues it. Keycloak is fine.'],
    ['a part of another name', 'gke-gcloud-auth-plugin not found', 'gke-gcloud-auth-plugin is installed'],
  ])('is not %s', (_, title, body) => {
    expect(environment(title, body).product).toBeNull()
  })

  test.each([
    ['before a mention in the text', 'None of these', 'It is like in Cursor, Cursor, Cursor.', null],
    ['but not before the title', 'None of these', '', 'cursor'],
    ['only if it is the whole list', 'Other', 'It is like in Cursor, Cursor, Cursor.', 'cursor'],
  ])('is none if the form says so, %s', (_, answer, text, product) => {
    const title = text === '' ? 'Cursor fails' : 'Login fails'
    expect(environment(title, field('Which client?', answer) + field('What happened', text)).product).toBe(product)
  })

  test('is not the repository’s own if the form says none of these', () => {
    const hints = { product: 'gatehouse', names: [], headings: {} }
    const about = (answer: string) =>
      readReport({ title: 'Login fails', body: field('Which client?', answer), attachments: [] }, hints).environment
    expect(about('None of these').product).toBeNull()
    expect(about('the usual one').product).toBe('gatehouse')
  })

  const clients = PRODUCTS.filter(({ ecosystem }) => ['client', 'mcp'].includes(ecosystem))
  test.each(clients.map(({ id }) => [id]))('finds %s by its name in the title', (id) => {
    const names: Readonly<Record<string, string>> = {
      'claude-vscode': 'Claude Code for VS Code',
      zed: 'Zed editor',
      'claude-ai': 'claude.ai',
      cursor: 'Cursor',
    }
    expect(
      environment(
        `${names[id] ?? id.replaceAll('-', ' ')} fails`
          .replace('open webui', 'open-webui')
          .replace('mcp remote', 'mcp-remote'),
        '',
      ).product,
    ).toBe(id)
  })
})

describe('version', () => {
  test.each([
    ['2.1.148', field('Claude Code Version', '2.1.148 (Claude Code)')],
    ['2.1.148', field('Last Working Version', '2.1.1') + field('Claude Code Version', 'v2.1.148')],
    ['0.128.0', field('What version of Codex is running?', 'codex-cli 0.128.0')],
    ['2.1.148', 'Output:\n\n```\n╭ Claude Code v2.1.148\n```'],
    ['2.1.3', '```\nuser-agent: claude-code/2.1.3\n```'],
    ['2.1.9', '```\n$ claude --version\n2.1.9 (Claude Code)\n```'],
    ['1.7.2', 'I use Cursor 1.7.2 on a Mac'],
    ['2.0.70', '**Environment Info**\n\n- Platform: darwin\n- Version: 2.0.70'],
    [null, 'Node 22.1.0 is installed'],
    [null, 'Version: 1.14.2\n\nThe server does not refresh its token (started by Claude Code).'],
    ['1.14.2', 'Version: 1.14.2\n\nClaude Code does not refresh its token. Another client than Claude Code does.'],
  ])('is %s', (version, body) => {
    expect(environment('Fails', body).version).toBe(version)
  })
})

describe('os', () => {
  test.each([
    ['macos', field('Operating System', 'macOS') + 'Windows works'],
    ['windows', field('Operating System', 'Windows')],
    ['wsl', field('Operating System', 'Windows') + field('Terminal/Shell', 'WSL (Windows Subsystem for Linux)')],
    ['linux', field('Operating System', 'Ubuntu/Debian Linux')],
    ['macos', '- Platform: darwin'],
    ['windows', 'It fails on Windows 11.'],
    ['windows', field('Operating System', 'windows 10')],
    ['windows', '- Device Type: windows'],
    ['windows', 'Version: 1.51.0, Windows_NT x64 10.0.19042'],
    ['windows', '```\n$env:TOOL_TOKEN = "x"\n```'],
    ['windows', 'The login fails in the windows desktop app.'],
    ['linux', 'On Fedora 41 it fails, on macOS it works.'],
    [null, 'It opens two browser windows.'],
    [null, 'The desktop app opens windows of another type.'],
    [
      'linux',
      'The connection to a Windows host with a Windows domain account fails.\n\nThe control machine is CentOS 7.1.',
    ],
    [null, '"headers": { "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64)" }'],
  ])('is %s for %j', (os, body) => {
    expect(environment('Fails', body).os).toBe(os)
  })
})
