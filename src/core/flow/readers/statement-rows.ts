/** What clients and servers say in words about a stage of the login, as a table. `statements.ts` reads lines with it. */
import type { Observation } from '../observation.ts'
import type { Side, Stage } from '../stage.ts'

/** A line that matches the pattern says this about the stage. */
export interface StatementRow {
  readonly stage: Stage
  readonly outcome: Observation['outcome']
  /** Whose fault the words themselves say it is; absent where they do not. */
  readonly side?: Side
  readonly pattern: RegExp
}

/** The first row that matches a line wins, so failures come before successes. */
export const STATEMENT_ROWS: readonly StatementRow[] = [
  {
    stage: 'refresh',
    outcome: 'failed',
    pattern:
      /\brefresh(?:ing)?(?: the)?(?: access)?(?: token)?[^\n]{0,40}\b(?:fail(?:ed|s|ing|ures?)|errors?|refused|rejected|revoked|invalid_grant|expired)(?![\w-])|\bproblem refreshing\b|\binvalid refresh token|(?:access )?token (?:has |is )?expired\b(?!, (?:\w+ ){0,5}(?:refresh|renew))/i,
  },
  {
    stage: 'refresh',
    outcome: 'failed',
    side: 'client',
    pattern: /\bno refresh[ _]token (?:is |was )?(?:stored|found|available|saved|present|in (?:the )?store)/i,
  },
  {
    stage: 'client-id',
    outcome: 'failed',
    pattern: /\b(?:InvalidClientMetadata|InvalidSoftwareStatement|UnapprovedSoftwareStatement)(?:Error|Exception)\b/,
  },
  {
    stage: 'client-id',
    outcome: 'failed',
    side: 'user',
    pattern: /\buser did not provide client (?:details|id)/i,
  },
  {
    stage: 'token',
    outcome: 'failed',
    side: 'client',
    pattern: /\bOAuth client information is required\b/i,
  },
  {
    stage: 'authorize',
    outcome: 'failed',
    side: 'user',
    pattern: /\btoken\b[^\n]{0,60}\bCancell?ed: Cancell?ed\b|\buser closed the (?:popup|window|browser|tab)\b/i,
  },
  {
    stage: 'token',
    outcome: 'failed',
    pattern:
      /\b(?:token exchange|exchang\w+ (?:the )?(?:authorization )?code|code exchange|(?:failed|unable) to (?:get|obtain|fetch|retrieve|exchange)[^\n]{0,30}token)\b[^\n]{0,60}\b(?:fail|error|refused|HTTP [45]\d\d|status:? [45]\d\d)|token exchange failed|(?:failed|unable) to exchange|\berror exchanging (?:\w+ ){0,2}code|unable to retrieve auth token|\bAccess Request\b[^\n]{0,80} failed|\binvalid_token_response\b|\b(?:invalid|wrong|missing) code[_ ]verifier\b|\bAssumeRoleWithWebIdentity operation: |\binvalid-publisher\b/i,
  },
  {
    stage: 'token',
    outcome: 'failed',
    pattern:
      /\b(?:finishAuth|exchangeAuthorization|(?:error|failed) (?:getting|fetching|obtaining) (?:a |the )?token)\b/i,
  },
  {
    stage: 'token',
    outcome: 'failed',
    pattern:
      /\bAccess Request failed\b|\bon token request\b|\bcode[_ ]verifier\b[^\n]{0,60}\b(?:match|invalid|missing|fail)|\bPKCE (?:verification|validation) failed/i,
  },
  {
    stage: 'token',
    outcome: 'failed',
    pattern: /\brequest to https?:\/\/\S{1,200}\/token\S{0,40} failed|\bpost "?https?:\/\/\S{1,200}\/token"?: /i,
  },
  {
    stage: 'token',
    outcome: 'failed',
    pattern:
      /\b(?:InvalidGrant|InvalidClient|UnauthorizedClient|InvalidRequest)(?:Error|Exception)\b|\btoken (?:exchange|request)\b[^\n]{0,200} failed\s*$|\b[Tt]oken request (?:for|to) \S{1,100} failed\b/,
  },
  {
    stage: 'challenge',
    outcome: 'failed',
    pattern:
      /\bdid not advertise any auth|\b(?:no|without(?: an?)?|missing|lacks?(?: an?)?|kein|ohne|sin|sans) [`"']?WWW-Authenticate|\bno authorization support detected/i,
  },
  {
    stage: 'challenge',
    outcome: 'failed',
    side: 'client',
    pattern: /\bTLSv1[\d.]{0,3}\b[^\n]{0,60}\bAlert \(Level: Fatal/,
  },
  {
    stage: 'challenge',
    outcome: 'failed',
    pattern: /\binitiali[sz]e (?:failed|request failed)\b[^\n]{0,40}\b(?:HTTP|status)\b/i,
  },
  {
    stage: 'authorize',
    outcome: 'failed',
    side: 'user',
    pattern:
      /\buser_?cancell?ed(?:\b|[A-Z])|\buserCancell?ed\w*|\bWebAuthenticationSession\b[^\n]{0,40}\bCode=1\b|\b(?:popup|sign-?in|login|auth\w*) (?:window|sheet|popup) (?:was )?(?:closed|dismissed) by (?:the )?user|\bpopup_closed(?:_by_user)?\b/i,
  },
  {
    stage: 'token',
    outcome: 'failed',
    side: 'client',
    pattern: /\bnonce (?:mismatch|does not match)/i,
  },
  {
    stage: 'server-metadata',
    outcome: 'failed',
    side: 'client',
    pattern:
      /\b(?:refus\w+|incompatible|unsupported|required?)\b[^\n]{0,120}\bcode_challenge_methods_supported\b|\bcode_challenge_methods_supported\b[^\n]{0,80}\b(?:refus\w+|missing|required|unsupported)\b|\bissuer that does not match/i,
  },
  {
    stage: 'challenge',
    outcome: 'failed',
    side: 'edge',
    pattern: /\b30[1278]\b[^\n]{0,60}(?:cloudflareaccess\.com|\/cdn-cgi\/access)/i,
  },
  {
    stage: 'authorize',
    outcome: 'failed',
    side: 'user',
    pattern: /\bdevice code has expired\b|\bAADSTS70020\b|\bdevice\b[^\n]{0,80}\bexpired_token\b/i,
  },
  {
    stage: 'authorize',
    outcome: 'failed',
    pattern:
      /\bunable to authori[sz]e\b|\bOAuthInvalidRedirectUriException\b|\binvalid OAuth2? (?:authori[sz]ation )?request\b|\bdoes not match (?:with )?(?:the )?registered callback|\boauthErrorCode=/i,
  },
  {
    stage: 'authorize',
    outcome: 'failed',
    pattern:
      /\bfailed to parse authorization request\b|\bOAUTH_APP_BLOCKED\b|\b(?:invalid|rejected|refused) authori[sz]ation request\b/i,
  },
  {
    stage: 'resource-metadata',
    outcome: 'failed',
    side: 'client',
    pattern: /\bprotected resource \S{1,300} does not match expected/i,
  },
  {
    stage: 'resource-metadata',
    outcome: 'failed',
    pattern:
      /\b(?:fail\w*|error|unable|could not|HTTP [45]\d\d)\b[^\n]{0,60} (?:protected )?resource metadata|\bget "?https?:\/\/\S{1,200}\/oauth-protected-resource\S{0,200}: /i,
  },
  {
    stage: 'server-metadata',
    outcome: 'failed',
    side: 'client',
    pattern:
      /\bissuer\b[^\n]{0,200}\b(?:did not|does not|doesn't) match (?:the )?(?:requested |expected |configured )?issuer/i,
  },
  {
    stage: 'server-metadata',
    outcome: 'failed',
    pattern: /\bget "?https?:\/\/\S{1,200}\/(?:openid-configuration|oauth-authorization-server)\S{0,200}: /i,
  },
  {
    stage: 'server-metadata',
    outcome: 'failed',
    pattern:
      /(?:authorization server|oauth|openid|oidc)[^\n]{0,20} (?:metadata|configuration|discovery)[^\n]{0,40}\b(?:not found|failed|unavailable|error)|(?:failed|error|unable)[^\n]{0,20} (?:to )?(?:fetch|discover|load|get|populat)\w*[^\n]{0,20} (?:auth(?:orization)? server|oauth|openid)[^\n]{0,20} (?:metadata|configuration)/i,
  },
  {
    stage: 'server-metadata',
    outcome: 'passed',
    pattern:
      /\b(?:discovered|found|fetched|loaded|got)[^\n]{0,20} (?:authorization server|oauth|openid)[^\n]{0,20} (?:metadata|configuration)/i,
  },
  {
    stage: 'resource-metadata',
    outcome: 'passed',
    pattern: /\b(?:discovered|found|fetched|loaded|got)[^\n]{0,20} (?:protected )?resource metadata/i,
  },
  {
    stage: 'client-id',
    outcome: 'passed',
    pattern: /\b(?:client (?:was )?registered|registered (?:the |a )?(?:oauth )?client)\b|^registered client_id=/i,
  },
  {
    stage: 'callback',
    outcome: 'passed',
    pattern:
      /\b(?:auth(?:orization)? code received|callback received\b[^\n]{0,60}has_code=true|received (?:oauth )?callback with (?:a )?code|browser (?:returned|back)\b[^\n]{0,20}\bcode|authorization response received)/i,
  },
  {
    stage: 'refresh',
    outcome: 'asked',
    pattern:
      /\b(?:token refresh requested|refreshing (?:the )?(?:access )?token|(?:about to expire|expired), refreshing)|\bexpired?\b[^\n]{0,40}\b(?:trying|attempting|going)(?: to| a| the){0,2} (?:refresh|renew)|\bgrant(?:_type)?["']?[=:]\s?["']?refresh_token|\bcache attempts an RT\b/i,
  },
  {
    stage: 'authorize',
    outcome: 'failed',
    pattern:
      /(?:[?&]|^)error=(?!authorization_pending|slow_down)[a-z_]{4,}|\berror=[a-z_]{4,40}&(?:error_description|error_uri|state|iss)=/,
  },
  {
    stage: 'callback',
    outcome: 'failed',
    side: 'client',
    pattern:
      /\b(?:state (?:mismatch|does not match|(?:parameter )?(?:is )?different|parameter (?:mismatch|missing|invalid))|invalid (?:or expired |or missing )?state|OAuthStateError|csrf_attack|csrf_detected|InvalidStateException|state does not belong|authorization_request_not_found|(?:unable|failed) to restore state|no state cookie|no pending (?:auth|login|oauth) flow|failed to handle (?:the )?OAuth callback|missing required issuer|mismatching_state|oauth state (?:was )?(?:missing|invalid|not found)|state cookie (?:was )?missing|OAUTH_CALLBACK_ERROR|unable to obtain CSRF cookie|EADDRINUSE|callback port[^\n]{0,20} (?:in use|taken))\b/i,
  },
  {
    stage: 'callback',
    outcome: 'failed',
    side: 'client',
    pattern:
      /\b(?:127\.0\.0\.1|localhost)\b[^\n]{0,100}(?:callback|[?&]code=)[^\n]{0,100}(?:ERR_CONNECTION_REFUSED|refused to connect|connection refused|can.?t be reached)|\b(?:127\.0\.0\.1|localhost) refused to connect/i,
  },
  {
    stage: 'callback',
    outcome: 'failed',
    side: 'client',
    pattern:
      /\bdoes not have a registered handler\b|\bfailed to (?:listen|bind)\b[^\n]{0,60}\b(?:127\.0\.0\.1|localhost)\b|\blisten tcp\d? (?:127\.0\.0\.1|localhost)\S{0,12}: bind: |\bNo activity found to handle Intent\b[^\n]{0,200}(?:oauth|redirect|callback|auth)|\bno redirect received\b|\brefusing authorization response\b/i,
  },
  {
    stage: 'authorize',
    outcome: 'failed',
    side: 'user',
    pattern:
      /\b(?:oauth|authori[sz]ation|callback|login|consent)\b[^\n]{0,80}\baccess_denied\b|\buser (?:denied|declined|cancell?ed|rejected) (?:the )?(?:consent|authori[sz]ation|access|login|request)/i,
  },
  {
    stage: 'callback',
    outcome: 'failed',
    side: 'unknown',
    pattern:
      /\bcallback (?:timeout|timed out)|\bno callback was received\b|\b(?:timed out|timeout)(?: while)? waiting for[^\n]{0,30} (?:callback|code|login|authentication|authori[sz]ation|browser)\b|\b(?:login|authori[sz]ation|authentication) timed out/i,
  },
  {
    stage: 'authorize',
    outcome: 'failed',
    side: 'client',
    pattern:
      /\bspawn (?:xdg-open|open|wslview|rundll32|sensible-browser)\S{0,5} ENOENT|\b(?:could not|couldn't|failed to|cannot|unable to) open (?:the |a |your )?(?:default )?(?:web )?browser|\bno (?:web )?browser (?:was )?(?:found|available)|\b(?:oauth|oidc|auth|login|sign-?in)\b[^\n]{0,60}\b(?:could not|couldn't|failed to|cannot|unable to) open (?:the )?UR[IL]\b/i,
  },
  {
    stage: 'client-id',
    outcome: 'failed',
    side: 'client',
    pattern: /\b(?:CIMD|client (?:id )?metadata document)\b[^\n]{0,40}\b(?:fail|error|not found|unreachable|invalid)/i,
  },
  {
    stage: 'client-id',
    outcome: 'failed',
    pattern:
      /\b(?:registration failed|(?:dynamic )?client registration (?:failed|(?:is )?(?:not (?:supported|allowed|enabled)|disabled)|rejected|error)|does not support dynamic client registration|failed to register (?:the )?(?:oauth )?client)\b/i,
  },
  // Not in a body: the token endpoint names the redirect URI too.
  {
    stage: 'authorize',
    outcome: 'failed',
    pattern:
      /^(?!\s{0,4}[<{])[^\n]{0,300}\b(?:redirect_uri_mismatch|AADSTS50011|callback URL mismatch|redirect[_ ]uri\b[^\n]{0,60}\b(?:not (?:registered|allowed|valid)|mismatch|does not match))/i,
  },
  {
    stage: 'first-request',
    outcome: 'failed',
    pattern: /\bsession (?:was )?(?:not found|terminated|expired)|unknown session|invalid session id|no valid session/i,
  },
  {
    stage: 'first-request',
    outcome: 'failed',
    pattern:
      /\b(?:InvalidBearerTokenException|attempting to decode the Jwt|(?:aud|iss) claim is not valid|(?:access token|bearer token|jwt) (?:validation|verification) failed|invalid (?:token )?audience|jwt (?:audience|issuer|subject) invalid|insufficient_scope required|failed to validate the token|bearer was not authenticated|token signature (?:is )?invalid|rejecting token|JWT validation (?:failed|error)|token is unverifiable|invalid access token|(?:unable to authenticate the request|the server has asked for the client to provide credentials))\b/i,
  },
  {
    stage: 'call',
    outcome: 'failed',
    pattern:
      /\berror POSTing to endpoint\b|\bnon-200 status code\b|\b(?:error|failed)(?: to)? connect(?:ing)? to (?:the )?(?:remote |mcp )?server\b/i,
  },
  {
    stage: 'refresh',
    outcome: 'passed',
    pattern:
      /\b(?:token (?:was |successfully )?(?:refreshed|renewed)|refresh(?:ed)? (?:the )?(?:access )?token (?:success|ok)|(?:successfully )?refreshed (?:the )?(?:access )?tokens?|refresh (?:ok|done|succeeded|complete)|new (?:access )?token (?:obtained|received|stored|saved))/i,
  },
  {
    stage: 'token',
    outcome: 'passed',
    pattern:
      /\b(?:token exchange (?:succeeded|success\w*|complete\w*|ok)|exchange code for token done|tokens? (?:was |were )?issued|issu(?:ed|ing) (?:an? )?(?:access )?token|token\.issued|saving tokens\b|(?:access )?tokens? (?:received|obtained|acquired|saved|stored|granted)|(?:acquired|received|obtained|got|saved|stored|using)[^\n]{0,40}(?:access )?tokens?\b(?![^\n]{0,60}\bfail)|authorization (?:successful|complete)|login (?:successful|succeeded|complete)|logged in (?:as|successfully)|authenticated (?:as|successfully)|successfully (?:authenticated|logged in))/i,
  },
  {
    stage: 'call',
    outcome: 'passed',
    pattern:
      /\b(?:session (?:initiali[sz]ed|established|created|renewed)|initiali[sz]ed? (?:ok|success\w*)|tools\/(?:call|list) (?:ok|result)\b|Discovered \d{1,4} tools|connected to (?:the )?(?:remote |mcp )?server|connection established|server is ready|(?:server|connection|session|client|proxy)\b[^\n]{0,20} ready\.?$)/i,
  },
]
