/**
 * Which processes of a store are alive. A process holds a lock in its name for as long as it lives, and whoever enforces
 * the lock (the operating system, the PostgreSQL server) lets go of it when the process is no more, however it ended.
 * So a dead process's work is taken over at once, a slow one's never, and no clock is involved.
 */
export interface LivenessLock {
  /** Name of this process, unlike any other's. */
  readonly id: string
  /** Those of the names whose process is dead, its own never among them. */
  dead(ids: readonly string[]): Promise<readonly string[]>
  /** Lets go of the lock: from now on this process counts as dead. */
  leave(): Promise<void>
}

/** A livenessLock that is held in further names: graphile-worker locks what it works on in names of its own. */
export interface AnnouncingLivenessLock extends LivenessLock {
  announce(name: string): Promise<void>
  /** From now on whatever is locked in that name counts as a dead process's. */
  withdraw(name: string): Promise<void>
}
