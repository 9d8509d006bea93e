/** Queues an update of the comment in which a cluster's reporters are asked about a fix. */
import { formatRef } from '../../core/issue-ref.ts'
import { type IssueWork, issueDelivery } from '../webhooks/own-delivery.ts'
import type { RepositoryContext } from './event-deps.ts'

/** Goes through the queue, because the comment is usually on another issue, whose deliveries run one at a time. */
export async function showFix(
  { installation, number, occasion }: Omit<IssueWork, 'repository'>,
  { queue, repository, clock, log, delivery }: RepositoryContext,
): Promise<void> {
  await queue.accept(issueDelivery('fix', { installation, repository, number, occasion }, clock()))
  log.info({ delivery: delivery.id, issue: formatRef({ ...repository, number }) }, 'fix changed')
}
