/** Alarms, as the store keeps them. */
import type { Alarm } from '../../core/alarms/find-alarm.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'

export interface StoredAlarm extends Alarm {
  /** Time of the last report that belongs to it, in milliseconds since the epoch. */
  readonly lastAt: number
}

/** Each repository's alarms. An alarm is identified by its kind, its cause, what it follows, and its start. */
export interface Alarms {
  /** Stores an alarm, which replaces its earlier state. */
  keepAlarm(repository: RepositoryRef, alarm: StoredAlarm): Promise<void>
  /** Returns the last 100 alarms, newest first. */
  alarmsIn(repository: RepositoryRef): Promise<readonly StoredAlarm[]>
}
