/**
 * The products that a report can be about, most specific first. If a text names two, the one further up wins. To add a
 * product, add one row.
 */

export interface Product {
  readonly id: string
  /**
   * Groups products from one vendor with related names. A more specific family member takes precedence over another.
   */
  readonly family: string
  /** Its name as people write it. */
  readonly name: RegExp
  /**
   * The text by which the product identifies itself in logs. The `version` group captures its version, if there is one.
   */
  readonly banner?: RegExp
  /** Its name in a report whose product family is known. */
  readonly within?: RegExp
}

const VERSION = String.raw`v?(?<version>\d+\.\d+(?:\.\d+){0,3}(?:-[\w.]{1,30})?)`
const banner = (pattern: string): RegExp => new RegExp(pattern.replaceAll('VERSION', VERSION), 'i')

export const PRODUCTS: readonly Product[] = [
  { id: 'cowork', family: 'claude', name: /\bcowork\b/i, banner: /\blocal-agent-mode-sessions\b/i },
  {
    id: 'claude-vscode',
    family: 'claude',
    name: /\bclaude(?: code)?(?:'s)? (?:for |in )?(?:the )?(?:vs ?code|vscode|visual studio code|ide)(?: extension| plugin)?\b|\bclaude code extension\b|\banthropic\.claude-code\b/i,
    banner: banner(String.raw`\banthropic\.claude-code-VERSION`),
    within: /\b(?:vs ?code|visual studio code|ide) (?:extension|plugin)\b/i,
  },
  {
    id: 'claude-desktop',
    family: 'claude',
    name: /\bclaude[ -]?(?:for )?desktop\b|\bclaude\.app\b|\bclaude (?:mac|macos|windows) app\b|\bclaude_desktop_config\b/i,
    banner: banner(String.raw`\bClaude(?:\.app| Desktop| Nest)[ /]VERSION`),
    within: /\bdesktop app\b/i,
  },
  {
    id: 'codex-app',
    family: 'codex',
    name: /\bcodex (?:desktop )?app\b|\bcodex desktop\b|\bcodex for (?:mac|macos|windows)\b/i,
  },
  { id: 'mcp-inspector', family: 'mcp-inspector', name: /\bmcp[ -]inspector\b|@modelcontextprotocol\/inspector\b/i },
  {
    id: 'mcp-remote',
    family: 'mcp-remote',
    name: /\bmcp-remote\b/i,
    banner: banner(String.raw`\bmcp-remote(?:@|-)VERSION`),
  },
  {
    id: 'copilot-cli',
    family: 'copilot',
    name: /\b(?:github )?copilot[ -]cli\b|@github\/copilot\b/i,
    banner: banner(String.raw`\bGitHub Copilot CLI VERSION`),
  },
  {
    id: 'gemini-cli',
    family: 'gemini-cli',
    name: /\bgemini[ -]cli\b|@google\/gemini-cli\b/i,
    banner: banner(String.raw`\bGeminiCLI\/VERSION`),
  },
  { id: 'opencode', family: 'opencode', name: /\bopencode\b/i, banner: banner(String.raw`\bopencode[ /]VERSION`) },
  { id: 'open-webui', family: 'open-webui', name: /\bopen[ -]?webui\b/i },
  { id: 'librechat', family: 'librechat', name: /\blibrechat\b/i },
  { id: 'windsurf', family: 'windsurf', name: /\bwindsurf\b/i },
  { id: 'cline', family: 'cline', name: /\bcline\b/i },
  { id: 'kiro', family: 'kiro', name: /\bkiro\b/i },
  { id: 'dify', family: 'dify', name: /\bdify\b/i },
  { id: 'n8n', family: 'n8n', name: /\bn8n\b/i },
  { id: 'zed', family: 'zed', name: /\bZed\b(?= (?:editor|version|ide|preview|stable|\d)|$)|\bzed\.dev\b/ },
  { id: 'goose', family: 'goose', name: /\bgoose\b/i },
  {
    id: 'cursor',
    family: 'cursor',
    name: /\bCursor\b(?! (?:position|style|blink|mov|jump))|\bcursor\.(?:sh|com)\b|\bcursor ide\b/,
  },
  { id: 'chatgpt', family: 'chatgpt', name: /\bchatgpt\b/i },
  {
    id: 'codex',
    family: 'codex',
    name: /\bcodex(?:[ -]cli)?\b/i,
    banner: banner(String.raw`\bcodex(?:-cli|_cli_rs|-tui)?[ /]VERSION|\bOpenAI Codex \(VERSION\)`),
  },
  {
    id: 'claude-code',
    family: 'claude',
    name: /\bclaude[ -]code\b|\bclaude (?:cli|mcp|auth|setup-token|doctor)\b|\bcc \d\.\d/i,
    banner: banner(String.raw`\bclaude[ -](?:code|cli)[ /]\(?VERSION|(?<!\d)VERSION \(Claude Code\)`),
  },
  {
    id: 'claude-ai',
    family: 'claude',
    name: /\bclaude\.ai\b(?!\/settings| ?(?:account|subscription|login))|\bclaude (?:web|mobile|ios|android)\b|\bcustom connectors?\b|\bClaude-User\b/i,
    banner: /\bClaude-User\/\d/,
  },
  { id: 'fastmcp', family: 'fastmcp', name: /\bfastmcp\b/i, banner: banner(String.raw`\bFastMCP[ /]VERSION`) },
  { id: 'github-mcp-server', family: 'github-mcp-server', name: /\bgithub[ -]mcp[ -]server\b/i },
  { id: 'copilot', family: 'copilot', name: /\bcopilot\b(?! (?:mcp|api|endpoint))/i },
  { id: 'vscode', family: 'vscode', name: /\bvs ?code\b|\bvisual studio code\b/i },
]
