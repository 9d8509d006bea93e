/** The delivery that the bot sends to itself to update the comment in which a cluster's reporters are asked. */
import type { Delivery } from '../../adapters/queue/queue.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import { issueKey } from '../webhooks/payload-repository.ts'

export interface FixUpdate {
  readonly installation: number
  readonly repository: KnownRepository
  /** Number of the issue with that comment. */
  readonly number: number
  /** What changed; repeating the same has no effect. */
  readonly occasion: string
}

export function fixDelivery({ installation, repository, number, occasion }: FixUpdate, receivedAt: number): Delivery {
  const key = issueKey(repository, number)
  const { id, owner, repo } = repository
  const payload = JSON.stringify({
    installation: { id: installation },
    repository: { id },
    ref: { owner, repo, number },
  })
  return { id: `fix:${key}:${occasion}`, event: 'fix', key, payload, receivedAt }
}
