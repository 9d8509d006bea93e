/** `triage`: runs the pipeline on one issue, either immediately or when the next hour starts. */

import type { Diagnosis } from '../../../core/diagnosis/diagnosis.ts'
import { formatRef, type RepositoryRef } from '../../../core/issue-ref.ts'
import type { Triage } from '../../../core/plan/triage-report.ts'
import { alarmDelivery, alarmHookDelivery } from '../../alarms/alarm-delivery.ts'
import type { NextRun } from '../../feedback-intake/intake-context.ts'
import { areLabelsDeferred, BUDGET_USED_UP } from '../../hourly-budget.ts'
import { triageIssue } from '../../triage.ts'
import { canonicalDelivery } from '../canonical-delivery.ts'
import { deferredRun, mayRun } from '../deferred.ts'
import type { RepositoryContext, TaskOf } from '../event-deps.ts'
import { showDueFix } from '../show-fix.ts'

/** A requested pipeline run: the issue, and the answers that somebody requested, if any. */
export interface Run
  extends Pick<TaskOf<'triage'>, 'installation' | 'ref' | 'isDiscussion'>,
    Partial<Omit<NextRun, 'by'>> {
  readonly by?: NextRun['by'] | undefined
}

/** Each happens only once, so no budget applies. */
const OPENED: ReadonlySet<string> = new Set(['issues.opened', 'discussion.created'])

export function handleTriageTask(task: TaskOf<'triage'>, context: RepositoryContext): Promise<void> {
  return OPENED.has(context.delivery.event) ? runTriage(task, context) : triageOrDefer(task, context)
}

/** Runs the pipeline immediately, unless the issue has used up this hour's runs. */
export async function triageOrDefer(run: Run, context: RepositoryContext): Promise<void> {
  const { store, queue, clock, log, repository, delivery } = context
  if (await mayRun({ ...run, delivery: delivery.id }, store, clock())) return runTriage(run, context)
  await queue.accept(deferredRun({ ...run, repository }, clock()))
  log.info({ delivery: delivery.id, issue: formatRef(run.ref) }, `deferred to the next hour: ${BUDGET_USED_UP}`)
}

export async function runTriage(run: Run, context: RepositoryContext) {
  const { installation, ref, isDiscussion, trigger = 'event', answers = [], by } = run
  const { delivery, repository, queue, clock, log } = context
  const github = await context.writableOn(ref, by)
  const rulesFor = (of: RepositoryRef) => context.rules.rulesFor(of, github)
  const asked = { trigger, answers, by, isDiscussion: isDiscussion === true }
  const result = await triageIssue(ref, delivery.id, { ...context, github, rulesFor, ...asked })
  context.onTriaged?.(ref, result)
  const logged = { delivery: delivery.id, issue: formatRef(ref) }
  if (typeof result === 'string') {
    log.info({ ...logged, leftAlone: result }, 'triaged')
    return
  }
  await notifyCanonical(result, installation, context)
  await showAlarm(result, run, { ...context, github })
  await notifyFix(result, run, context)
  // For a maintainer's request, suppressed labels are set in the next hour.
  const waits = by === 'maintainer' && areLabelsDeferred(result.plan)
  if (waits) await queue.accept(deferredRun({ installation, ref, repository, by, isDiscussion }, clock()))
  log.info({ ...logged, ...summarise(result.diagnosis) }, 'triaged')
}

/**
 * Goes through the queue, because the other issue may currently be in progress, and an issue's deliveries run one at a
 * time.
 */
async function notifyCanonical({ canonical }: Triage, installation: number, context: RepositoryContext): Promise<void> {
  if (canonical === undefined) return
  const { queue, clock, repository } = context
  await queue.accept(canonicalDelivery({ installation, repository, ...canonical }, clock()))
}

/** An alarm is logged; it is shown only if the repository chose an issue or a webhook for it. */
async function showAlarm({ alarm }: Triage, { installation, ref }: Run, context: RepositoryContext): Promise<void> {
  if (alarm === undefined) return
  const { queue, clock, repository, log, github, alarmHook } = context
  const { kind, cause, what, people } = alarm
  log.info({ issue: formatRef(ref), kind, cause, what, people }, 'alarm')
  const { settings } = await context.rules.rulesFor(ref, github)
  const { issue: number, webhook } = settings.alarms
  const update = { installation, repository, alarm }
  if (webhook !== null && alarmHook !== undefined) await queue.accept(alarmHookDelivery(update, clock()))
  if (number === null || number === ref.number) return
  await queue.accept(alarmDelivery({ ...update, number }, clock()))
}

/** A report on the fixed version, or on a newer one, contradicts the fix. */
async function notifyFix(
  { fix, report }: Triage,
  { installation, ref }: Run,
  context: RepositoryContext,
): Promise<void> {
  if (fix?.kind !== 'report' || (fix.relation !== 'same' && fix.relation !== 'newer')) return
  const { version } = report.environment
  context.log.info({ issue: formatRef(ref), version, fixedIn: fix.ledger.claim.version }, 'reported after a fix')
  await showDueFix({ installation, ref }, context)
}

function summarise({ decision, reason, signature, confidence }: Diagnosis) {
  return { decision, reason, signature, confidence: Number(confidence.toFixed(3)) }
}
