/** The deliveries that the bot sends to itself to show an alarm: on the repository's alarm issue, and by its webhook. */
import { createHash } from 'node:crypto'
import type { Delivery } from '../../adapters/queue/queue.ts'
import type { Alarm } from '../../core/alarms/find-alarm.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import { issueDelivery, repositoryDelivery } from '../webhooks/own-delivery.ts'

export interface AlarmUpdate {
  readonly installation: number
  readonly repository: KnownRepository
  readonly alarm: Alarm
}

/** @param number number of the issue that the repository chose for its alarms */
export function alarmDelivery(
  { alarm, ...about }: AlarmUpdate & { readonly number: number },
  receivedAt: number,
): Delivery {
  return issueDelivery('alarm', { ...about, occasion: actOf(alarm) }, receivedAt)
}

/** A receiver that does not answer holds up nothing else. */
export function alarmHookDelivery({ alarm, ...about }: AlarmUpdate, receivedAt: number): Delivery {
  const { kind, cause, follows, what, since } = alarm
  const fields = { receivedAt, alarm: { kind, cause, follows, what, since } }
  return repositoryDelivery('alarm-webhook', { ...about, occasion: actOf(alarm) }, fields)
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
