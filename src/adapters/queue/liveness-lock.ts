/**
 * Distinguishes a store's dead processes from its living ones. A process holds a lock under its name for as long as it
 * lives. The operating system or the PostgreSQL server releases the lock when the process ends, however it ends.
 * Therefore, the work of a dead process is taken over immediately, the work of a slow process is never taken over, and
 * no clock is involved.
 */
export interface LivenessLock {
  /** Unique name of this process. */
  readonly id: string
  /** Returns the names of the processes that are dead. Never returns this process's own name. */
  dead(ids: readonly string[]): Promise<readonly string[]>
  /** Releases the lock. From then on, this process counts as dead. */
  release(): Promise<void>
}

/**
 * A liveness lock that is also held under additional names, because graphile-worker locks its jobs under its own names.
 */
export interface AnnouncingLivenessLock extends LivenessLock {
  announce(name: string): Promise<void>
  /** Releases the lock under that name. From then on, jobs that are locked under it count as a dead process's jobs. */
  withdraw(name: string): Promise<void>
}
