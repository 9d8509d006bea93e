/**
 * Reads any other sentence that names a step and says that it failed: `failed to fetch the token`, `client registration
 * was rejected`. Names of steps and words of failure are two tables; programs put them together in many ways.
 */

import { onlyNamesFailures } from '../names-of-failures.ts'
import { lineReader, type Statement } from '../reader.ts'
import type { Stage } from '../stage.ts'

const TOKEN = String.raw`(?:an? |the |new )?(?:(?:access|auth|oauth2?|bearer) ){0,2}tokens?\b`

/** The first row that matches wins. */
const STEPS: readonly (readonly [Stage, string])[] = [
  ['resource-metadata', String.raw`(?:protected[ -]?)?resource metadata\b|oauth-protected-resource\b`],
  [
    'server-metadata',
    String.raw`(?:auth(?:orization)?[ -]server|oauth|oidc|openid|issuer|provider) (?:metadata|configuration|discovery)\b|openid-configuration\b|(?:oidc|oauth|openid) discovery\b|discovery document\b|parse metadata\b|obtain configuration\b`,
  ],
  ['client-id', String.raw`(?:dynamic )?client registration\b|register (?:the |a |an )?(?:oauth )?client\b`],
  [
    'refresh',
    String.raw`refresh(?:ing)? ${TOKEN}|refresh (?:the )?session\b|token refresh\b|refreshToken\b|refresh_token (?:grant|request)\b`,
  ],
  [
    'token',
    String.raw`(?:token|code)[ _](?:exchange|redemption)(?![a-z])|exchang(?:e|ing)(?: (?:an? |the )?(?:authori[sz]ation )?(?:code|grant)\b| ${TOKEN})|exchange_authorization_code\b|(?:fetch|get|obtain|retriev|acquir|request|authori[sz])(?:e|ing)? ${TOKEN}|token (?:request|endpoint)\b|redeem(?:ing)? (?:an? |the )?(?:authori[sz]ation )?code\b`,
  ],
  ['authorize', String.raw`authori[sz]ation request\b|device authori[sz]ation\b`],
  [
    'first-request',
    String.raw`(?:(?:access |bearer )?token|jwt|signature|audience|issuer) (?:validation|verification)\b|authenticati(?:on|ng) (?:using|with) (?:an? )?(?:OAuth ?2?(?:\.0)?[ \/])?(?:JWT |bearer |access )?token\b|(?:validat|verify)(?:e|ing)? (?:the )?(?:access |bearer )?(?:token|jwt|signature)\b|(?:bearer|access) token(?= (?:was |is |has been )?(?:rejected|refused))|(?:jwks|signing keys?)\b`,
  ],
]

const BEFORE = `(?:failed|failure|unable|could(?: not|n't)|cannot|can't|errors?)(?: to| while| when| during| in| on| with|:)?`
const AFTER = String.raw`(?:(?:has|was|is|request|response|endpoint) ){0,2}(?:failed|fails|failure|error(?:ed)?|rejected|refused|timed out|returned(?: HTTP| status)? [45]\d\d|: (?:HTTP )?[45]\d\d\b|(?:is )?not supported)`

/** Sentences about what may happen, or about what did not. */
const UNREAL =
  /\b(?:if|unless|without|no|zero|0|should|may|might|would|retry|on) (?:\w+ ){0,4}(?:fail|error|reject|refus)/i

const PATTERNS = STEPS.map(([stage, name]) => {
  const step = `(?:${name})`
  return {
    stage,
    failure: new RegExp(
      String.raw`\b${BEFORE} (?:[\w'-]{1,20} ){0,2}?${step}|(?<![a-zA-Z])${step}[^\n.;,{]{0,30}?[ :_]${AFTER}`,
      'i',
    ),
  }
})

const STATUS = /\b(?:HTTP(?:\/[\d.]{1,3})?|status(?: code)?:?|returned|:)\s{1,2}([45]\d\d)\b/i

/** Nothing answered: the message comes from the machine that asked. */
const UNREACHABLE =
  /\b(?:x509|certificate|fetch failed|no such host|ECONN\w+|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|connection refused|timed? ?out|dns error)\b/i

/** A token arrived, and the client did not accept it. */
const UNVERIFIED =
  /\b(?:bad|invalid|wrong)[ _](?:signature|nonce|issuer|audience|at_hash)\b|\bsignature verification failed\b/i

export const wordedFailures = lineReader('steps that failed, in words', (line): Statement | null => {
  if (!FAILS.test(line) || UNREAL.test(line) || onlyNamesFailures(line)) return null
  const stage = PATTERNS.find(({ failure }) => failure.test(line))?.stage
  if (stage === undefined) return null
  const status = STATUS.exec(line)?.[1]
  const side = UNREACHABLE.test(line) ? 'unknown' : stage === 'token' && UNVERIFIED.test(line) ? 'client' : undefined
  return {
    stage,
    outcome: 'failed',
    status: status === undefined ? null : Number(status),
    ...(side === undefined ? {} : { side }),
  }
})

/** Most lines have none of the words, and this is quick to see. */
const FAILS =
  /fail|error|reject|refus|timed out|unable|could(?: not|n't)|cannot|can't|not supported|returned|: [45]\d\d/i
