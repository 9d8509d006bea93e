/** Renders the job summary as Markdown: what one run did, or what a dry run would have done. */
import type { AppliedPlan } from '../../adapters/github/apply-plan.ts'
import type { LeftAlone, Triaged } from '../../app/triage.ts'
import { hasMarker } from '../../core/comments/marker.ts'
import { formatRef, type IssueRef } from '../../core/issue-ref.ts'
import type { Plan } from '../../core/plan/plan.ts'

/** Result of a pipeline run. */
export type RunResult = Triaged | LeftAlone

interface Run {
  readonly ref: IssueRef
  readonly dryRun: boolean
  /** Whether nothing is remembered from an earlier run. */
  readonly isFirst: boolean
  /** Undefined if the event did not trigger a triage of its issue. */
  readonly result: RunResult | undefined
}

/** The modules that produce the label names and the comment have already escaped them. No other issue text is shown. */
export function renderActionSummary(run: Run): string {
  const { ref, dryRun, isFirst } = run
  const heading = `### auth-triage: ${formatRef(ref)}${dryRun ? ' (dry run, nothing was written)' : ''}`
  return `${heading}\n\n${renderResult(run)}${isFirst ? `\n${nextSteps(dryRun)}` : ''}`
}

function renderResult({ result, dryRun }: Run): string {
  if (result === undefined) return 'The issue needs no new answer.\n'
  if (typeof result === 'string') return `Left alone: ${result}.\n`
  const { diagnosis, plan, applied } = result
  const decision = `Decision: **${diagnosis.decision}** (${diagnosis.reason})${diagnosis.signature === null ? '' : `, signature \`${diagnosis.signature}\``}.`
  const changes = [...(dryRun ? planned(plan) : made(applied)), ...plan.suppressed.map((what) => `not done: ${what}`)]
  const body = dryRun && plan.comment.kind !== 'none' ? `\n---\n\n${withoutMarker(plan.comment.body)}\n` : ''
  return `${decision}\n\n${changes.map((change) => `- ${change}\n`).join('') || 'Nothing to change.\n'}${body}`
}

/** Renders the summary of a run that GitHub's refusal ended. */
export function renderRefusal(says: string): string {
  return `### auth-triage: not finished\n\n${says}\n\nThe next event on the issue tries again.\n`
}

/** @returns one sentence with its remedy */
export function describeRefused(feature: string): string {
  return `GitHub refused to write ${feature}: the token has no permission. Give the job \`issues: write\`.`
}

function planned({ addLabels, removeLabels, comment }: Plan): readonly string[] {
  return [
    ...addLabels.map(({ name }) => `would add label \`${name}\``),
    ...removeLabels.map((name) => `would remove label \`${name}\``),
    ...(comment.kind === 'none'
      ? []
      : [comment.kind === 'create' ? 'would write this comment' : 'would edit the comment']),
  ]
}

function made({ addedLabels, removedLabels, comment, notPermitted, suggested = [] }: AppliedPlan): readonly string[] {
  return [
    ...addedLabels.map((name) => `label \`${name}\` added`),
    ...removedLabels.map((name) => `label \`${name}\` removed`),
    ...suggested.map((name) => `suggested: \`${name}\``),
    ...(comment.kind === 'none' ? [] : [comment.kind === 'created' ? 'comment written' : 'comment edited']),
    ...notPermitted.map((feature) => `not done: ${describeRefused(feature)}`),
  ]
}

function nextSteps(dryRun: boolean): string {
  const mode = dryRun
    ? 'Look at a few of these summaries. Once you like the plans, set `mode: label-only` or `mode: comment` in the workflow.'
    : 'Open the issue and check the labels. `mode: label-only` in the workflow writes nothing but labels.'
  return `#### This was the first run

1. ${mode}
2. To use your own labels, turn signatures off or ignore authors, add \`.github/auth-triage.yml\`: <https://github.com/auth-triage/auth-triage/blob/main/docs/configuration.md>.
3. If this heading appears again, the workflow does not keep \`.auth-triage\` in a cache, so feedback is lost and duplicates are read again each time.
`
}

function withoutMarker(body: string): string {
  return hasMarker(body) ? body.slice(body.indexOf('\n') + 1) : body
}
