/**
 * Reads the event logs of identity providers. Their names of events are facts of these products:
 * https://www.keycloak.org/docs/latest/server_admin/#_login-event-types,
 * https://developer.okta.com/docs/reference/api/event-types/, https://auth0.com/docs/deploy-monitor/logs/log-event-type-codes,
 * https://learn.microsoft.com/en-us/entra/identity/monitoring-health/reference-azure-monitor-sign-ins-log-schema.
 */
import { NOTHING, type Reader, type Statement } from '../reader.ts'
import type { Stage } from '../stage.ts'

/** The same in columns: the type of the event, its result and the reason. */
const OKTA_ROW =
  /\b(app\.oauth2\.[\w.]{3,80})["']?[,\t]["']?(SUCCESS|FAILURE|ALLOW|DENY)\b(?:["']?[,\t]["']?([a-z_]{4,40})\b)?/

const KEYCLOAK = /\btype["']?\s?[:=]\s?["']?([A-Z][A-Z_]{3,60})\b/
const KEYCLOAK_STAGES: readonly (readonly [RegExp, Stage])[] = [
  [/^CODE_TO_TOKEN|^CLIENT_LOGIN|^TOKEN_EXCHANGE|^OAUTH2_DEVICE_CODE_TO_TOKEN/, 'token'],
  [/^REFRESH_TOKEN/, 'refresh'],
  [/^CLIENT_REGISTER|^CLIENT_UPDATE/, 'client-id'],
  [/^LOGIN(?:_ERROR)?$|^GRANT_CONSENT|^IDENTITY_PROVIDER_(?:LOGIN|RESPONSE)|^OAUTH2_DEVICE_AUTH/, 'authorize'],
  [/^USER_INFO_REQUEST|^INTROSPECT_TOKEN/, 'first-request'],
]

const OKTA = /\beventType["']?\s?[:=]\s?["']?(app\.oauth2\.[\w.]{3,80})/
const OKTA_RESULT = /\bresult["']?\s?[:=]\s?["']?(SUCCESS|FAILURE|ALLOW|DENY)\b/
const OKTA_REASON = /\breason["']?\s?[:=]\s?["']?([a-z_]{4,40})\b/

const ENTRA = /\berrorCode["']?\s?[:=]\s?["']?(\d{5,7})\b/
/** Steps on the way to a login: another factor, consent, a choice of account, or a silent attempt before a visible one. */
const ENTRA_INTERRUPTS: ReadonlySet<string> = new Set(
  '16000 16001 50055 50058 50072 50074 50076 50079 50125 50127 50129 50140 50143 50144 50199 81010 81012'.split(' '),
)
const ENTRA_DECLINED = '65004'

/** Exported sign-ins are pretty-printed: the fields that tell what it is are on other lines than the code. */
const IS_ENTRA = /SignInLogs|failureReason|appDisplayName|conditionalAccessStatus/

const AUTH0 = /\btype["']?\s?[:=]\s?["']?(f|s|fe[a-z]{2,8}|se[a-z]{2,8}|fco|fcoa|fapi|fertft|sertft)["']/
const AUTH0_STAGES: readonly (readonly [RegExp, Stage])[] = [
  [/^[fs]ertft$/, 'refresh'],
  [/^[fs]e[a-z]{2,6}ft$|^fe[a-z]{1,4}cft$|^[fs]eoobft$/, 'token'],
  [/^[fs]$|^fco/, 'authorize'],
]

/** The error of an event is a code; the message beside it is for people. */
const ERROR = /\berror["']?\s?[:=]\s?["']?([a-z_]{4,60})\b/

/** The codes by which a provider says that the person declined. */
const BY_USER = /^(?:rejected_by_user|access_denied|consent_denied|user_cancell?ed)$/

export const identityProviderEvents: Reader = {
  name: 'events of identity providers',
  begin() {
    let isEntra = false
    return (line) => {
      isEntra ||= IS_ENTRA.test(line)
      const entra = isEntra ? readEntra(line) : null
      const statement = readKeycloak(line) ?? readOkta(line) ?? entra ?? readAuth0(line)
      return statement === null ? NOTHING : [statement]
    }
  },
}

function readKeycloak(line: string): Statement | null {
  const type = KEYCLOAK.exec(line)?.[1]
  if (type === undefined) return null
  const stage = KEYCLOAK_STAGES.find(([pattern]) => pattern.test(type))?.[1]
  if (stage === undefined) return null
  return toStatement(stage, type.endsWith('_ERROR'), ERROR.exec(line)?.[1])
}

function readOkta(line: string): Statement | null {
  const row = OKTA_ROW.exec(line)
  const type = row?.[1] ?? OKTA.exec(line)?.[1]
  const result = row?.[2] ?? (type === undefined ? undefined : OKTA_RESULT.exec(line)?.[1])
  if (type === undefined || result === undefined) return null
  const stage = type.includes('authorize') ? 'authorize' : type.includes('refresh') ? 'refresh' : 'token'
  return toStatement(stage, result === 'FAILURE' || result === 'DENY', row?.[3] ?? OKTA_REASON.exec(line)?.[1])
}

function readEntra(line: string): Statement | null {
  const code = ENTRA.exec(line)?.[1]
  if (code === undefined || ENTRA_INTERRUPTS.has(code)) return null
  const statement = toStatement('authorize', true, `AADSTS${code}`)
  return code === ENTRA_DECLINED ? { ...statement, side: 'user' } : statement
}

function readAuth0(line: string): Statement | null {
  const type = AUTH0.exec(line)?.[1]
  const stage = type === undefined ? undefined : AUTH0_STAGES.find(([pattern]) => pattern.test(type))?.[1]
  return type === undefined || stage === undefined ? null : toStatement(stage, type.startsWith('f'), undefined)
}

function toStatement(stage: Stage, isFailure: boolean, error: string | undefined): Statement {
  const statement = { stage, outcome: isFailure ? 'failed' : 'passed', isRecord: true, vantage: 'server' } as const
  if (!isFailure || error === undefined) return statement
  return BY_USER.test(error) ? { ...statement, error, side: 'user' } : { ...statement, error }
}
