/** Builds an authorization request with PKCE (RFC 6749 §4.1.1, RFC 7636 §4.3, RFC 8707 §2.1). */
import { createHash } from 'node:crypto'
import type { ProbeDeps, ProbeTarget } from '../probe.ts'
import type { ServerMetadata } from '../server-metadata.ts'
import type { Known } from '../step.ts'

/** Registered by a probe without a login; nobody listens there. */
const UNUSED_REDIRECT_URI = 'http://127.0.0.1:33418/callback'

/** Sent when there is no client id, to see whether the endpoint answers at all. */
const PLACEHOLDER_CLIENT = 'auth-triage-probe'

export interface AuthorizationRequest {
  readonly url: string
  readonly redirectUri: string
  readonly state: string
  readonly verifier: string
}

/** A registered client must come back to a redirect URI that the given client uses, if one is named. */
export function redirectUriOf({ client }: ProbeTarget, { login }: Pick<ProbeDeps, 'login'>): string {
  return login?.redirectUri ?? client?.redirectUris[0] ?? UNUSED_REDIRECT_URI
}

export function authorizationRequest(known: Known, server: ServerMetadata, deps: ProbeDeps): AuthorizationRequest {
  const redirectUri = redirectUriOf(known.target, deps)
  const state = deps.randomText()
  const verifier = deps.randomText()
  const url = new URL(server.authorizationEndpoint)
  const parameters = {
    response_type: 'code',
    client_id: known.client?.id ?? PLACEHOLDER_CLIENT,
    redirect_uri: redirectUri,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...resourceParameter(known),
    ...(known.scope !== null && known.scope !== '' && { scope: known.scope }),
    ...(!known.isMcp && { scope: 'openid' }),
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return { url: url.href, redirectUri, state, verifier }
}

/** MCP clients name the resource in both requests, whether or not the server knows the parameter. */
export function resourceParameter({ isMcp, resource, endpoint }: Known): { readonly resource?: string } {
  return isMcp ? { resource: resource ?? endpoint } : {}
}
