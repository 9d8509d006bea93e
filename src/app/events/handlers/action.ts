/** `action`: stores a person's action on an issue as feedback, then runs the pipeline. */
import { handleAction } from '../../feedback-intake/handle-action.ts'
import { noteMergedChange } from '../../fixes/note-merged-change.ts'
import { outcomeDelivery } from '../../outcomes/due-readings.ts'
import { deferToNextHour } from '../deferred.ts'
import type { RepositoryContext, TaskOf } from '../event-deps.ts'
import { showDueFix } from '../show-fix.ts'
import { triageOrDefer } from './triage.ts'

export async function handleActionTask(task: TaskOf<'action'>, context: RepositoryContext): Promise<void> {
  if (task.act.kind === 'closed') await readOutcomeNext(task, context)
  // A merged change that closes the canonical report claims to fix the cluster.
  if (task.act.kind === 'closed' && task.act.asCompleted) {
    await noteMergedChange(task.ref, context)
    await showDueFix(task, context)
  }
  const github = await context.writableOn(task.ref)
  const next = await handleAction(task, context.delivery.id, { ...context, github })
  if (next === 'later') return deferToNextHour(context)
  if (next !== null) await triageOrDefer({ ...task, ...next }, context)
}

/** After this delivery, so that a command in the closing comment is stored first. */
async function readOutcomeNext({ installation, ref }: TaskOf<'action'>, context: RepositoryContext): Promise<void> {
  const { queue, repository, delivery, clock } = context
  const occasion = `closed:${delivery.id}`
  await queue.accept(outcomeDelivery({ installation, repository, number: ref.number, occasion }, clock()))
}
