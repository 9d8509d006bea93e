/** The comment that sums up a repository's last week, edited in place. It names no person and quotes no issue. */
import type { Alarm } from '../alarms/find-alarm.ts'
import { type AnswerOutcome, countOutcomes, OUTCOME_BIAS } from '../outcomes/outcome-record.ts'
import { alarmRows } from './alarm-comment.ts'
import { codeSpan } from './defuse.ts'
import { formatDay } from './format-day.ts'
import type { RepositoryOnSite } from './issue-link.ts'

/** Recognises the comment. */
export const DIGEST_MARKER = '<!-- auth-triage:digest -->'

const MAX_SIGNATURES = 20

export interface Digest {
  readonly repository: RepositoryOnSite
  /** Milliseconds since the epoch. */
  readonly from: number
  readonly to: number
  /** Alarms with a report in this time, newest first. */
  readonly alarms: readonly Alarm[]
  /** Outcomes that were read in this time. */
  readonly outcomes: readonly AnswerOutcome[]
  /** Number of drafts of signatures. */
  readonly drafts: number
}

export function renderDigest({ repository, from, to, alarms, outcomes, drafts }: Digest): string {
  return [
    `${DIGEST_MARKER}\n**The week from ${formatDay(from)} to ${formatDay(to)}**`,
    alarms.length === 0 ? 'No alarm.' : `Alarms:\n\n${alarmRows(repository, alarms)}`,
    ends(outcomes),
    drafts === 0
      ? 'No draft of a signature.'
      : `Drafts of signatures, from messages that recur in reports without a known cause: ${drafts}. They are on this repository's page.`,
    '<sub>This comment is edited in place once a week. This bot never closes issues.</sub>',
  ].join('\n\n')
}

function ends(outcomes: readonly AnswerOutcome[]): string {
  if (outcomes.length === 0) return "No thread was read for how the bot's answer ended."
  const graded = countOutcomes(outcomes).filter((it) => it.confirmed + it.contradicted > 0)
  const rows = graded
    .slice(0, MAX_SIGNATURES)
    .map((it) => `- ${codeSpan(it.signature)}: ${it.confirmed} confirmed, ${it.contradicted} contradicted`)
  const read = `Threads read for how the bot's answer ended: ${outcomes.length}, of which ${graded.reduce((sum, it) => sum + it.confirmed + it.contradicted, 0)} say whether it was right.`
  return rows.length === 0 ? read : `${read} ${OUTCOME_BIAS}\n\n${rows.join('\n')}`
}
