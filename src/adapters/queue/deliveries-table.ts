import type { Generated } from 'kysely'

/** Values of the claim columns in a row that no process is working on. */
export const UNCLAIMED = { claimed_at: null, claimed_by: null, alone: 0 } as const

/** A row in the queue. */
export interface DeliveriesTable {
  /** Order of arrival. */
  position: Generated<number>
  id: string
  event: string
  /** Empty once the delivery is done; only the id is needed then. */
  key: string
  /** Null once the delivery is done. */
  payload: string | null
  state: 'waiting' | 'claimed' | 'done' | 'parked'
  /** Number of tries, excluding those during which the process died. */
  attempts: number
  /** Reason for the last failure. */
  reason: string | null
  received_at: number
  due_at: number
  claimed_at: number | null
  /** Name of the process that is working on the delivery; see `LivenessLock`. */
  claimed_by: string | null
  /**
   * 0 if no process has died while working on the delivery. Otherwise 1 + the number of deaths while it was running
   * alone.
   */
  suspicion: Generated<number>
  /** 1 while the process is working on nothing else, so that this delivery is the cause if the process dies. */
  alone: Generated<number>
  /** Time at which the delivery was done or parked. */
  finished_at: number | null
}
