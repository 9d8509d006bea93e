/** `show-fix`: runs the pipeline on the issue whose comment shows a fix, and stores what the comment shows then. */
import { whyNoComment } from '../../../core/plan/write-policy.ts'
import { dueFix } from '../../fixes/due-fix.ts'
import { deferToNextHour, mayRun } from '../deferred.ts'
import type { RepositoryContext, TaskOf } from '../event-deps.ts'
import { runTriage } from './triage.ts'

export async function handleFixTask(task: TaskOf<'show-fix'>, context: RepositoryContext): Promise<void> {
  const { store, clock, delivery } = context
  // Read before the run: what is learnt during the run is shown by the next one.
  const due = await dueFix(task.ref, store)
  if (!(await mayRun({ ref: task.ref, delivery: delivery.id }, store, clock()))) return deferToNextHour(context)
  await runTriage({ ...task, trigger: 'fix' }, context)
  if (due?.place !== task.ref.number) return
  const github = await context.writableOn(task.ref)
  const { settings } = await context.rules.rulesFor(task.ref, github)
  const isSuppressed = github.isReadOnly === true || whyNoComment(settings) !== null
  if (!isSuppressed) await store.keepShownFix(task.ref, due.digest)
}
