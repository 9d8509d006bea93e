/**
 * The demo's eight issues, as a reporter would write them, with the expected answer to each: an MCP connector, a
 * workflow, a registry, an OAuth login, a report that says too little and becomes a conversation, one that is about
 * something else, one whose evidence is in an attached log, and one that was reported before.
 */

export interface DemoReport {
  readonly title: string
  readonly body: string
  readonly expected: {
    readonly decision: 'assert' | 'ask' | 'silent'
    /** The expected label; null for none. */
    readonly label: string | null
    /** What the comment contains. */
    readonly says?: string
  }
  /** Comments on the issue after the bot's first answer, with the answer after each. */
  readonly conversation?: readonly DemoTurn[]
  /** Whether it is filed after the others have been answered. */
  readonly isLater?: boolean
}

export interface DemoTurn {
  readonly by: 'reporter' | 'maintainer'
  readonly text: string
  readonly expected: { readonly label: string; readonly says: string }
}

/** The files that people attached, by their URL on the local GitHub. */
export const DEMO_FILES: ReadonlyMap<string, string> = new Map([
  [
    'https://127.0.0.1/user-attachments/files/90210417/connector-debug.log',
    `2026-06-02T07:58:01.004Z INFO  connector starting, version 3.4.1
2026-06-02T07:58:01.377Z DEBUG GET https://tools.acme.example/mcp 401 Unauthorized
2026-06-02T07:58:01.390Z DEBUG access token expired, refreshing
2026-06-02T07:58:01.811Z DEBUG POST https://login.acme.example/oauth/token grant_type=refresh_token 400
2026-06-02T07:58:01.812Z ERROR token refresh failed: {"error":"invalid_grant","error_description":"The refresh token is invalid or expired"}
2026-06-02T07:58:01.815Z WARN  connector stopped
`,
  ],
])

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
    title: 'Deploy job fails at the AWS login since the repository was renamed',
    body: `The workflow has deployed every night for a year. On Monday we renamed the repository, and since then the job ends here:

\`\`\`
Run aws-actions/configure-aws-credentials@v4
Assuming role with OIDC
Error: Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity
\`\`\`

\`id-token: write\` is set, and the role still exists. Running the job again changes nothing.
`,
    expected: { decision: 'assert', label: 'auth: oidc subject mismatch' },
  },
  {
    title: 'Cannot pull the image from ghcr.io',
    body: `The package is public, and the page of the package opens without a login. On my laptop:

\`\`\`
$ docker pull ghcr.io/acme/gateway:2.4.0
Error response from daemon: Head "https://ghcr.io/v2/acme/gateway/manifests/2.4.0": denied: denied
\`\`\`

A colleague pulls the same tag without a problem. Docker 27.3.1 on macOS.
`,
    expected: { decision: 'assert', label: 'auth: registry login refused' },
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
    conversation: [
      {
        by: 'reporter',
        text: `The log says this when I try:

\`\`\`
2026-06-02 08:11:40 ERROR callback failed: OAuth state mismatch, expected af0ifjsldkj but got an empty value
\`\`\`
`,
        expected: { label: 'auth: state mismatch', says: 'This looks like' },
      },
      {
        by: 'reporter',
        text: 'That was it, a second tab had started its own login. Thank you!\n\n/triage worked',
        expected: { label: 'auth: state mismatch', says: 'Solved' },
      },
    ],
  },
  {
    title: 'Usage limit reached although I have credits left',
    body: `> Usage limit reached. Your limit will reset at 3pm.

Every prompt returns \`429 {"type":"error","error":{"type":"rate_limit_error"}}\`. The token counter shows 41k tokens.
`,
    expected: { decision: 'silent', label: null },
  },
  {
    title: 'Connector stops every morning, log attached',
    body: `It works all day, and the next morning it has to be connected again. Nothing else changed.

[connector-debug.log](https://127.0.0.1/user-attachments/files/90210417/connector-debug.log)
`,
    expected: { decision: 'assert', label: 'auth: token refresh', says: 'connector-debug.log' },
  },
  {
    title: 'No mail tools in Cowork since I changed my plan',
    body: `Version 1.1.381 on Windows. The connectors say "connected", but Cowork finds no tool of any of them:

\`\`\`
2026-06-01T09:02:11.118Z [DEBUG] [claudeai-mcp] fetching connectors for org
2026-06-01T09:02:12.031Z [DEBUG] [claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)
\`\`\`
`,
    expected: { decision: 'assert', label: 'auth: missing scope', says: '/issues/1' },
    isLater: true,
  },
]
