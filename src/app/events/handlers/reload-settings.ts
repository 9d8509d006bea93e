/** `reload-settings`: reads a repository's settings when they were pushed, so that problems show before the next issue. */
import { renewTemplates } from '../../backfill/templates.ts'
import type { RepositoryContext, TaskOf } from '../event-deps.ts'

export async function reloadSettings(_: TaskOf<'reload-settings'>, context: RepositoryContext): Promise<void> {
  const { repository, rules, github } = context
  rules.forget(repository)
  await rules.rulesFor(repository, github)
  await renewTemplates(repository, context)
}
