/**
 * A backfill in the bot: one step a delivery, each of which puts the next into the queue, so that it survives whatever a
 * delivery survives and nobody waits for it for more than one step.
 */

import type { Delivery, Queue } from '../../adapters/queue/queue.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import { type BackfillDeps, backfillStep } from '../backfill/backfill.ts'
import { repositoryKey } from '../webhooks/payload-repository.ts'
import type { BackfillPage } from '../webhooks/tasks.ts'

/** A turn whose repository GitHub was asked about. */
interface RequestedPage extends BackfillPage {
  readonly repository: KnownRepository
}

export interface BackfillPageDeps extends BackfillDeps {
  readonly queue: Pick<Queue, 'accept'>
  /** Most reports of one repository. */
  readonly most: number
}

/** @param cause id of the delivery that asks for it: the same one asks for the same, however often it arrives */
export function firstBackfillPage(turn: Omit<BackfillPage, 'step'>, cause: string, now: number): Delivery {
  return toDelivery({ ...turn, step: 1 }, `${cause}:backfill:${repositoryKey(turn.repository)}`, now)
}

/**
 * @param id of the delivery that this turn came with
 * @throws TriageError('github-refused'); the same turn may be taken again
 */
export async function readBackfillPage(turn: RequestedPage, id: string, options: BackfillPageDeps): Promise<void> {
  const { store, queue, clock, most, rules } = options
  const { repository, step } = turn
  if (!rules.settings.duplicates.enabled) return
  const came = await backfillStep(repository, { createdSince: null, most }, options)
  // What GitHub does not show any more, nobody may find here.
  if (came === 'absent') return store.forgetRepository(repository.id)
  if (came.phase === 'done') return
  const next = `${id.replace(/@\d+$/, '')}@${step + 1}`
  await queue.accept(toDelivery({ ...turn, step: step + 1 }, next, clock()))
}

function toDelivery({ installation, repository, step }: BackfillPage, id: string, receivedAt: number): Delivery {
  const { owner, repo } = repository
  const named = { ...(repository.id !== null && { id: repository.id }), name: repo, owner: { login: owner } }
  const payload = { installation: { id: installation }, repository: named, step }
  return { id, event: 'backfill', key: repositoryKey(repository), payload: JSON.stringify(payload), receivedAt }
}
