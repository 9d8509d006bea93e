/** A line that names its own way out is followed by that way, in the words of its signature. */
import { describe, expect, test } from 'vitest'
import { triageReport, UNTOUCHED } from '../../../src/core/plan/triage-report.ts'
import { parseIssueText } from '../../../src/core/report/issue-text.ts'
import { plainRules } from '../../../src/core/settings/plain-rules.ts'
import { SHIPPED } from '../../support/shipped.ts'

const rules = plainRules(SHIPPED)

/** @returns the signature that is asserted, and what stands above the fold */
function answerTo(report: string): { signature: string | null; shown: string } {
  const { diagnosis, plan } = triageReport(parseIssueText(report), UNTOUCHED, rules)
  const [shown = ''] = (plan.comment.kind === 'create' ? plan.comment.body : '').split('<details>')
  return { signature: diagnosis.signature, shown }
}

const log = (title: string, line: string, text = '') => `# ${title}\n\n${text}\n\n\`\`\`\n${line}\n\`\`\``

describe('a report that shows what to do', () => {
  test.each<[signature: string, report: string, advice: string]>([
    [
      'api-key-rejected',
      log('Chat fails', '401 Incorrect API key provided: https://*******rTX. You can find your API key at …'),
      'Enter the key alone there',
    ],
    [
      'api-key-rejected',
      log(
        'Provider refuses my key',
        '{"error":{"message":"invalid x-api-key","type":"authentication_error"}}',
        'The same key works in curl and in another client.',
      ),
      'Look for what it sends in its place',
    ],
    [
      'invalid-scope',
      log('Login fails', 'OAuth error: invalid_scope: The following scopes are not recognized: notes_write'),
      'report the scope and the site to its maintainers',
    ],
    [
      'oauth-state-mismatch',
      log('Login ends at the callback', 'OAuthCallbackError: checks.state argument is missing'),
      'Start the login once, on exactly the scheme and host',
    ],
    [
      'edge-blocked',
      log(
        'Download gets 403 from Cloudflare',
        'HTTP Error 403: Forbidden, server: cloudflare, <title>Attention Required! | Cloudflare</title>',
        'The default user agent of the library is blocked. A custom User-Agent solves it.',
      ),
      'exempt this path from the rule for that agent',
    ],
    [
      'session-cookie-dropped',
      '# Login goes back to the login page\n\nI log in, get sent to the start page and am not logged in. The console says: Cookie “sid” rejected because it has the “SameSite=None” attribute but is missing the “secure” attribute.',
      'Over plain http, set `SameSite=Lax`',
    ],
    [
      'sso-user-not-mapped',
      '# OAuthAccountNotLinked at the second provider\n\nSigning in with the second provider ends in OAuthAccountNotLinked. The first login was by e-mail.',
      'link the provider in the profile',
    ],
    [
      'mail-login-refused',
      log(
        'IMAP login fails',
        'Error: LOGIN failed.\n  source: authentication',
        'The host is outlook.office365.com, the login is by password over IMAP.',
      ),
      'Use OAuth with the scope',
    ],
    [
      'package-registry-needs-token',
      log('npm ci fails', 'npm ERR! 401 Unauthorized - GET https://npm.pkg.github.com/download/@acme/ui/1.2.0/0a1b'),
      '`_authToken` line',
    ],
    [
      'token-exchange-failure',
      log(
        'Second call of the tool fails',
        'Failed to exchange OAuth2 tokens: invalid_grant: The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
        'The next call tries to exchange the code again.',
      ),
      'keep the tokens for its next calls',
    ],
    [
      'token-exchange-failure',
      log('Login fails', 'token exchange failed: AADSTS7000215: Invalid client secret provided (invalid_client)'),
      'the value of the secret, not its ID',
    ],
    [
      'cloud-credential-expired',
      log(
        'Calls fail after the SSO login',
        'Error when retrieving token from sso: Token has expired and refresh failed',
      ),
      'Run `aws sso login` for this profile',
    ],
    [
      'cors-blocked',
      log(
        'Login fails in the browser',
        "Access to XMLHttpRequest at 'https://id.example.com/token' from origin 'http://localhost:4201' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
      ),
      "Add the page's origin",
    ],
    [
      'credential-store-failure',
      log(
        'Login is not stored on Debian 12',
        'Failed to access the system keychain. Underlying error: Object does not exist at path "/org/freedesktop/secrets/collection/login"',
      ),
      'a new password keyring named',
    ],
    [
      'session-cookie-dropped',
      '# Login page comes back at once\n\nThe login succeeds and I am back at the login page at once. The reason is that the server issues no cookie for the session, the browser never gets a Set-Cookie header. Direct HTTP access, no proxy.',
      'a setting allows cookies without `Secure`',
    ],
    [
      'invalid-scope',
      log(
        'Login comes back with an error',
        'GET /login?error=invalid_scope&error_description=Invalid+scopes%3A+&state=x',
      ),
      'Enter the scopes that the server offers',
    ],
    [
      'token-not-sent',
      '# The node sends its requests without the Authorization header\n\nTesting the MCP server gives 401 each time. A curl to the server with the right Authorization header works. A proxy shows requests without an Authorization header.',
      'a local proxy that adds it',
    ],
    [
      'credential-store-failure',
      log(
        'keyring fails on a Linux server',
        'SecretServiceNotAvailableException: Unable to autolaunch a dbus-daemon without a $DISPLAY for X11',
        'It is an Ubuntu server. The login cannot be stored in the keyring.',
      ),
      'Install and start a keyring service',
    ],
  ])('is told so at once: %s', (expected, report, advice) => {
    const { signature, shown } = answerTo(report)
    expect(signature).toBe(expected)
    expect(shown).toContain('**Your report shows**')
    expect(shown).toContain(advice)
  })

  test('is not told that a server leaves out what its client drops', () => {
    const refused = 'Authorization server response missing required issuer: expected https://id.example'
    const told = (text: string) => answerTo(log('MCP login fails at the callback', refused, text)).shown
    expect(told('The metadata advertises issuer identification, and the redirect comes without iss.')).toContain(
      'send `iss` in every redirect',
    )
    expect(told('The client drops the iss parameter of servers that advertise it.')).not.toContain(
      '**Your report shows**',
    )
  })

  test('is not told of a proxy that rewrites URLs where only the words are near each other', () => {
    const { shown } = answerTo(
      '# With `http-first` the resource_metadata URL is lost behind a reverse proxy\n\nThe client got 401 with WWW-Authenticate: Bearer resource_metadata="…" and forgets it. It then asks for the well-known document at the root, and the proxy answers with HTML: OAuth discovery fails with a SyntaxError.',
    )
    expect(shown).not.toContain('let the proxy send `X-Forwarded-Proto`')
  })

  test('is not told that the key is valid where the provider refuses it everywhere', () => {
    const { shown } = answerTo(
      log('Provider refuses my key', '{"error":{"message":"invalid x-api-key"}}', 'The key does not work in curl.'),
    )
    expect(shown).not.toContain('The key is valid')
  })
})

test('a login that is not saved has steps for every program and system', () => {
  const { signature, shown } = answerTo(
    '# Login is not saved\n\nThe login details are not saved: at each start the editor wants a sign-in again.',
  )
  expect(signature).toBe('credential-store-failure')
  expect(shown).toContain('**Check first**')
})
