/** One thing that a line of a trace shows about a login. */
import type { Stage } from './stage.ts'

export interface Observation {
  readonly stage: Stage
  /** `passed`: it went through. `failed`: it was refused or broke. `asked`: the server asked for a login, as it should. */
  readonly outcome: 'passed' | 'failed' | 'asked'
  /** HTTP status; null when the line shows none. */
  readonly status: number | null
  /** True if something in front of the server answered. */
  readonly byEdge: boolean
  /** 0-based line within the segment. */
  readonly line: number
  /** Offset of that line in the segment's text. */
  readonly start: number
}
