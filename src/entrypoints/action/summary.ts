/** What one run did, or in a dry run would have done, as the Markdown of the job's summary. */

import type { LeftAlone } from '../../app/triage.ts'
import { hasMarker } from '../../core/comments/marker.ts'
import { formatRef, type IssueRef } from '../../core/issue-ref.ts'
import type { Plan } from '../../core/plan/plan.ts'
import type { Triage } from '../../core/plan/triage-report.ts'

/** What came of a walk. */
export type RunResult = Triage | LeftAlone

interface Run {
  readonly ref: IssueRef
  readonly dryRun: boolean
  readonly said: RunResult
}

/** Names of labels and the comment come escaped from the rooms that made them; nothing else of the issue is shown. */
export function renderActionSummary({ ref, dryRun, said }: Run): string {
  const heading = `### auth-triage: ${formatRef(ref)}${dryRun ? ' (dry run, nothing was written)' : ''}`
  if (typeof said === 'string') return `${heading}\n\nLeft alone: ${said}.\n`
  const { diagnosis, plan } = said
  const decision = `Decision: **${diagnosis.decision}** (${diagnosis.reason})${diagnosis.signature === null ? '' : `, signature \`${diagnosis.signature}\``}.`
  const acts = listActs(plan)
  const body = dryRun && plan.comment.kind !== 'none' ? `\n---\n\n${withoutMarker(plan.comment.body)}\n` : ''
  return `${heading}\n\n${decision}\n\n${acts.map((act) => `- ${act}\n`).join('') || 'Nothing to change.\n'}${body}`
}

function listActs({ addLabels, removeLabels, comment, suppressed }: Plan): readonly string[] {
  return [
    ...addLabels.map(({ name }) => `label \`${name}\` added`),
    ...removeLabels.map((name) => `label \`${name}\` removed`),
    ...(comment.kind === 'none' ? [] : [comment.kind === 'create' ? 'comment written' : 'comment edited']),
    ...suppressed.map((what) => `left undone: ${what}`),
  ]
}

function withoutMarker(body: string): string {
  return hasMarker(body) ? body.slice(body.indexOf('\n') + 1) : body
}
