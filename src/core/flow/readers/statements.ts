/** Reads what a client or a server says in words about a stage of the login. */
import type { Observation } from '../observation.ts'
import { lineReader, type Statement } from '../reader.ts'
import type { Side, Stage } from '../stage.ts'

interface Row {
  readonly stage: Stage
  readonly outcome: Observation['outcome']
  readonly side?: Side
  readonly pattern: RegExp
}

/** The first row that matches a line wins, so failures come before successes. */
const ROWS: readonly Row[] = [
  {
    stage: 'refresh',
    outcome: 'failed',
    pattern:
      /\brefresh(?:ing)?(?: the)?(?: access)?(?: token)?[^\n]{0,40}\b(?:fail|error|refused|rejected|revoked|invalid_grant|expired)|(?:access )?token (?:has |is )?expired\b/i,
  },
  {
    stage: 'token',
    outcome: 'failed',
    pattern:
      /\b(?:token exchange|exchang\w+ (?:the )?(?:authorization )?code|code exchange|failed to (?:get|obtain|fetch|exchange)[^\n]{0,30}token)\b[^\n]{0,60}\b(?:fail|error|refused|HTTP [45]\d\d|status:? [45]\d\d)|token exchange failed|failed to exchange/i,
  },
  {
    stage: 'token',
    outcome: 'failed',
    pattern:
      /\b(?:finishAuth|exchangeAuthorization|(?:error|failed) (?:getting|fetching|obtaining) (?:a |the )?token)\b/i,
  },
  {
    stage: 'server-metadata',
    outcome: 'failed',
    pattern:
      /(?:authorization server|oauth|openid|oidc)[^\n]{0,20} (?:metadata|configuration|discovery)[^\n]{0,40}\b(?:not found|failed|unavailable|error)|(?:failed|error|unable)[^\n]{0,20} (?:to )?(?:fetch|discover|load|get)\w*[^\n]{0,20} (?:authorization server|oauth|openid)[^\n]{0,20} (?:metadata|configuration)/i,
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
    stage: 'refresh',
    outcome: 'asked',
    pattern: /\b(?:token refresh requested|refreshing (?:the )?(?:access )?token)/i,
  },
  { stage: 'callback', outcome: 'failed', pattern: /[?&]error=[a-z_]+/ },
  {
    stage: 'callback',
    outcome: 'failed',
    side: 'client',
    pattern:
      /\b(?:state (?:mismatch|does not match|parameter (?:mismatch|missing|invalid))|invalid state|mismatching_state|oauth state (?:was )?(?:missing|invalid|not found)|EADDRINUSE|callback port[^\n]{0,20} (?:in use|taken))\b/i,
  },
  {
    stage: 'client-id',
    outcome: 'failed',
    pattern:
      /\b(?:registration failed|(?:dynamic )?client registration (?:failed|not supported|is not supported|rejected|error)|does not support dynamic client registration|failed to register (?:the )?(?:oauth )?client)\b/i,
  },
  {
    stage: 'first-request',
    outcome: 'failed',
    pattern: /\bsession (?:was )?(?:not found|terminated|expired)|unknown session|invalid session id|no valid session/i,
  },
  {
    stage: 'refresh',
    outcome: 'passed',
    pattern:
      /\b(?:token (?:was |successfully )?(?:refreshed|renewed)|refresh(?:ed)? (?:the )?(?:access )?token (?:success|ok)|(?:successfully )?refreshed (?:the )?(?:access )?tokens?|new (?:access )?token (?:obtained|received|stored|saved))/i,
  },
  {
    stage: 'token',
    outcome: 'passed',
    pattern:
      /\b(?:token exchange (?:succeeded|success\w*|complete\w*|ok)|(?:access )?tokens? (?:received|obtained|acquired|saved|stored|granted)|(?:acquired|received|obtained|got|saved|stored|using)[^\n]{0,40}(?:access )?tokens?\b|authorization (?:successful|complete)|login (?:successful|succeeded|complete)|logged in (?:as|successfully)|authenticated (?:as|successfully)|successfully (?:authenticated|logged in))/i,
  },
  {
    stage: 'call',
    outcome: 'passed',
    pattern:
      /\b(?:session (?:initiali[sz]ed|established|created|renewed)|initiali[sz]ed? (?:ok|success\w*)|connected to (?:the )?(?:remote |mcp )?server|connection established|server is ready|ready\.?$)/i,
  },
]

const STATUS =
  /\b(?:HTTP(?:\/[\d.]{1,3})?|status(?: code)?:?|answered|returned)\s{0,2}([45]\d\d)\b|: ([45]\d\d) [A-Z][a-z]/i

/** Nothing answered: the message comes from the machine that asked. */
const UNREACHABLE =
  /\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|connection refused|timed out|dns error)\b/i

export const statements = lineReader('statements in words', (line): Statement | null => {
  const row = ROWS.find(({ pattern }) => pattern.test(line))
  if (row === undefined) return null
  const { stage, outcome } = row
  const found = STATUS.exec(line)
  const status = found?.[1] ?? found?.[2]
  const side = outcome === 'failed' && UNREACHABLE.test(line) ? 'unknown' : row.side
  return {
    stage,
    outcome,
    status: status === undefined ? null : Number(status),
    ...(side === undefined ? {} : { side }),
  }
})
