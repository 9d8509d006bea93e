/** What the bot has learnt about a repository, for its overview: alarms, how answers ended, and drafts of signatures. */
import { html } from 'hono/html'
import type { StoredAlarm } from '../../../adapters/store/stored-alarms.ts'
import type { SignatureFeedback } from '../../../core/feedback/feedback.ts'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import type { AnswerOutcome } from '../../../core/outcomes/outcome-record.ts'
import { countOutcomes, OUTCOME_BIAS, type OutcomeCounts } from '../../../core/outcomes/outcome-record.ts'
import type { Html } from '../layout.ts'
import { agoTag, minuteTag } from '../parts/dates.ts'
import { countText, percentText } from '../parts/texts.ts'

export interface Learnt {
  /** Newest first. */
  readonly alarms: readonly StoredAlarm[]
  readonly outcomes: readonly AnswerOutcome[]
  /** Number of drafts of signatures; null if the reports have never been mined. */
  readonly drafts: number | null
}

const MAX_ALARMS = 6
const MAX_REPORTS = 12

/** @param now milliseconds since the epoch */
export function alarmsPanel({ owner, repo }: RepositoryRef, alarms: readonly StoredAlarm[], now: number): Html {
  if (alarms.length === 0) return html``
  const path = `/${owner}/${repo}`
  return html`<section class="panel alarm" aria-labelledby="alarms"><h2 id="alarms">Alarms <span class="count">failures reported beyond chance</span></h2>
<ul class="rows">${alarms.slice(0, MAX_ALARMS).map((it) => alarmRow(it, path, now))}</ul>
${alarms.length > MAX_ALARMS ? html`<p class="small muted">The last ${MAX_ALARMS} of <a href="/api/v1/repositories/${owner}/${repo}/alarms">${alarms.length}</a>.</p>` : ''}</section>`
}

function alarmRow(alarm: StoredAlarm, path: string, now: number): Html {
  const { since, lastAt, people, reports } = alarm
  const shown = reports.slice(-MAX_REPORTS)
  return html`<li><span class="what">${alarmTitle(alarm)}
<small>since ${minuteTag(since)} · ${shown.map((it) => html`<a href="${path}/issues/${it}">#${it}</a> `)}${reports.length > shown.length ? `and ${reports.length - shown.length} earlier` : ''}</small></span><span class="side"><strong>${people}</strong> people, last ${agoTag(lastAt, now)}</span></li>`
}

/** @returns e.g. `Incident: missing-scope at login.example.com` */
export function alarmTitle({ kind, cause, follows, what }: Pick<StoredAlarm, 'kind' | 'cause' | 'follows' | 'what'>) {
  const where = what === null ? '' : follows === 'version' ? ` on ${what}` : ` at ${what}`
  return `${kind === 'incident' ? 'Incident' : 'Regression'}: ${cause}${where}`
}

export function draftsLine({ owner, repo }: RepositoryRef, drafts: number | null): Html {
  if (!drafts) return html``
  return html`<p><a href="/${owner}/${repo}/drafts">${countText(drafts, 'draft')}</a> of signatures, from messages that recur in reports without a known cause.</p>`
}

/** @param precision track records of the signatures that were asserted in the repository */
export function precisionTable(
  { owner, repo }: RepositoryRef,
  precision: readonly SignatureFeedback[],
  outcomes: readonly AnswerOutcome[],
): Html {
  const ends = new Map(countOutcomes(outcomes).map((it) => [it.signature, it]))
  if (precision.length + ends.size === 0) return html``
  const feedback = new Map(precision.map((it) => [it.signature, it]))
  const ids = [...new Set([...feedback.keys(), ...ends.keys()])].sort()
  const rows = ids.map((id) =>
    precisionRow(id, `/${owner}/${repo}`, { feedback: feedback.get(id), ends: ends.size === 0 ? null : ends.get(id) }),
  )
  return html`<section class="panel" aria-labelledby="precision"><h2 id="precision">Precision of each signature here</h2>
<table class="list wrapping"><thead><tr><th scope="col">Signature</th><th scope="col">Asserted</th><th scope="col">Accepted</th><th scope="col">Rejected</th><th scope="col">Correct by feedback</th>${ends.size === 0 ? '' : html`<th scope="col">Confirmed at the end</th><th scope="col">Contradicted</th>`}</tr></thead>
<tbody>${rows}</tbody></table>
${ends.size === 0 ? '' : html`<p class="small muted">Ends of threads: ${OUTCOME_BIAS}</p>`}</section>`
}

interface Figures {
  readonly feedback: SignatureFeedback | undefined
  /** Null if no thread's end is known in the repository. */
  readonly ends: OutcomeCounts | undefined | null
}

function precisionRow(signature: string, path: string, { feedback, ends }: Figures): Html {
  const issues = (query: string) => `${path}/issues?signature=${signature}${query}`
  const { asserted = 0, accepted = 0, rejected = 0, precision = null } = feedback ?? {}
  return html`<tr><td class="title"><a href="/signatures/${signature}">${signature}</a></td>
<td data-label="Asserted">${asserted === 0 ? '0' : html`<a href="${issues('&decision=assert')}">${asserted}</a>`}</td><td data-label="Accepted">${accepted === 0 ? '0' : html`<a href="${issues('&is=accepted')}">${accepted}</a>`}</td>
<td data-label="Rejected">${rejected === 0 ? '0' : html`<a href="${issues('&is=rejected')}">${rejected}</a>`}</td><td data-label="Correct">${share(precision)}</td>${endCells(ends, (grade) => `${path}/issues?${new URLSearchParams({ ended: `${grade} ${signature}` })}`)}</tr>`
}

/** @param urlOf returns the URL of the answers whose threads ended so */
function endCells(ends: Figures['ends'], urlOf: (grade: string) => string): Html | string {
  if (ends === null) return ''
  if (ends === undefined) return html`<td></td><td></td>`
  const link = (grade: string, count: number) => (count === 0 ? '0' : html`<a href="${urlOf(grade)}">${count}</a>`)
  return html`<td data-label="Confirmed at the end">${link('confirmed', ends.confirmed)} <span class="muted">of ${link('read', ends.read)}</span></td><td data-label="Contradicted">${link('contradicted', ends.contradicted)}</td>`
}

function share(precision: SignatureFeedback['precision']): Html {
  if (precision === null) return html`<span class="muted">no feedback yet</span>`
  return html`${percentText(precision.share)} <span class="muted">(${percentText(precision.low)} to ${percentText(precision.high)})</span>`
}
