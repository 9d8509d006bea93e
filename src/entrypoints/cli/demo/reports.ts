/** The demo's six issues, as a reporter would write them, with the expected answer to each. */

export interface DemoReport {
  readonly title: string
  readonly body: string
  readonly expected: {
    readonly decision: 'assert' | 'ask' | 'silent'
    /** The expected label; null for none. */
    readonly label: string | null
  }
}

export const DEMO_REPORTS: readonly DemoReport[] = [
  {
    title: '[BUG] Hosted connectors have no tools in Cowork, same account works in the terminal',
    body: `### Preflight Checklist

- [x] I have searched existing issues and this hasn't been reported yet

### What's Wrong?

Mail, calendar and files are connected, but in Cowork none of their tools exist. In the terminal the same account has
all of them, so the accounts and the connectors are fine. Signing out and in made no difference.

### Error Messages/Logs

\`\`\`shell
2026-05-26T16:24:41.120Z [DEBUG] [claudeai-mcp] fetching connectors for org
2026-05-26T16:24:42.742Z [DEBUG] [claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)
\`\`\`

### Claude Code Version

1.1.381

### Operating System

macOS
`,
    expected: { decision: 'assert', label: 'auth: missing scope' },
  },
  {
    title: 'Connector logged out after context compaction',
    body: `Our own server (Streamable HTTP, OAuth) is a custom connector in Cowork and works for hours. When the conversation
gets compacted, each call of its tools returns

> This connector requires authentication. The user needs to connect it before this tool can be used.

The switch is still on, and the server log shows no request at all after the compaction. Turning the connector off and
on again repairs it at once.
`,
    expected: { decision: 'assert', label: 'auth: lost at compaction' },
  },
  {
    title: 'Connector authorised in the browser never shows up in the session that is already running',
    body: `1. Start a session in the terminal
2. Authorise the mail connector in the browser; its page lists the tools
3. Ask the running session to draft a mail

Only \`mcp__claude_ai_Gmail__authenticate\` and \`mcp__claude_ai_Gmail__complete_authentication\` are in the deferred
tool list, none of the real tools. Quitting and starting again brings them all.
`,
    expected: { decision: 'assert', label: 'auth: stale tool list' },
  },
  {
    title: 'Login to the metrics server comes back with invalid_scope',
    body: `The consent page opens, I accept, and the browser lands on

\`\`\`
http://localhost:41321/callback?error=invalid_scope&error_description=The+requested+scope+is+invalid%2C+unknown%2C+or+malformed&state=af0ifjsldkj
\`\`\`

Another client logs in with the same entry. Colleagues see the same; @platform-team says the server is fine, see #12.
`,
    expected: { decision: 'assert', label: 'auth: invalid scope' },
  },
  {
    title: "Can't log in since yesterday",
    body: `I click log in, a page opens, I accept, and it says that something went wrong. Tried three times. My colleague
has no problem. macOS, newest version.
`,
    expected: { decision: 'ask', label: 'needs: auth evidence' },
  },
  {
    title: 'Usage limit reached although I have credits left',
    body: `> Usage limit reached. Your limit will reset at 3pm.

Every prompt returns \`429 {"type":"error","error":{"type":"rate_limit_error"}}\`. The token counter shows 41k tokens.
`,
    expected: { decision: 'silent', label: null },
  },
]
