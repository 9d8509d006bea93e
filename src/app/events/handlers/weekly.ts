/** `weekly`: mines a repository's reports for drafts of signatures; then the digest follows, if the repository wants it. */
import { learnWeekly } from '../../weekly/learn-weekly.ts'
import { digestDelivery, weekOf } from '../../weekly/weekly-delivery.ts'
import type { RepositoryContext, TaskOf } from '../event-deps.ts'

export async function handleWeeklyTask({ installation }: TaskOf<'weekly'>, context: RepositoryContext): Promise<void> {
  const { repository, github, queue, clock, log, delivery } = context
  const rules = await context.rules.rulesFor(repository, github)
  const mined = await learnWeekly(repository, { ...context, rules })
  const name = `${repository.owner}/${repository.repo}`
  log.info({ delivery: delivery.id, repository: name, drafts: mined?.drafts.length ?? null }, 'drafts mined')
  const number = rules.settings.alarms.digest
  if (number === null) return
  const week = weekOf(repository, clock())
  await queue.accept(digestDelivery({ installation, repository, number, week }, clock()))
}
