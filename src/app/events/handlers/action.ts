/** `action`: stores a person's action on an issue as feedback, then runs the pipeline. */
import { handleAction } from '../../feedback-intake/handle-action.ts'
import { deferToNextHour } from '../deferred.ts'
import type { RepositoryContext, TaskOf } from '../event-deps.ts'
import { triageOrDefer } from './triage.ts'

export async function handleActionTask(task: TaskOf<'action'>, context: RepositoryContext): Promise<void> {
  const github = await context.writableOn(task.ref)
  const next = await handleAction(task, context.delivery.id, { ...context, github })
  if (next === 'later') return deferToNextHour(context)
  if (next !== null) await triageOrDefer({ ...task, ...next }, context)
}
