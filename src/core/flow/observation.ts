/** One thing that a line of a trace shows about a login. */
import type { Side, Stage } from './stage.ts'

export interface Observation {
  readonly stage: Stage
  /** `passed`: it went through. `failed`: it was refused or broke. `asked`: the server asked for a login, as it should. */
  readonly outcome: 'passed' | 'failed' | 'asked'
  /** HTTP status; null when the line shows none. */
  readonly status: number | null
  /** Who sent the message, when the line says so; otherwise it follows from the stage. */
  readonly side: Side | null
  /** Host that answered; null when the line does not name it. */
  readonly server: string | null
  /** Name under which a client has configured the server; null when the line does not name it. */
  readonly name: string | null
  /** What was requested, without its query; null when the trace does not name its host. */
  readonly url: string | null
  /** Process of the client, when its log holds several. */
  readonly process: string | null
  /** OAuth or event error code, such as `invalid_client`; null when there is none. */
  readonly error: string | null
  /** Whose log it is: what a server did not see, the client may still have sent. */
  readonly vantage: Vantage | null
  /** Whether the request carried a credential; null when the line does not say. */
  readonly authorized: boolean | null
  /** True for a record that a program writes of a whole step; one alone shows a login. */
  readonly isRecord: boolean
  /** 0-based line within the segment. */
  readonly line: number
  /** Offset of that line in the segment's text. */
  readonly start: number
}

export type Vantage = 'client' | 'server'

/** Whether a status sends the client elsewhere; a 304 is an answer from a cache (RFC 9110, section 15.4.5). */
export function isRedirect(status: number | null): boolean {
  return status !== null && status >= 300 && status < 400 && status !== 304
}
