/** The kinds of fault that a probe tells apart, and the signature that explains each. */
import type { Stage } from '../flow/stage.ts'

export const PROBE_FAULTS = [
  'unreachable',
  'tls',
  'forbidden-address',
  'edge-block',
  'edge-user-agent',
  'identity-proxy',
  'wrong-port',
  'not-a-server',
  'wrong-challenge',
  'metadata-missing',
  'metadata-invalid',
  'metadata-refused',
  'resource-mismatch',
  'issuer-mismatch',
  'no-authorization-server',
  'endpoint-missing',
  'pkce-unsupported',
  'registration-unavailable',
  'registration-refused',
  'redirect-uri-refused',
  'scope-refused',
  'resource-refused',
  'client-refused',
  'client-document-invalid',
  'access-denied',
  'authorize-refused',
  'no-callback',
  'state-mismatch',
  'callback-issuer-mismatch',
  'pkce-refused',
  'token-refused',
  'token-invalid',
  'token-rejected',
  'insufficient-scope',
  'session-refused',
  'refresh-refused',
  'call-refused',
  'server-error',
] as const

export type ProbeFault = (typeof PROBE_FAULTS)[number]

/** A fault that has no row names no cause: the block still says stage and side. */
const SIGNATURES: Readonly<Partial<Record<ProbeFault, string>>> = {
  tls: 'tls-or-proxy',
  'edge-block': 'edge-blocked',
  'edge-user-agent': 'edge-blocked',
  'identity-proxy': 'edge-blocked',
  'wrong-port': 'nonstandard-port',
  'wrong-challenge': 'discovery-failure',
  'metadata-missing': 'discovery-failure',
  'metadata-invalid': 'discovery-failure',
  'metadata-refused': 'discovery-failure',
  'resource-mismatch': 'discovery-failure',
  'issuer-mismatch': 'discovery-failure',
  'no-authorization-server': 'discovery-failure',
  'pkce-unsupported': 'pkce-mismatch',
  'registration-unavailable': 'registration-unsupported',
  'registration-refused': 'registration-unsupported',
  'redirect-uri-refused': 'redirect-uri-mismatch',
  'scope-refused': 'invalid-scope',
  'resource-refused': 'resource-rejected',
  'client-refused': 'stale-client-registration',
  'no-callback': 'callback-unreachable',
  'state-mismatch': 'oauth-state-mismatch',
  'callback-issuer-mismatch': 'issuer-mismatch',
  'pkce-refused': 'pkce-mismatch',
  'token-refused': 'token-exchange-failure',
  'token-invalid': 'token-exchange-failure',
  'token-rejected': 'token-validation-failure',
  'insufficient-scope': 'missing-scope',
  'session-refused': 'stale-session',
  'refresh-refused': 'token-refresh-failure',
}

/** At these stages a server error stops every login, whatever the user does. */
const LOGIN_STAGES: ReadonlySet<Stage> = new Set(['authorize', 'token', 'refresh'])

/** @returns the id of the signature that explains the fault; null if none does */
export function signatureOfFault(fault: ProbeFault, stage: Stage): string | null {
  if (fault === 'server-error') return LOGIN_STAGES.has(stage) ? 'provider-outage' : null
  return SIGNATURES[fault] ?? null
}
