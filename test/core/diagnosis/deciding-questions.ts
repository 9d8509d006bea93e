/** Words that answer the questions between two signatures, and words that only mention their subject. */

interface Row {
  /** `signature/other` of each question. */
  readonly questions: readonly string[]
  readonly answers: readonly string[]
  readonly mentions: readonly string[]
}

export const DECIDING_QUESTIONS: readonly Row[] = [
  {
    questions: ['ci-oidc-subject-mismatch/cloud-credential-expired'],
    answers: ['After 60 minutes the upload fails with ExpiredToken.', 'It is refused at once.'],
    mentions: ['The job has a timeout of 60 minutes.'],
  },
  {
    questions: ['account-not-entitled/permission-denied-upstream', 'permission-denied-upstream/account-not-entitled'],
    answers: ['On the website everything works.', 'I can use it in the browser with the same account.'],
    mentions: ['The login page opens in the browser.'],
  },
  {
    questions: ['account-not-entitled/credential-precedence'],
    answers: ['/status shows my work account and no key.', 'Login method: Claude Pro Account'],
    mentions: ['I ran the login again.'],
  },
  {
    questions: ['api-key-helper-failed/api-key-rejected'],
    answers: ['Run by hand the helper prints the key.', 'apiKeyHelper exited with code 127'],
    mentions: ['apiKeyHelper is set in settings.json.'],
  },
  {
    questions: ['api-key-helper-failed/credential-precedence'],
    answers: ['The helper is never called.', 'Error: apiKeyHelper failed: exited 1'],
    mentions: ['apiKeyHelper is set in settings.json.'],
  },
  {
    questions: ['api-key-helper-failed/cloud-credential-expired'],
    answers: ['"apiKeyHelper": "gcloud auth print-access-token"', 'The script calls aws sts get-session-token.'],
    mentions: ['The helper fails.'],
  },
  {
    questions: ['api-key-rejected/credential-precedence'],
    answers: ['The key is set in the environment.', 'OPENAI_API_KEY=[redacted:api-key]'],
    mentions: ['My API key is refused.'],
  },
  {
    questions: ['api-key-rejected/api-key-helper-failed'],
    answers: ['I pasted my API key into the settings.', 'export ANTHROPIC_API_KEY=...'],
    mentions: ['The API key is refused.'],
  },
  {
    questions: ['api-key-rejected/invalid-mcp-config'],
    answers: ['With the literal key it works.', 'Hardcoded token: the same 401.'],
    mentions: ['The text $TOKEN is sent as it is.'],
  },
  {
    questions: ['api-key-rejected/account-not-entitled'],
    answers: ['I generated a new key, same error.', 'Another key works.'],
    mentions: ['I created an API key for this.'],
  },
  {
    questions: ['browser-not-launched/callback-unreachable', 'browser-not-launched/login-loop'],
    answers: ['The browser opens and stays at the consent page.', 'No browser opened.'],
    mentions: ['I want to log in with the browser on my phone.'],
  },
  {
    questions: ['browser-not-launched/discovery-failure'],
    answers: ['GET /.well-known/oauth-authorization-server 404', 'OAuth discovery failed'],
    mentions: ['Where is the authorization URL?'],
  },
  {
    questions: ['callback-unreachable/duplicate-auth-flow', 'duplicate-auth-flow/callback-unreachable'],
    answers: ['Error: listen EADDRINUSE: address already in use :::8080', 'lsof -i :8080 shows node.'],
    mentions: ['The client should wait for the callback.'],
  },
  {
    questions: ['code-not-pasteable/callback-unreachable'],
    answers: [
      'When I paste the code nothing appears.',
      'OAuth error: Invalid code. Please make sure the full code was copied',
    ],
    mentions: ['I paste the code into the prompt.'],
  },
  {
    questions: ['code-not-pasteable/browser-not-launched', 'scalekit-browser/scalekit-handshake'],
    answers: ['It prints the URL, wrapped over four lines.', 'The URL is not shown.'],
    mentions: ['Which URL should I use?'],
  },
  {
    questions: ['credential-precedence/missing-scope'],
    answers: ['GITHUB_TOKEN is set in that process.', 'unset GITHUB_TOKEN'],
    mentions: ['The token lacks a scope.'],
  },
  {
    questions: [
      'credential-store-failure/login-loop',
      'login-loop/credential-store-failure',
      'deep-link-not-delivered/login-loop',
    ],
    answers: ['The browser says "Login successful".', 'After the consent it goes back to the login page.'],
    mentions: ['I tried to log in without success.'],
  },
  {
    questions: ['credential-store-failure/token-refresh-failure'],
    answers: ['Every restart wants a login.', '~/.claude/.credentials.json is not written.'],
    mentions: ['The login is stored in the keychain on macOS.'],
  },
  {
    questions: ['deep-link-not-delivered/credential-store-failure'],
    answers: [
      'The log shows nothing after the browser opened.',
      '[info] Handling URI vscode://publisher.extension/auth',
    ],
    mentions: ['Where do I find the log?'],
  },
  {
    questions: ['false-auth-notice/token-refresh-failure'],
    answers: ['The notice is there and all calls work.', 'Every tool call fails with 401.'],
    mentions: ['The notice says that the server needs authentication.'],
  },
  {
    questions: ['git-credential-missing/git-sso-not-authorised'],
    answers: ['git ls-remote works in the same shell.', 'Cloning manually in the terminal works.'],
    mentions: ['The plugin runs git clone.'],
  },
  {
    questions: ['git-credential-missing/credential-store-failure'],
    answers: ['fatal: could not read Username for https://github.com', 'git-credential-manager failed'],
    mentions: ['Which credential helper do you support?'],
  },
  {
    questions: ['git-credential-missing/tls-or-proxy'],
    answers: ['Public repositories work.', 'It works with a public one.'],
    mentions: ['The repository is not public.'],
  },
  {
    questions: ['provider-outage/token-exchange-failure'],
    answers: ['POST /oauth/token 503', 'My colleagues have the same.'],
    mentions: ['Does this happen to other people?'],
  },
  {
    questions: ['provider-outage/tls-or-proxy', 'token-exchange-failure/tls-or-proxy'],
    answers: ['With a phone hotspot it works.', 'Same with VPN off.'],
    mentions: ['Our network has a proxy.'],
  },
  {
    questions: ['tls-or-proxy/callback-unreachable'],
    answers: [
      'Get "https://auth.example.com": x509: certificate signed by unknown authority',
      'Error: connect ECONNREFUSED 127.0.0.1:1455',
    ],
    mentions: ['We use a certificate of our own.'],
  },
  {
    questions: ['tls-or-proxy/discovery-failure', 'reverse-proxy-strips-header/cors-blocked'],
    answers: ['curl gets a 200 from that URL.', 'curl: (60) SSL certificate problem'],
    mentions: ['Is curl needed for this?'],
  },
  {
    questions: ['wrong-login-host/credential-precedence', 'cloud-credential-expired/token-refresh-failure'],
    answers: [
      '401 Unauthorized for url: https://api.example.com/v1/me',
      'It goes to api.openai.com instead of our host.',
    ],
    mentions: ['My account is at https://example.ghe.com.'],
  },
  {
    questions: ['wrong-login-host/api-key-rejected'],
    answers: ['The key works with the EU endpoint.', 'With the other base URL the same error.'],
    mentions: ['Which endpoint belongs to my region?'],
  },
  {
    questions: ['wrong-login-host/account-not-entitled'],
    answers: ['The same account works in VS Code.', 'Another client has the same problem: fails too.'],
    mentions: ['Which other clients are supported?'],
  },
  {
    questions: ['cloud-credential-expired/login-loop', 'token-refresh-failure/cloud-credential-expired'],
    answers: ['I use Claude through Bedrock.', 'CLAUDE_CODE_USE_VERTEX=1'],
    mentions: ['It says to log in to the cloud.'],
  },
  {
    questions: ['cloud-role-assumption-refused/ci-oidc-subject-mismatch'],
    answers: ['Not authorized to perform sts:AssumeRoleWithWebIdentity', 'It runs in our GitHub Actions workflow.'],
    mentions: ['The role cannot be assumed.'],
  },
  {
    questions: ['permission-denied-upstream/missing-scope'],
    answers: ['Request had insufficient authentication scopes', 'It is blocked by an organization policy.'],
    mentions: ['What does the message mean?'],
  },
  {
    questions: [
      'database-password-refused/kerberos-ticket-missing',
      'kerberos-ticket-missing/database-password-refused',
    ],
    answers: [
      'FATAL: password authentication failed for user "app"',
      'The connection string has Integrated Security=true.',
    ],
    mentions: ['The database refuses the connection.'],
  },
  {
    questions: ['database-password-refused/permission-denied-upstream'],
    answers: ['ERROR: permission denied for table users', 'Could not connect to the database'],
    mentions: ['Which grants does the user need?'],
  },
  {
    questions: ['kerberos-ticket-missing/ldap-bind-refused', 'ldap-bind-refused/kerberos-ticket-missing'],
    answers: ['bind_dn = CN=svc,DC=example', 'We use GSSAPI.'],
    mentions: ['The directory refuses the login.'],
  },
  {
    questions: ['ldap-bind-refused/tls-or-proxy'],
    answers: ['ldapsearch with the same DN works.', 'ldap_bind: Invalid credentials (49)'],
    mentions: ['Do I need ldapsearch?'],
  },
  {
    questions: ['git-sso-not-authorised/git-credential-missing'],
    answers: ['My personal repositories work.', 'It works for other repos.'],
    mentions: ['The repository belongs to the organisation.'],
  },
  {
    questions: ['git-sso-not-authorised/ssh-key-refused', 'ssh-key-refused/git-sso-not-authorised'],
    answers: ["Hi octo! You've successfully authenticated", 'git@github.com: Permission denied (publickey).'],
    mentions: ['I added an SSH key.'],
  },
  {
    questions: ['jwks-key-not-found/discovery-failure'],
    answers: ['The jwks.json returns two keys.', '{"keys": [{"kid": "a"}]}'],
    mentions: ['Where is the JWKS URL configured?'],
  },
  {
    questions: ['kube-credential-plugin-missing/cloud-credential-expired'],
    answers: ['gke-gcloud-auth-plugin works by hand.', 'exec: executable aws-iam-authenticator not found'],
    mentions: ['Which plugin does the cluster need?'],
  },
  {
    questions: ['kube-credential-plugin-missing/api-key-helper-failed'],
    answers: ['The kubeconfig has an exec section.', 'apiKeyHelper in settings.json'],
    mentions: ['The command is not found.'],
  },
  {
    questions: ['kube-login-refused/cloud-credential-expired'],
    answers: ['aws sts get-caller-identity works in the same shell.', 'gcloud auth list shows my account.'],
    mentions: ['We use aws eks update-kubeconfig.'],
  },
  {
    questions: ['kube-rbac-missing-role/permission-denied-upstream'],
    answers: ['kubectl auth can-i list pods prints no.', '$ kubectl auth can-i list pods\nno'],
    mentions: ['The role should allow it.'],
  },
  {
    questions: ['compaction-auth-loss/stale-catalogue', 'stale-catalogue/compaction-auth-loss'],
    answers: ['The tools worked until the compaction.', 'They never appeared.'],
    mentions: ['The tools are missing.'],
  },
  {
    questions: [
      'duplicate-auth-flow/pkce-mismatch',
      'pkce-mismatch/duplicate-auth-flow',
      'oauth-state-mismatch/callback-unreachable',
    ],
    answers: ['Two tabs of the login open.', 'There is only one instance.'],
    mentions: ['A tab opens.'],
  },
  {
    questions: ['duplicate-auth-flow/token-refresh-failure'],
    answers: ['It fails during the login.', 'Hours go by, and two hours later it is lost.'],
    mentions: ['The login is lost.'],
  },
  {
    questions: [
      'edge-blocked/token-not-sent',
      'nothing-after-token/edge-blocked',
      'hosted-client-never-arrives/edge-blocked',
    ],
    answers: ['The Cloudflare event log shows nothing.', 'Nothing in the WAF either: no events at the firewall.'],
    mentions: ['The server is behind Cloudflare.'],
  },
  {
    questions: [
      'edge-blocked/permission-denied-upstream',
      'hosted-client-never-arrives/discovery-failure',
      'nonstandard-port/discovery-failure',
      'nonstandard-port/edge-blocked',
    ],
    answers: ['The server log shows no request.', '"POST /mcp HTTP/1.1" 403'],
    mentions: ['Where does the server write its log?'],
  },
  {
    questions: ['hosted-client-never-arrives/nothing-after-token', 'issuer-mismatch/discovery-failure'],
    answers: ['I accepted the consent page.', 'After I approved the access it failed.'],
    mentions: ['The connector cannot be added.'],
  },
  {
    questions: ['invalid-mcp-config/token-not-sent', 'invalid-mcp-config/token-validation-failure'],
    answers: ['"headers": { "Authorization": "Bearer x" }', 'bearer_token_env_var = "TOKEN"'],
    mentions: ['The token is in the configuration.'],
  },
  {
    questions: ['invalid-mcp-config/discovery-failure'],
    answers: ['The same URL and token work: Cursor connects.', 'curl returns 200 with the same token.'],
    mentions: ['I tried to add the server.'],
  },
  {
    questions: ['nonstandard-port/tls-or-proxy'],
    answers: ['tls: handshake failure', 'No packets arrive.'],
    mentions: ['The port is 8443.'],
  },
  {
    questions: [
      'stale-catalogue/missing-scope',
      'missing-scope/stale-catalogue',
      'token-refresh-failure/stale-catalogue',
    ],
    answers: ['In a new session the tools are still missing.', 'A restart does not help, same error.'],
    mentions: ['I started a session.'],
  },
  {
    questions: ['token-not-sent/nothing-after-token'],
    answers: ['POST /mcp arrives without Authorization.', 'After the token nothing follows: no request.'],
    mentions: ['The token was issued.'],
  },
  {
    questions: ['token-not-sent/edge-blocked'],
    answers: ['The gateway answers with 401.', 'server: cloudflare'],
    mentions: ['There is a gateway before the server.'],
  },
  {
    questions: ['token-not-sent/invalid-mcp-config'],
    answers: ['The server receives "Bearer $TOKEN".', '{env:API_KEY} is not expanded.'],
    mentions: ['"Authorization": "Bearer $TOKEN"'],
  },
  {
    questions: ['google-signin-developer-error/account-not-entitled'],
    answers: ['The debug build works.', 'It fails with every account.'],
    mentions: ['I made a release build.'],
  },
  {
    questions: [
      'cors-blocked/redirect-uri-mismatch',
      'scalekit-cors/scalekit-redirect-uri',
      'scalekit-redirect-uri/scalekit-cors',
      'issuer-mismatch/redirect-uri-mismatch',
    ],
    answers: ['The console shows an error.', "The provider's page says redirect_uri_mismatch."],
    mentions: ['The login is refused.'],
  },
  {
    questions: ['discovery-failure/invalid-mcp-config'],
    answers: ['The URL is https://example.com/api/mcp', '"url": "http://localhost:8080/sse"'],
    mentions: ['I entered the URL of the server.'],
  },
  {
    questions: ['invalid-scope/resource-rejected'],
    answers: ['Invalid scope: "mcp:read"', 'The URL has &resource=https%3A%2F%2Fexample.com'],
    mentions: ['Which scopes should I ask for?'],
  },
  {
    questions: ['issuer-mismatch/token-validation-failure'],
    answers: ['POST /token 200', 'There is no token request.'],
    mentions: ['The token is refused.'],
  },
  {
    questions: ['pkce-mismatch/redirect-uri-mismatch'],
    answers: ['redirect_uri is the same in both requests.', 'a different redirect URI'],
    mentions: ['What is the redirect_uri?'],
  },
  {
    questions: [
      'registration-unsupported/stale-client-registration',
      'stale-client-registration/registration-unsupported',
    ],
    answers: ['It used to work until yesterday.', 'It never worked.'],
    mentions: ['The login does not work.'],
  },
  {
    questions: ['resource-rejected/invalid-scope'],
    answers: ['Without the resource parameter it works.', 'Removing resource from the URL: same error.'],
    mentions: ['The resource parameter is sent.'],
  },
  {
    questions: ['resource-rejected/token-validation-failure'],
    answers: ["AADSTS9010010: The resource parameter doesn't match", 'Our server rejects it.'],
    mentions: ['The resource is refused.'],
  },
  {
    questions: ['resource-rejected/missing-scope'],
    answers: ['The token is issued, then the call fails.', 'No token comes back.'],
    mentions: ['It needs a token.'],
  },
  {
    questions: ['stale-client-registration/stale-session'],
    answers: ['GET /authorize?client_id=x 400', 'POST /mcp 404'],
    mentions: ['The client is refused.'],
  },
  {
    questions: ['token-exchange-failure/token-not-sent'],
    answers: ['Token exchange failed: HTTP 400', 'POST /oauth/token 200'],
    mentions: ['The token endpoint is at the provider.'],
  },
  {
    questions: ['token-exchange-failure/stale-client-registration'],
    answers: ['With a new client it works.', 'Clearing the cache does not help.'],
    mentions: ['The client was registered by hand.'],
  },
  {
    questions: ['token-refresh-failure/credential-store-failure'],
    answers: ['The keychain entry is still there.', '"expiresAt": 1700000000000'],
    mentions: ['Where is the login stored?'],
  },
  {
    questions: ['token-refresh-failure/stale-session'],
    answers: ['It began after the server restarted.', 'It fails after 1 hour.'],
    mentions: ['The server refuses the token.'],
  },
  {
    questions: ['token-validation-failure/token-refresh-failure'],
    answers: ['It works for an hour, then 401.', 'The first call fails with 401.'],
    mentions: ['The token is valid.'],
  },
  {
    questions: ['token-validation-failure/discovery-failure'],
    answers: ['The login succeeded in the browser: login successful.', 'I approved the access.'],
    mentions: ['A 401 comes back.'],
  },
  {
    questions: ['gated-model-access/permission-denied-upstream'],
    answers: ['Cannot access gated repo for url', 'I had to accept the license.'],
    mentions: ['The model cannot be downloaded.'],
  },
  {
    questions: ['gated-model-access/api-key-rejected'],
    answers: ['hf auth whoami prints my name.', '$ huggingface-cli whoami\nocto'],
    mentions: ['I logged in with hf.'],
  },
  {
    questions: ['npm-token-refused/ci-oidc-subject-mismatch'],
    answers: ['NODE_AUTH_TOKEN: secrets.NPM', 'We use trusted publishing.'],
    mentions: ['The publish step fails.'],
  },
  {
    questions: ['pypi-token-refused/ci-oidc-subject-mismatch'],
    answers: ['username: __token__', 'We use a trusted publisher.'],
    mentions: ['The upload fails.'],
  },
  {
    questions: ['registry-login-refused/credential-store-failure'],
    answers: ['error getting credentials - err: exit status 1', 'Error response from daemon: unauthorized'],
    mentions: ['The login to the registry fails.'],
  },
  {
    questions: ['scalekit-browser/browser-not-launched', 'scalekit-scope/missing-scope'],
    answers: [
      'The authorization server is acme.scalekit.com.',
      'Scalekit is our environment for this: a Scalekit environment',
    ],
    mentions: ['The authorization server is ours.'],
  },
  {
    questions: ['scalekit-client/scalekit-double-flow', 'scalekit-double-flow/scalekit-client'],
    answers: ['Three login tabs open.', 'The server log shows no request.'],
    mentions: ['The login page opens.'],
  },
  {
    questions: ['scalekit-double-flow/scalekit-redirect-uri'],
    answers: ['Two tabs open at once.', 'Only one tab opens.'],
    mentions: ['The login fails.'],
  },
  {
    questions: ['scalekit-client/scalekit-handshake'],
    answers: ['MCP Inspector connects.', 'It works in the inspector.'],
    mentions: ['Should I use MCP Inspector?'],
  },
  {
    questions: ['scalekit-cors/scalekit-handshake', 'scalekit-handshake/scalekit-cors'],
    answers: ['Access to fetch has been blocked by CORS policy', 'There is no CORS error.'],
    mentions: ['Is it the browser?'],
  },
  {
    questions: ['scalekit-handshake/scalekit-token-validation', 'scalekit-token-validation/scalekit-handshake'],
    answers: ['It fails while connecting.', 'Every tool call returns 401.'],
    mentions: ['It fails.'],
  },
  {
    questions: ['scalekit-handshake/scalekit-redirect-uri', 'scalekit-redirect-uri/scalekit-handshake'],
    answers: ['The page says redirect_uri is invalid.', 'No browser opens.'],
    mentions: ['The login fails.'],
  },
  {
    questions: ['scalekit-scope/scalekit-token-validation', 'scalekit-token-validation/scalekit-scope'],
    answers: ['Every call gets a 401.', 'Only one tool fails with a permission error.'],
    mentions: ['Calls are refused.'],
  },
  {
    questions: ['oauth-state-mismatch/session-cookie-dropped', 'session-cookie-dropped/oauth-state-mismatch'],
    answers: ['The callback fails with a 500.', 'After the login I am redirected back to the start.'],
    mentions: ['The login shows an error.'],
  },
  {
    questions: ['oauth-state-mismatch/redirect-uri-mismatch'],
    answers: ['The address bar shows the app.', 'https://app.example.com/auth/callback?error=x'],
    mentions: ['The state is invalid.'],
  },
  {
    questions: ['reverse-proxy-strips-header/token-not-sent'],
    answers: ['Directly on the port it works.', 'It works without the proxy.'],
    mentions: ['The app is behind a reverse proxy.'],
  },
  {
    questions: ['reverse-proxy-strips-header/session-cookie-dropped'],
    answers: ['The Authorization header is missing.', 'The cookie is not sent.'],
    mentions: ['The credential does not arrive.'],
  },
  {
    questions: ['session-cookie-dropped/login-loop'],
    answers: ['The cookie is not set.', 'Set-Cookie: sid=x'],
    mentions: ['The login comes back.'],
  },
  {
    questions: ['sso-user-not-mapped/saml-response-rejected'],
    answers: ['user with e-mail x does not exist', 'Signature validation failed: the signature is invalid'],
    mentions: ['The application refuses the login.'],
  },
  {
    questions: ['sso-user-not-mapped/permission-denied-upstream'],
    answers: ['The login at Keycloak works.', 'Entra sign-in logs say success.'],
    mentions: ['We use Keycloak.'],
  },
  {
    questions: ['sso-user-not-mapped/session-cookie-dropped'],
    answers: ['It goes back to the login page.', 'User does not exist'],
    mentions: ['The login does not work.'],
  },
  {
    questions: ['pkce-mismatch/token-exchange-failure', 'token-exchange-failure/pkce-mismatch'],
    answers: ['error: invalid_client, error_description: The client is unknown'],
    mentions: ['What is the error_description?'],
  },
]

