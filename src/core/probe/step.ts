/** One step of the walk: asks a server about one stage, and adds what it learned for the steps after it. */
import type { Stage } from '../flow/stage.ts'
import type { Revision } from './mcp-request.ts'
import type { ProbeDeps, ProbeRequest, ProbeTarget, StageResult } from './probe.ts'
import type { ServerMetadata } from './server-metadata.ts'

/** What the walk knows so far. */
export interface Known {
  readonly target: ProbeTarget
  /** Where MCP requests go: the target's URL, or where the server permanently redirects them. */
  readonly endpoint: string
  /** False for a plain issuer, which has neither a challenge nor a resource. */
  readonly isMcp: boolean
  /** From the challenge; null if it names none. */
  readonly metadataUrl: string | null
  /** Scopes that the challenge or the resource's metadata asks for; null if neither does. */
  readonly scope: string | null
  /** The `resource` of the metadata; null if there is no metadata. */
  readonly resource: string | null
  readonly issuers: readonly string[]
  readonly server: ServerMetadata | null
  readonly client: KnownClient | null
  /** Null until the browser came back. Secret, like the next one. */
  readonly grant: { readonly code: string; readonly verifier: string } | null
  readonly tokens: Tokens | null
  /** `Mcp-Session-Id` of the session that the token opened. */
  readonly session: string | undefined
  readonly revision: Revision
  /** Whether the server has only the older transport, over which a probe makes no calls. */
  readonly isStream: boolean
  /** Requests without a credential that can be sent again as another user agent. */
  readonly harmless: readonly HarmlessRequest[]
}

export interface HarmlessRequest {
  readonly stage: Stage
  readonly request: ProbeRequest
}

export interface KnownClient {
  readonly id: string
  /** Null for a public client. */
  readonly secret: string | null
}

export interface Tokens {
  readonly access: string
  readonly refresh: string | null
}

export interface StepOutcome {
  /** Null if the stage could not or need not be tried. */
  readonly result: StageResult | null
  readonly learned?: Partial<Known>
  /** True if no login is needed, so that nothing is left to try. */
  readonly ends?: boolean
}

export interface Step {
  readonly stage: Stage
  readonly run: (known: Known, deps: ProbeDeps) => Promise<StepOutcome>
}
