/** `read-outcome`: grades the bot's first answer by the end of its thread. */
import { formatRef } from '../../../core/issue-ref.ts'
import { readOutcome } from '../../outcomes/read-outcome.ts'
import type { RepositoryContext, TaskOf } from '../event-deps.ts'

export async function handleOutcomeTask({ ref }: TaskOf<'read-outcome'>, context: RepositoryContext): Promise<void> {
  const { github, log, delivery } = context
  const rules = await context.rules.rulesFor(ref, github)
  const outcome = await readOutcome(ref, { ...context, rules })
  if (outcome === null) return
  log.info({ delivery: delivery.id, issue: formatRef(ref), grade: outcome.grade, cause: outcome.cause }, 'outcome read')
}
