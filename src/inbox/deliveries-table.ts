import type { Generated } from 'kysely'

/** A row of the queue. */
export interface DeliveriesTable {
  /** Order of arrival. */
  position: Generated<number>
  id: string
  event: string
  /** Empty once the delivery is done: only the id has to be known then. */
  key: string
  /** Null once the delivery is done. */
  payload: string | null
  state: 'waiting' | 'claimed' | 'done' | 'parked'
  /** Times that it was claimed. */
  attempts: number
  /** Why the last attempt failed. */
  reason: string | null
  received_at: number
  due_at: number
  claimed_at: number | null
  /** Name of the process that works on it; see `Presence`. */
  claimed_by: string | null
  /** When it was done or parked. */
  settled_at: number | null
}
