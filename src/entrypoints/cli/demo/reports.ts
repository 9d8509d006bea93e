/**
 * The demo's six issues, as a reporter would write them, with the expected answer to each: an MCP connector, a workflow,
 * a registry, an OAuth login, a report that says too little, and one that is about something else.
 */

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
  },
  {
    title: 'Usage limit reached although I have credits left',
    body: `> Usage limit reached. Your limit will reset at 3pm.

Every prompt returns \`429 {"type":"error","error":{"type":"rate_limit_error"}}\`. The token counter shows 41k tokens.
`,
    expected: { decision: 'silent', label: null },
  },
]
