/**
 * The durable queue of deliveries. An accepted delivery is on disk before GitHub gets its response. It is processed
 * once, whatever crashes. Two deliveries of one issue never run at the same time and keep their order. The queue does
 * not know what a delivery means.
 */

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
  /** Earliest time of processing, in milliseconds since the epoch; now if omitted. Later deliveries of the key wait. */
  readonly dueAt?: number
}

/** A delivery handed to a worker. */
export interface ClaimedDelivery extends Delivery {
  /** 1 for the first try. A try during which the process died does not count. */
  readonly attempt: number
  /** 0 if no process died while working on it. Otherwise 1 + the number of deaths certainly caused by this delivery. */
  readonly suspicion: number
}

export interface ParkedDelivery extends Delivery {
  readonly attempts: number
  /** Reason for parking it, as text. */
  readonly reason: string
}

export interface Queue {
  /** Stores a delivery durably. Returns `known` when the id was accepted before: nothing is stored or done again. */
  accept(delivery: Delivery): Promise<'accepted' | 'known'>
  /**
   * Claims the oldest due delivery (of `key`, if given) whose key no process works on. Returns null if there is none.
   */
  claim(now: number, key?: string): Promise<ClaimedDelivery | null>
  /**
   * Returns the delivery of `key` that this process has claimed, or null. For a claim whose response was lost; the
   * caller must be the only one working on the key.
   */
  claimed(key: string): Promise<ClaimedDelivery | null>
  /**
   * Records that this process works on this claimed delivery only: if the process dies now, the delivery is the cause.
   */
  workAlone(id: string): Promise<void>
  /** Marks the work as done. The delivery's id stays known; its payload is dropped. */
  complete(id: string, now: number): Promise<void>
  /** Records a failure and schedules the next try at `dueAt`. Later deliveries of the same key wait behind it. */
  retry(id: string, reason: string, dueAt: number): Promise<void>
  /** Records a permanent failure. The delivery is kept with its reason and no longer blocks its key. */
  park(id: string, reason: string, now: number): Promise<void>
  /**
   * Requeues deliveries claimed by dead processes, and those that this process claimed before its start. All of a
   * process's deliveries become suspects, unless it was working on one alone. Also makes deliveries due whose wait
   * exceeds `MAX_WAIT_MS`: the clock was set back after they were scheduled. Called at start.
   * @returns the number of requeued deliveries
   */
  recover(now: number): Promise<number>
  /** Does the same for other processes while this one works. Called every few seconds. */
  takeOver(now: number): Promise<number>
  /** Number of deliveries that wait or are being processed. */
  backlog(): Promise<number>
  /** Parked deliveries, oldest first. */
  parked(): Promise<readonly ParkedDelivery[]>
  /** Makes a parked delivery wait again, with its attempts reset. Returns false if there is no such delivery. */
  retryParked(id: string, now: number): Promise<boolean>
  /** Drops a parked delivery; its id stays known. Returns false if there is no such delivery. */
  dropParked(id: string, now: number): Promise<boolean>
  /**
   * Time at which the next delivery (of `key`, if given) that none of its key blocks becomes due; null if none waits.
   */
  nextDueAt(key?: string): Promise<number | null>
  /** Deletes the ids of deliveries that were done more than `KEEP_DONE_MS` ago. Returns their number. */
  forgetDone(now: number): Promise<number>
  /**
   * Drops waiting and parked deliveries of the key `name` and of every key that starts with `name#`. Returns their
   * number. Their ids stay known. A delivery that is being processed runs to its end. Case does not matter.
   */
  forget(name: string, now: number): Promise<number>
}

/**
 * Time for which the id of a done delivery stays known: 30 days. GitHub redelivers for 3 days (7 on Enterprise Server)
 * with the same id (https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks).
 */
export const KEEP_DONE_MS = 30 * 24 * 60 * 60 * 1000
