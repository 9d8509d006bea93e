/** `show-alarms`: updates the comment on the issue that the repository chose for its alarms. */
import { ALARM_MARKER, renderAlarms } from '../../../core/comments/alarm-comment.ts'
import type { RepositoryContext, TaskOf } from '../event-deps.ts'

export async function handleAlarmTask({ ref }: TaskOf<'show-alarms'>, context: RepositoryContext): Promise<void> {
  const { store, site } = context
  const alarms = await store.alarmsIn(ref)
  if (alarms.length === 0) return
  const github = await context.writableOn(ref)
  const body = renderAlarms({ ...ref, site }, alarms)
  const own = (await github.listComments(ref)).find((it) => it.own && it.body.startsWith(ALARM_MARKER))
  if (own === undefined) await github.createComment(ref, body)
  else if (own.body !== body) await github.updateComment(ref, own.id, body)
}
