/**
 * The durable queue of deliveries. A delivery that was accepted is on disk before GitHub gets its answer; it is worked
 * on once, whatever crashes; two deliveries about one issue never run at the same time and keep their order.
 * The queue does not know what a delivery means.
 */

/** One webhook as received. */
export interface Delivery {
  /** GitHub's delivery GUID; redeliveries keep it. */
  readonly id: string
  /** Event name with action, e.g. `issues.opened`. */
  readonly event: string
  /** What the delivery is about, e.g. `owner/repo#12`: deliveries with the same key are worked on one at a time, in order. */
  readonly key: string
  /** What the work needs of the verified payload, as JSON text. */
  readonly payload: string
  /** Milliseconds since the epoch. */
  readonly receivedAt: number
  /** Not before then; at once when left out. Later deliveries of the same key wait behind it. */
  readonly dueAt?: number
}

/** A delivery handed to a worker. */
export interface ClaimedDelivery extends Delivery {
  /** 1 for the first try; one that the process did not live through does not count. */
  readonly attempt: number
  /** 0 unless a process died at work on it; 1 + the times that it was certain that it died of this delivery. */
  readonly suspicion: number
}

export interface ParkedDelivery extends Delivery {
  readonly attempts: number
  /** Why it was given up, in words. */
  readonly reason: string
}

export interface Queue {
  /** Stores a delivery durably. `known` when its id was accepted before: nothing is stored or done again. */
  accept(delivery: Delivery): Promise<'accepted' | 'known'>
  /** The oldest delivery (of that key, if one is named) that is due and whose key nobody works on; null when there is none. */
  claim(now: number, key?: string): Promise<ClaimedDelivery | null>
  /**
   * What this process has claimed of that key; null when that is nothing. For a claim of which the answer was lost, by who
   * alone works on the key.
   */
  claimed(key: string): Promise<ClaimedDelivery | null>
  /** Says that this process works on nothing but this claimed delivery: should it die now, it died of it. */
  workAlone(id: string): Promise<void>
  /** The work is done; the delivery's id stays known, its payload is dropped. */
  complete(id: string, now: number): Promise<void>
  /** The work failed; try again at `dueAt`. Later deliveries of the same key wait behind it. */
  retry(id: string, reason: string, dueAt: number): Promise<void>
  /** The work failed for good; the delivery is kept with its reason and no longer blocks its key. */
  park(id: string, reason: string, now: number): Promise<void>
  /**
   * Puts back what dead processes left claimed: all of it under suspicion, unless one of them was worked on alone. And what
   * this process left so before it works on anything. And what waits longer than anything waits, because its time was
   * taken from a clock that has been set back since, is due. Called at start.
   */
  recover(now: number): Promise<number>
  /** The same for processes that end, and for a clock that is set back, while this one works. Called every few seconds. */
  takeOver(now: number): Promise<number>
  /** Deliveries waiting or being worked on. */
  backlog(): Promise<number>
  /** Deliveries given up, oldest first. */
  parked(): Promise<readonly ParkedDelivery[]>
  /** Lets a delivery that was given up wait for its turn again, its attempts forgotten; false when there is none such. */
  retryParked(id: string, now: number): Promise<boolean>
  /** Drops a delivery that was given up; its id stays known. False when there is none such. */
  dropParked(id: string, now: number): Promise<boolean>
  /** When the next delivery (of that key) that no other of its key blocks becomes due; null when there is none. */
  nextDueAt(key?: string): Promise<number | null>
  /** Deletes the ids of deliveries that were done longer than `KEEP_DONE_MS` ago; returns how many. */
  forgetDone(now: number): Promise<number>
  /**
   * Drops what waits or was given up under the key `name` and under every key that begins with `name#`; returns how
   * many. Their ids stay known. One that is being worked on is left to its end. Case does not matter.
   */
  forget(name: string, now: number): Promise<number>
}

/**
 * How long the id of a done delivery stays known: 30 days. GitHub redelivers for 3 days (7 on Enterprise Server), with
 * the same id (https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks).
 */
export const KEEP_DONE_MS = 30 * 24 * 60 * 60 * 1000
