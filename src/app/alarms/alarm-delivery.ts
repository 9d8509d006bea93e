/** The deliveries that the bot sends to itself to show an alarm: on the repository's alarm issue, and by its webhook. */
import { createHash } from 'node:crypto'
import type { Delivery } from '../../adapters/queue/queue.ts'
import type { Alarm } from '../../core/alarms/find-alarm.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import { issueKey, repositoryKey } from '../webhooks/payload-repository.ts'

export interface AlarmUpdate {
  readonly installation: number
  readonly repository: KnownRepository
  readonly alarm: Alarm
}

/** @param number number of the issue that the repository chose for its alarms */
export function alarmDelivery(update: AlarmUpdate & { readonly number: number }, receivedAt: number): Delivery {
  const { installation, repository, number, alarm } = update
  const key = issueKey(repository, number)
  const { id, owner, repo } = repository
  const payload = JSON.stringify({
    installation: { id: installation },
    repository: { id },
    ref: { owner, repo, number },
  })
  return { id: `alarm:${key}:${actOf(alarm)}`, event: 'alarm', key, payload, receivedAt }
}

/** Has a key of its own, so that a receiver that does not answer holds up nothing else. */
export function alarmHookDelivery({ installation, repository, alarm }: AlarmUpdate, receivedAt: number): Delivery {
  const key = `${repositoryKey(repository)}#alarm-webhook`
  const { id, owner, repo } = repository
  const { kind, cause, follows, what, since } = alarm
  const payload = JSON.stringify({
    installation: { id: installation },
    repository: { id, name: repo, owner: { login: owner } },
    alarm: { kind, cause, follows, what, since },
  })
  return {
    id: `alarm-webhook:${repositoryKey(repository)}:${actOf(alarm)}`,
    event: 'alarm-webhook',
    key,
    payload,
    receivedAt,
  }
}

/**
 * Names what is shown, as a hash, because ids outlive the repository's data. Every person up to 20 is worth an update,
 * and then every tenth.
 */
function actOf({ kind, cause, what, since, people }: Alarm): string {
  const shown = people <= 20 ? people : Math.floor(people / 10) * 10
  return createHash('sha256')
    .update(JSON.stringify([kind, cause, what, since, shown]))
    .digest('hex')
    .slice(0, 32)
}
