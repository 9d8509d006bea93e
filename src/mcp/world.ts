import type { Pack } from '../signatures/pack.ts'
import type { ReadLogFile } from './log-files.ts'

/** What the tools work with. */
export interface McpWorld {
  readonly pack: Pack
  /** Version of this program. */
  readonly version: string
  /** Reads a log of the machine that the server runs on; left out where that is not the caller's own. */
  readonly readLogFile?: ReadLogFile
}
