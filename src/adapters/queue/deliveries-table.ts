import type { Generated } from 'kysely'

/** Claim columns of a row that no process is working on. */
export const UNCLAIMED = { claimed_at: null, claimed_by: null, alone: 0 } as const

/** A row of the queue. */
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
  /** Number of tries, without those during which the process died. */
  attempts: number
  /** Reason of the last failure. */
  reason: string | null
  received_at: number
  due_at: number
  claimed_at: number | null
  /** Name of the process that works on it; see `LivenessLock`. */
  claimed_by: string | null
  /** 0: no process died while working on it. Otherwise 1 + the number of deaths while it was running alone. */
  suspicion: Generated<number>
  /** 1 while its process works on nothing else, so that a death of the process is caused by this delivery. */
  alone: Generated<number>
  /** Time at which it was done or parked. */
  finished_at: number | null
}
