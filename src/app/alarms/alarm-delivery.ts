/** The delivery that the bot sends to itself to update a repository's alarm issue. */
import type { Delivery } from '../../adapters/queue/queue.ts'
import type { Alarm } from '../../core/alarms/find-alarm.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import { issueKey } from '../webhooks/payload-repository.ts'

export interface AlarmUpdate {
  readonly installation: number
  readonly repository: KnownRepository
  /** Number of the issue that the repository chose for its alarms. */
  readonly number: number
  readonly alarm: Alarm
}

/** Every person up to 20 is worth an edit, and then every tenth. */
export function alarmDelivery({ installation, repository, number, alarm }: AlarmUpdate, receivedAt: number): Delivery {
  const key = issueKey(repository, number)
  const { id, owner, repo } = repository
  const people = alarm.people <= 20 ? alarm.people : Math.floor(alarm.people / 10) * 10
  const payload = JSON.stringify({
    installation: { id: installation },
    repository: { id },
    ref: { owner, repo, number },
  })
  const act = `${alarm.kind}:${alarm.cause}:${alarm.what ?? ''}:${alarm.since}:${people}`
  return { id: `alarm:${key}:${act}`, event: 'alarm', key, payload, receivedAt }
}
