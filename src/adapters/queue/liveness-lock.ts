/**
 * Tells dead processes of a store from living ones. A process holds a lock in its name for as long as it lives. The
 * operating system or the PostgreSQL server releases the lock when the process ends, however it ends. So the work of a
 * dead process is taken over at once, the work of a slow process never, and no clock is involved.
 */
export interface LivenessLock {
  /** Unique name of this process. */
  readonly id: string
  /** Returns the names whose process is dead. Never returns the name of this process. */
  dead(ids: readonly string[]): Promise<readonly string[]>
  /** Releases the lock: from now on this process counts as dead. */
  release(): Promise<void>
}

/** A liveness lock held in additional names: graphile-worker locks its jobs in names of its own. */
export interface AnnouncingLivenessLock extends LivenessLock {
  announce(name: string): Promise<void>
  /** From now on, jobs locked in that name count as those of a dead process. */
  withdraw(name: string): Promise<void>
}
