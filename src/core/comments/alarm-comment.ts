/** The comment on a repository's alarm issue: its current alarms, edited in place. */
import type { Alarm } from '../alarms/find-alarm.ts'
import { codeSpan } from './defuse.ts'
import { linkToIssue, type RepositoryOnSite } from './issue-link.ts'

/** Recognises the comment; it is not the marker of an answer, so that an answer on the same issue is another comment. */
export const ALARM_MARKER = '<!-- auth-triage:alarms -->'

const MAX_ALARMS = 20
const MAX_REPORTS = 20

/** @param alarms newest first */
export function renderAlarms(repository: RepositoryOnSite, alarms: readonly Alarm[]): string {
  return `${ALARM_MARKER}\n**Alarms**\n\n${alarmRows(repository, alarms)}\n\n<sub>An incident follows the clock or a server, a regression follows a version; both are beyond chance, and each person counts once. This comment is edited in place, and this bot never closes issues.</sub>`
}

/** @returns a Markdown list of at most 20 alarms */
export function alarmRows(repository: RepositoryOnSite, alarms: readonly Alarm[]): string {
  return alarms
    .slice(0, MAX_ALARMS)
    .map((it) => renderAlarm(repository, it))
    .join('\n')
}

function renderAlarm(repository: RepositoryOnSite, { kind, cause, what, since, people, reports }: Alarm): string {
  const start = `${new Date(since).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const where =
    what === null ? '' : kind === 'regression' ? ` on version ${codeSpan(what, 40)}` : ` at ${codeSpan(what, 60)}`
  const shown = reports.slice(-MAX_REPORTS).map((number) => linkToIssue(repository, number))
  const left = reports.length > shown.length ? `, and ${reports.length - shown.length} earlier ones` : ''
  return `- **${kind}**: ${codeSpan(cause)}${where}, since ${start}, ${people} people: ${shown.join(', ')}${left}`
}
