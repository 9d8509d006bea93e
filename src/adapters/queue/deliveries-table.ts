import type { Generated } from 'kysely'

/** What a row says of who works on it when nobody does. */
export const UNCLAIMED = { claimed_at: null, claimed_by: null, alone: 0 } as const

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
  /** Times that it was tried; not counting tries that the process did not live through. */
  attempts: number
  /** Why the last attempt failed. */
  reason: string | null
  received_at: number
  due_at: number
  claimed_at: number | null
  /** Name of the process that works on it; see `Presence`. */
  claimed_by: string | null
  /** 0: no process died of it. Else one more than the times that one died while it worked on nothing else. */
  suspicion: Generated<number>
  /** 1 while the process that claimed it works on nothing else, so that its death would be this one's doing. */
  alone: Generated<number>
  /** When it was done or parked. */
  finished_at: number | null
}
