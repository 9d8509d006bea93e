/** Queues an update of the comment in which a cluster's reporters are asked about a fix. */
import { formatRef, type IssueRef } from '../../core/issue-ref.ts'
import { dueFix } from '../fixes/due-fix.ts'
import { type IssueWork, issueDelivery } from '../webhooks/own-delivery.ts'
import type { RepositoryContext } from './event-deps.ts'

/**
 * Does nothing if the comment shows what is known.
 * @param work.ref an issue of the cluster
 */
export async function showDueFix(
  { installation, ref }: { readonly installation: number; readonly ref: IssueRef },
  context: RepositoryContext,
): Promise<void> {
  const due = await dueFix(ref, context.store)
  if (due !== null) await showFix({ installation, number: due.place }, context)
}

/** Goes through the queue, because the comment is usually on another issue, whose deliveries run one at a time. */
export async function showFix(
  { installation, number }: Pick<IssueWork, 'installation' | 'number'>,
  { queue, repository, clock, log, delivery }: RepositoryContext,
): Promise<void> {
  await queue.accept(issueDelivery('fix', { installation, repository, number, occasion: delivery.id }, clock()))
  log.info({ delivery: delivery.id, issue: formatRef({ ...repository, number }) }, 'fix changed')
}
