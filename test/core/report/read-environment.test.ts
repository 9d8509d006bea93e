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
    ['gemini-cli', 'Fails', 'With Gemini CLI it fails, with Gemini CLI 0.9 too. Cursor works.'],
    ['claude-code', 'Fails', '```\nclaude-code/2.1.3 (cli)\n```\n\nCursor works, Cursor works.'],
    ['copilot-cli', 'Copilot CLI login', ''],
    ['copilot', 'Copilot chat login', ''],
    ['vscode', 'VS Code cannot register', ''],
    ['open-webui', 'Open WebUI: 401', ''],
    [null, 'Token rejected', 'It fails.'],
  ])('is %s for %j', (product, title, body) => {
    expect(environment(title, body).product).toBe(product)
  })

  test.each(PRODUCTS.map(({ id }) => [id]))('finds %s by its name in the title', (id) => {
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
    ['linux', 'On Fedora 41 it fails, on macOS it works.'],
    [null, 'It opens two browser windows.'],
  ])('is %s for %j', (os, body) => {
    expect(environment('Fails', body).os).toBe(os)
  })
})
