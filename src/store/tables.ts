import type { Generated } from 'kysely'
import type { DeliveriesTable } from '../inbox/deliveries-table.ts'

/**
 * The tables as kysely sees them; `migrations/` makes them. Times are milliseconds since the epoch. All integers stay
 * below 2^53, so that they are numbers on every engine.
 */
export interface Tables {
  deliveries: DeliveriesTable
  decisions: DecisionsTable
  own_comments: OwnCommentsTable
}

export interface DecisionsTable {
  position: Generated<number>
  /** `owner/repo` in lower case, to find by: GitHub's names do not distinguish case. */
  repository: string
  owner: string
  repo: string
  number: number
  delivery: string | null
  decision: 'assert' | 'ask' | 'silent'
  reason: string
  signature: string | null
  confidence: number
  /** JSON array of clause ids. */
  evidence: string
  pack: string
  /** JSON array. */
  acts: string
  at: number
}

export interface OwnCommentsTable {
  repository: string
  number: number
  comment_id: number
}
