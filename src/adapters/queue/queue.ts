/**
 * The durable queue of deliveries. An accepted delivery is on disk before GitHub gets its response. It is processed
 * once, no matter what crashes. Two deliveries for the same issue never run at the same time, and they keep their
 * order. The queue does not know what a delivery means.
 */
import { DAY_MS } from '../../core/time-units.ts'

/** One webhook as received. */
export interface Delivery {
  /** GitHub's delivery GUID; redeliveries keep it. */
  readonly id: string
  /** Event name with action, e.g. `issues.opened`. */
  readonly event: string
  /**
   * Subject of the delivery, e.g. `owner/repo#12`. Deliveries with the same key are processed one at a time, in order.
   */
  readonly key: string
  /** The parts of the verified payload that the work needs, as JSON text. */
  readonly payload: string
  /** Milliseconds since the epoch. */
  readonly receivedAt: number
  /**
   * Earliest processing time, in milliseconds since the epoch. Default: now. Later deliveries with the same key wait.
   */
  readonly dueAt?: number
}

/** A delivery handed to a worker. */
export interface ClaimedDelivery extends Delivery {
  /** 1 for the first try. A try during which the process died does not count. */
  readonly attempt: number
  /**
   * 0 if no process has died while working on the delivery. Otherwise 1 + the number of deaths that it certainly
   * caused.
   */
  readonly suspicion: number
}

export interface ParkedDelivery extends Delivery {
  readonly attempts: number
  /** Reason why the delivery was parked, as text. */
  readonly reason: string
}

export interface Queue {
  /** Stores a delivery durably. Returns `known` if the id was accepted before; then nothing is stored or done again. */
  accept(delivery: Delivery): Promise<'accepted' | 'known'>
  /**
   * Claims the oldest due delivery (with `key`, if given) whose key no process is working on. Returns null if there is
   * none.
   */
  claim(now: number, key?: string): Promise<ClaimedDelivery | null>
  /**
   * Returns the delivery with `key` that this process has claimed, or null. Used when the response to a claim was lost;
   * the caller must be the only one working on the key.
   */
  claimed(key: string): Promise<ClaimedDelivery | null>
  /**
   * Records that this process is working on this claimed delivery only, so that the delivery is the cause if the
   * process dies.
   */
  workAlone(id: string): Promise<void>
  /** Marks the work as done. The delivery's id stays known; its payload is dropped. */
  complete(id: string, now: number): Promise<void>
  /** Records a failure and schedules the next try at `dueAt`. Later deliveries with the same key wait behind it. */
  retry(id: string, reason: string, dueAt: number): Promise<void>
  /** Records a permanent failure. The delivery is kept with the reason and no longer blocks its key. */
  park(id: string, reason: string, now: number): Promise<void>
  /**
   * Requeues deliveries claimed by dead processes, and those that this process claimed before it started. All of a
   * process's deliveries become suspects, unless the process was working on one of them alone. Also makes a delivery
   * due if its wait exceeds `MAX_WAIT_MS`, because the clock was set back after the delivery was scheduled. Called at
   * startup.
   * @returns the number of requeued deliveries
   */
  recover(now: number): Promise<number>
  /** Does the same for other processes while this one is working. Called every few seconds. */
  takeOver(now: number): Promise<number>
  /** Returns the number of deliveries that are waiting or being processed. */
  backlog(): Promise<number>
  /** Returns the parked deliveries, oldest first. */
  parked(): Promise<readonly ParkedDelivery[]>
  /** Makes a parked delivery wait again and resets its attempts. Returns false if there is no such delivery. */
  retryParked(id: string, now: number): Promise<boolean>
  /** Drops a parked delivery; its id stays known. Returns false if there is no such delivery. */
  dropParked(id: string, now: number): Promise<boolean>
  /**
   * Returns the time at which the next delivery (with `key`, if given) becomes due; null if none is waiting. Ignores
   * deliveries that another delivery with the same key blocks.
   */
  nextDueAt(key?: string): Promise<number | null>
  /** Deletes the ids of deliveries that were done more than `KEEP_DONE_MS` ago. Returns their number. */
  forgetDone(now: number): Promise<number>
  /**
   * Drops waiting and parked deliveries whose key is `name` or starts with `name#`. Returns their number. Their ids
   * stay known. A delivery that is being processed runs to completion. Case does not matter.
   */
  forget(name: string, now: number): Promise<number>
}

/**
 * Time for which a done delivery's id stays known: 30 days. GitHub redelivers for 3 days (7 on Enterprise Server) with
 * the same id (https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks).
 */
export const KEEP_DONE_MS = 30 * DAY_MS
