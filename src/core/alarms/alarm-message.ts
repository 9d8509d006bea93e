/** What a webhook says about an alarm: numbers and times, and no person's name and no text of an issue. */
import type { KnownRepository } from '../issue-ref.ts'
import type { Alarm } from './find-alarm.ts'

/** @returns plain data for JSON; times are ISO 8601 in UTC */
export function alarmMessage(repository: KnownRepository, alarm: Alarm & { readonly lastAt: number }) {
  const { kind, cause, follows, what, since, lastAt, people, reports } = alarm
  return {
    event: 'alarm',
    repository: { id: repository.id, fullName: `${repository.owner}/${repository.repo}` },
    alarm: { kind, cause, follows, what, since: iso(since), lastReport: iso(lastAt), people, issues: reports },
  }
}

function iso(time: number): string {
  return new Date(time).toISOString()
}
