/** `show-alarms`: updates the comment on the issue that the repository chose for its alarms. */
import { ALARM_MARKER, renderAlarms } from '../../../core/comments/alarm-comment.ts'
import type { RepositoryContext, TaskOf } from '../event-deps.ts'
import { writeMarkedComment } from '../marked-comment.ts'

export async function handleAlarmTask({ ref }: TaskOf<'show-alarms'>, context: RepositoryContext): Promise<void> {
  const { store, site } = context
  const alarms = await store.alarmsIn(ref)
  if (alarms.length === 0) return
  const body = renderAlarms({ ...ref, site }, alarms)
  await writeMarkedComment(ref, { marker: ALARM_MARKER, body }, await context.writableOn(ref))
}
