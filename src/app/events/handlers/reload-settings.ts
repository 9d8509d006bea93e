/**
 * `reload-settings`: reads the settings right after a push, so that maintainers learn about problems before the next
 * issue is opened.
 */
import { renewTemplates } from '../../backfill/templates.ts'
import type { RepositoryContext, TaskOf } from '../event-deps.ts'

export async function reloadSettings(_: TaskOf<'reload-settings'>, context: RepositoryContext): Promise<void> {
  const { repository, rules, github } = context
  rules.forget(repository)
  await rules.rulesFor(repository, github)
  await renewTemplates(repository, context)
}
