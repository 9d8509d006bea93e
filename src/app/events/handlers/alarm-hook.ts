/** `send-alarm`: sends an alarm to the webhook that the repository chose, unless the bot must stay silent. */
import { postAlarm } from '../../alarms/alarm-hook.ts'
import type { RepositoryContext, TaskOf } from '../event-deps.ts'

export async function handleAlarmHookTask({ alarm }: TaskOf<'send-alarm'>, context: RepositoryContext): Promise<void> {
  const { store, repository, github, alarmHook, isStopped, log, delivery } = context
  const { settings } = await context.rules.rulesFor(repository, github)
  const url = settings.alarms.webhook
  const isSilent = isStopped || settings.mode === 'dry-run' || (await store.stopped()) !== null
  if (url === null || alarmHook === undefined || isSilent) return
  const found = (await store.alarmsIn(repository)).find((it) => {
    return (['kind', 'cause', 'follows', 'what', 'since'] as const).every((field) => it[field] === alarm[field])
  })
  // It was deleted since, with its issues.
  if (found === undefined) return
  const result = await postAlarm({ url, repository, alarm: found, id: delivery.id }, alarmHook)
  log.info({ delivery: delivery.id, repository: `${repository.owner}/${repository.repo}`, result }, 'alarm webhook')
}