/** The same for questions about one signature; each is called `signature/clause`, after a clause that answers it. */
export const OWN_QUESTIONS: readonly Row[] = [
  {
    questions: ['token-refresh-failure/renewal-answer-told'],
    answers: ['Token refresh failed: HTTP 400 invalid_grant', 'It never sends a refresh request.'],
    mentions: ['The token should be refreshed.'],
  },
  {
    questions: ['redirect-uri-mismatch/registered-told'],
    answers: ['I registered the redirect URI at the provider.', 'The callback URL is whitelisted.'],
    mentions: ['Which redirect URI should I register?'],
  },
  {
    questions: ['token-validation-failure/claims-told'],
    answers: [
      'error_description="The audience is invalid"',
      'The issuer of the token differs from the configured one: expected https://a, got https://b',
    ],
    mentions: ['The token has an audience.'],
  },
  {
    questions: ['session-cookie-dropped/cookie-fate-told'],
    answers: ['The cookie is not sent with the next request.', 'At the admin URL there is no session cookie.'],
    mentions: ['The site uses cookies.'],
  },
  {
    questions: ['deep-link-not-delivered/browser-asks-told'],
    answers: ['I use the AppImage.', 'VS Code runs in a linux container.'],
    mentions: ['The browser does not get back to the app.'],
  },
  {
    questions: ['false-auth-notice/calls-told'],
    answers: ['The notice is there and all calls work.', 'Every tool call fails with 401.'],
    mentions: ['The notice says that the server needs authentication.'],
  },
  {
    questions: ['login-loop/other-browser-told'],
    answers: ['In another browser it is the same.', 'I also tried incognito.'],
    mentions: ['The browser shows the login page.'],
  },
  {
    questions: ['stale-client-registration/listing-told'],
    answers: ['The client was deleted at the provider.', 'It worked before the update, and stopped working.'],
    mentions: ['Which client ID is used?'],
  },
  {
    questions: ['token-exchange-failure/change-told'],
    answers: ['I created an OAuth client in the console.', 'It used to work until yesterday.'],
    mentions: ['The secret is refused.'],
  },
  {
    questions: ['oauth-state-mismatch/count-told'],
    answers: ['Two tabs of the login open.', 'Start and callback have the same domain.'],
    mentions: ['The state does not match.'],
  },
  {
    questions: ['hosted-client-never-arrives/edge-log-told'],
    answers: ['The Cloudflare event log shows nothing.', 'Nothing in the WAF either: no events at the firewall.'],
    mentions: ['The server is behind Cloudflare.'],
  },
  {
    questions: ['edge-blocked/block-shown'],
    answers: ['server: cloudflare', '<title>Just a moment...</title>'],
    mentions: ['Is a firewall in the way?'],
  },
  {
    questions: ['browser-not-launched/url-tried'],
    answers: ['If I copy the URL by hand it works.', 'No URL is printed.'],
    mentions: ['Which URL should open?'],
  },
  {
    questions: ['package-registry-needs-token/token-told'],
    answers: ['The token has read:packages.', 'The token is in my settings.xml.'],
    mentions: ['Does it need a token?'],
  },
  {
    questions: ['account-not-entitled/plan-told'],
    answers: ['My subscription is active.', 'I have an active Pro subscription.'],
    mentions: ['Which plan do I need?'],
  },
  {
    questions: ['nonstandard-port/url-with-port-told'],
    answers: ['https://mcp.example.com:8443/mcp', 'The URL is http://example.com:3000/sse.'],
    mentions: ['The port is 8443.'],
  },
  {
    questions: ['invalid-mcp-config/curl-told'],
    answers: ['curl gets a 200 from that URL.', 'The same headers work with curl.'],
    mentions: ['Is curl needed for this?'],
  },
  {
    questions: ['pkce-mismatch/metadata-told'],
    answers: ['"code_challenge_methods_supported": ["plain"]', 'It lacks code_challenge_methods_supported.'],
    mentions: ['PKCE fails.'],
  },
  {
    questions: ['missing-scope/scope-named'],
    answers: [
      'missing scope: "repo:status"',
      'WWW-Authenticate: Bearer error="insufficient_scope", scope="tickets.read"',
    ],
    mentions: ['Which scope is missing?'],
  },
  {
    questions: ['callback-unreachable/two-machines-told'],
    answers: ['I open the URL on another computer.', 'Machine A runs the client, machine B the browser.'],
    mentions: ['It should work on another computer.'],
  },
  {
    questions: ['deep-link-not-delivered/browser-asks-told'],
    answers: ['The browser asks whether to open the app.', 'Do you want to allow this website to open "Editor.app"?'],
    mentions: ['The login does not arrive in the app.'],
  },
  {
    questions: ['tls-or-proxy/authority-added-told'],
    answers: ['The company CA has been installed on the machine.', 'I added the root certificate to the trust store.'],
    mentions: ['Which certificate authority is trusted?'],
  },
]
