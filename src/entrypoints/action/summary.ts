/** Renders the job summary as Markdown: what one run did, or what a dry run would have done. */
import type { LeftAlone } from '../../app/triage.ts'
import { hasMarker } from '../../core/comments/marker.ts'
import { formatRef, type IssueRef } from '../../core/issue-ref.ts'
import type { Plan } from '../../core/plan/plan.ts'
import type { Triage } from '../../core/plan/triage-report.ts'

/** Result of a pipeline run. */
export type RunResult = Triage | LeftAlone

interface Run {
  readonly ref: IssueRef
  readonly dryRun: boolean
  readonly result: RunResult
}

/** The modules that produce the label names and the comment have already escaped them. No other issue text is shown. */
export function renderActionSummary({ ref, dryRun, result }: Run): string {
  const heading = `### auth-triage: ${formatRef(ref)}${dryRun ? ' (dry run, nothing was written)' : ''}`
  if (typeof result === 'string') return `${heading}\n\nLeft alone: ${result}.\n`
  const { diagnosis, plan } = result
  const decision = `Decision: **${diagnosis.decision}** (${diagnosis.reason})${diagnosis.signature === null ? '' : `, signature \`${diagnosis.signature}\``}.`
  const changes = listChanges(plan)
  const body = dryRun && plan.comment.kind !== 'none' ? `\n---\n\n${withoutMarker(plan.comment.body)}\n` : ''
  return `${heading}\n\n${decision}\n\n${changes.map((change) => `- ${change}\n`).join('') || 'Nothing to change.\n'}${body}`
}

function listChanges({ addLabels, removeLabels, comment, suppressed }: Plan): readonly string[] {
  return [
    ...addLabels.map(({ name }) => `label \`${name}\` added`),
    ...removeLabels.map((name) => `label \`${name}\` removed`),
    ...(comment.kind === 'none' ? [] : [comment.kind === 'create' ? 'comment written' : 'comment edited']),
    ...suppressed.map((what) => `not done: ${what}`),
  ]
}

function withoutMarker(body: string): string {
  return hasMarker(body) ? body.slice(body.indexOf('\n') + 1) : body
}
