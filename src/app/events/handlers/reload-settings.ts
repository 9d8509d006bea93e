/**
 * `reload-settings`: reads settings right after a push, so that maintainers learn of problems before the next issue.
 */
import { renewTemplates } from '../../backfill/templates.ts'
import type { RepositoryContext, TaskOf } from '../event-deps.ts'

export async function reloadSettings(_: TaskOf<'reload-settings'>, context: RepositoryContext): Promise<void> {
  const { repository, rules, github } = context
  rules.forget(repository)
  await rules.rulesFor(repository, github)
  await renewTemplates(repository, context)
}
