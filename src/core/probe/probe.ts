/**
 * Types for a probe: one walk through the stages of a login at a live server, from the machine that it runs on. The
 * network, the browser and randomness are passed in, so the walk itself is a pure function of the answers that it gets.
 */
import type { Side, Stage } from '../flow/stage.ts'
import type { ClientFacts } from './client-facts.ts'
import type { ProbeFault } from './fault.ts'

export interface ProbeRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Whether to follow redirects. A request without it gets the redirect as its answer. */
  readonly follow?: boolean
}

export interface ProbeAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** At most as long as the network allows; of an event stream, only the first event. */
  readonly body: string
  /** The URL that answered, after redirects. */
  readonly url: string
}

/** Why there is no answer. `forbidden`: the URL leads to an address to which a probe may not connect. */
export type NoAnswerReason =
  | 'dns'
  | 'refused'
  | 'reset'
  | 'tls'
  | 'timeout'
  | 'too-large'
  | 'redirects'
  | 'forbidden'
  | 'bad-url'

export interface NoAnswer {
  readonly failed: NoAnswerReason
}

export type ProbeResponse = ProbeAnswer | NoAnswer

/** Sends one request. Never rejects: a request without an answer resolves to its reason. */
export type SendRequest = (request: ProbeRequest) => Promise<ProbeResponse>

export interface ProbeTarget {
  /** The URL of an MCP server or of an OAuth or OpenID Connect issuer. */
  readonly url: string
  /** The client to check for; null for none in particular. */
  readonly client: ClientFacts | null
  /** A client id that the user has registered by hand. */
  readonly clientId: string | null
  /** URL of a client ID metadata document that is used as the client id; null or omitted for none. */
  readonly clientDocument?: string | null
  /** Whether to register a client, which leaves an entry at the authorization server. */
  readonly register: boolean
}

/** What a login needs besides the network. */
export interface ProbeLogin {
  readonly redirectUri: string
  /** Shows the URL to the user and resolves to the URL to which the browser was sent back; null if nothing came back. */
  authorize(url: string): Promise<string | null>
}

export interface ProbeDeps {
  readonly send: SendRequest
  /** Unguessable text of at least 43 URL-safe characters, another one at each call (RFC 7636 §4.1). */
  readonly randomText: () => string
  /** Omitted unless the user asked for a login. */
  readonly login?: ProbeLogin
  /** Called before each stage. */
  readonly onStage?: (stage: Stage) => void
}

export interface StageResult {
  readonly stage: Stage
  /** HTTP status of the answer that decided; null if there was none. */
  readonly status: number | null
  readonly ok: boolean
  /** Who sent the answer; for a stage that is not ok, whose fault it is. */
  readonly side: Side
  /** One sentence. */
  readonly detail: string
  /** The section of the specification that asks for this; null if none does. */
  readonly section: string | null
  /** Null if the stage is ok. */
  readonly fault: ProbeFault | null
}

export interface AgentStatus {
  readonly agent: string
  /** Null if there was no answer. */
  readonly status: number | null
}

/** Something that the named client needs. */
export interface ClientNeed {
  /** Completes the sentence "The client needs …". */
  readonly need: string
  /** Null if a probe cannot see it. */
  readonly met: boolean | null
  readonly source: string
}

/** The document that `probe --json` prints. */
export interface ProbeResult {
  readonly url: string
  readonly client: string | null
  /** The stages that were tried, in order. */
  readonly stages: readonly StageResult[]
  /** The first stage that is not ok. */
  readonly broken: StageResult | null
  readonly userAgents: readonly AgentStatus[]
  readonly loginNeeded: boolean
  /** What the named client needs; empty if none was named. */
  readonly needs: readonly ClientNeed[]
  /** Name and version of this program. */
  readonly tool: string
  /** ISO time. */
  readonly at: string
}

export function isAnswer(response: ProbeResponse): response is ProbeAnswer {
  return 'status' in response
}
