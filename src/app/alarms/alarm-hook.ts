/**
 * Sends alarms to the webhook that a repository chose. The body is signed as GitHub signs its webhooks, with a secret
 * for each repository that is derived from the operator's key, so that no receiver can sign for another repository.
 */
import { createHmac } from 'node:crypto'
import type { StoredAlarm } from '../../adapters/store/stored-alarms.ts'
import { alarmMessage } from '../../core/alarms/alarm-message.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import type { SendRequest } from '../../core/probe/probe.ts'

/** How alarms are sent. */
export interface AlarmHook {
  /** The operator's key. */
  readonly key: string
  /** Connects to public addresses only. */
  readonly send: SendRequest
}

export interface AlarmPost {
  /** URL from the repository's settings. */
  readonly url: string
  readonly repository: KnownRepository
  readonly alarm: StoredAlarm
  /** Stays the same when the message is sent again. */
  readonly id: string
}

/** @returns the secret with which the repository's receiver checks the signature */
export function alarmSecretOf(key: string, repository: Pick<KnownRepository, 'id'>): string {
  return createHmac('sha256', key).update(`alarm webhook of repository ${repository.id}`).digest('hex')
}

/**
 * @returns `sent`; `refused` if the URL leads nowhere on the public internet or the receiver is gone for good
 * @throws an error without the URL, which may contain a secret, if sending it again may succeed
 */
export async function postAlarm(
  { url, repository, alarm, id }: AlarmPost,
  { key, send }: AlarmHook,
): Promise<'sent' | 'refused'> {
  const body = JSON.stringify(alarmMessage(repository, alarm))
  const signature = createHmac('sha256', alarmSecretOf(key, repository)).update(body).digest('hex')
  const headers = {
    'content-type': 'application/json',
    'x-auth-triage-event': 'alarm',
    'x-auth-triage-delivery': id,
    'x-hub-signature-256': `sha256=${signature}`,
  }
  const answer = await send({ method: 'POST', url, headers, body })
  if ('failed' in answer) {
    if (answer.failed === 'forbidden' || answer.failed === 'bad-url') return 'refused'
    throw new Error(`The alarm webhook did not answer (${answer.failed}).`)
  }
  if (answer.status >= 200 && answer.status <= 299) return 'sent'
  if (answer.status === GONE) return 'refused'
  throw new Error(`The alarm webhook returned ${answer.status}.`)
}

/** https://www.rfc-editor.org/rfc/rfc9110#name-410-gone */
const GONE = 410
