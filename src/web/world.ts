import type { Context } from 'hono'
import type { Pack } from '../signatures/pack.ts'

/** What the pages work with; all of it is passed in. */
export interface WebWorld {
  readonly pack: Pack
  /** Version of this program. */
  readonly version: string
  /** Ids of signatures that do not recognise their own examples, dead detectors; null until all were tried. */
  readonly deadSignatures: () => ReadonlySet<string> | null
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** The address that a request came from. */
  readonly addressOf: (c: Context) => string
  /** Requests of one address for pages; `PAGES_PER_MINUTE` unless told. */
  readonly pagesPerMinute?: number
  /** Reports of one address to diagnose, which cost more; `TRIES_PER_MINUTE` unless told. */
  readonly triesPerMinute?: number
  /** Told of a request whose handling broke, which is answered with 500. */
  readonly onBroken: (error: unknown) => void
}
