/**
 * The pipeline: takes one issue from GitHub's event to the comment on GitHub, in eight steps: collect, read, diagnose,
 * plan, match, re-check, apply, record. Each step is implemented in the module that it calls.
 *
 * Steps 2 to 4 are pure, and every entry point runs them: the bot applies the plan, the command line prints it, and
 * tests compare it.
 */

import { type AppliedPlan, applyPlan } from '../adapters/github/apply-plan.ts'
import { collectIssue, type FetchLogs, recheckIssue, withSuggestions } from '../adapters/github/collect-issue.ts'
import type { GitHub } from '../adapters/github/github.ts'
import type { Gone } from '../adapters/github/issue.ts'
import type { Store } from '../adapters/store/store.ts'
import type { StoredAlarm } from '../adapters/store/stored-alarms.ts'
import type { Rights } from '../core/feedback/feedback-event.ts'
import type { IssueFeedback } from '../core/feedback/issue-feedback.ts'
import type { RequestedAnswer } from '../core/feedback/requested-answers.ts'
import type { IssueRef, RepositoryRef } from '../core/issue-ref.ts'
import { isEmptyPlan, type PlanContext } from '../core/plan/decide.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { Triage } from '../core/plan/triage-report.ts'
import { onlyExistingLabels, type Trigger, writePolicyOn } from '../core/plan/write-policy.ts'
import { plainRules } from '../core/settings/plain-rules.ts'
import type { RepositoryRules } from '../core/settings/rules.ts'
import type { Pack } from '../core/signatures/pack.ts'
import { watchReport } from './alarms/watch-report.ts'
import { analyseWithinLimits } from './analysis/analyse-within-limits.ts'
import { type Analysis, unlessUnreadable } from './analysis/analysis.ts'
import { createInProcessAnalysis } from './analysis/in-process.ts'
import { givenRules } from './analysis/job-context.ts'
import { decisionRecord, type TriageRun, unreadableRecord } from './decision-record.ts'
import { loadFeedback } from './feedback-intake/load-feedback.ts'
import { fixNoticeOn } from './fixes/fix-notice-on.ts'
import { withinBudget } from './hourly-budget.ts'
import type { IndexCache } from './matching/index-cache.ts'
import { matchIssue } from './matching/match-issue.ts'
import { dropOutdated, sourcesOf } from './previous-comments.ts'

/** The pipeline's dependencies, all of which are injected. */
export interface TriageDeps {
  readonly github: GitHub
  readonly store: Store
  readonly pack: Pack
  /** Reads untrusted text. If absent, text is read on the current thread. */
  readonly analysis?: Analysis
  /** Returns the rules in force in a repository. If absent, the pack applies with the default settings. */
  readonly rulesFor?: (repository: RepositoryRef) => Promise<RepositoryRules>
  /** Why the pipeline runs; defaults to `event`. */
  readonly trigger?: Trigger
  /** The answers that a command has just requested; none if absent. */
  readonly answers?: readonly RequestedAnswer[]
  /** The rights of the person who caused this run, if known. */
  readonly by?: Rights | undefined
  /** Whether the operator stopped the bot in the environment. The store can stop it too. */
  readonly isStopped?: boolean
  /** URL of GitHub's website, for links; defaults to `https://github.com`. */
  readonly site?: string
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** Indexes of earlier reports. If absent, nothing is matched. */
  readonly indexes?: IndexCache
  /** Whether the number belongs to a discussion; false if absent. */
  readonly isDiscussion?: boolean
  /** Reads attached logs. If absent, no logs are read. */
  readonly fetchLogs?: FetchLogs
}

/** A triage with the writes that were made. */
export interface Triaged extends Triage {
  readonly applied: AppliedPlan
}

/** Why an issue was left alone; `unreadable` if reading its text exceeds the CPU time or memory limit for one issue. */
export type LeftAlone = Gone | 'pull-request' | 'unreadable'

/**
 * Triages one issue on GitHub and applies the plan.
 * @param delivery GUID of the webhook that triggered the run; null if a person started it
 * @returns the triage, or why the issue was left alone
 * @throws TriageError('github-refused') when GitHub refuses a call; the whole run can then be repeated
 */
export async function triageIssue(
  ref: IssueRef,
  delivery: string | null,
  deps: TriageDeps,
): Promise<Triaged | LeftAlone> {
  const { github, store, clock, answers = [], fetchLogs = fetchNoLogs, isDiscussion = false } = deps
  const analysis = deps.analysis ?? createInProcessAnalysis(deps.pack)

  // 1. Collect: the issue, its repository's rules, and the feedback so far.
  const collected = await collectIssue(ref, { github, rememberedComment: await store.ownCommentId(ref), fetchLogs })
  if (typeof collected === 'string') return collected
  const rules = (await deps.rulesFor?.(ref)) ?? plainRules(deps.pack)
  const run = { ref, delivery, pack: rules.pack.fingerprint, ...(isDiscussion && { isDiscussion }) }
  const feedback = await loadFeedback(ref, {
    store,
    pack: run.pack,
    now: clock(),
    again: deps.trigger === 'again',
    by: deps.by,
  })

  // 2. Read, 3. diagnose and 4. plan: these run as one job, because the text is untrusted.
  const { state, facts } = collected
  const situation = { state, feedback, answers }
  const analysed = await analyseWithinLimits({ ...collected, rules: givenRules(rules), situation }, analysis)
  if (analysed === null) return leaveUnread(run, deps)
  const { triage: draft, digest } = analysed
  const { report, diagnosis } = draft

  // 5. Match: earlier reports of the same cause.
  const isAsked = asksForOtherReports(answers)
  const found = { diagnosis, digest, facts, settings: rules.settings, isAsked }
  const related = await matchIssue(ref, found, { ...deps, pack: rules.pack })
  const isCounted = deps.indexes !== undefined && !isDiscussion
  const alarm = !isCounted ? null : await watchReport(ref, { digest, facts }, deps)
  const incident = incidentFor(alarm, rules)
  // Only the authors of kept reports are asked about a fix, and a discussion is none.
  const fix = isCounted ? await fixNoticeOn(ref, rules.settings, store) : null

  // 6. Re-check: people may have closed, locked or moved the issue by now. Plan again, from its current state.
  const isNothingNew = related.links.length === 0 && !related.ownCluster && incident === undefined && fix === null
  const isNothingToWrite = isEmptyPlan(draft.plan) && isNothingNew
  const rechecked = isNothingToWrite ? state : await recheckIssue(ref, state, github)
  if (typeof rechecked === 'string') return rechecked
  const present = draft.plan.native === undefined ? rechecked : await withSuggestions(ref, rechecked, github)
  const shown = { related, ...(incident && { incident }), ...(fix && { fix }) }
  const finalSituation = { ...situation, report, diagnosis, ...shown, state: present, rules }
  const plan = await unlessUnreadable(planWithinPolicy(ref, finalSituation, { ...deps, analysis }), null)
  if (plan === null) return leaveUnread(run, deps)
  const triage = { ...draft, plan }

  // Pinned before the comment is written, so that no other issue of the cluster asks if the run dies in between.
  if (fix?.kind === 'asked' && plan.comment.kind !== 'none' && !github.isReadOnly) await pinQuestion(ref, deps)

  // 7. Apply: write the difference to GitHub.
  const applied = await applyPlan(github, ref, plan)

  // 8. Record: the decision and the writes, but none of the issue's text. An existing comment is remembered too,
  // because an earlier run may have died after writing it and before remembering it.
  const commentId = applied.comment.kind === 'none' ? present.ownComment?.id : applied.comment.id
  if (commentId !== undefined) await store.rememberComment(ref, commentId)
  const sources = sourcesOf(collected.issue)
  const isKept = await dropOutdated(ref, sources, store)
  const written = { applied, earlier: isKept ? present.ownComment : null, sources }
  await store.recordDecision(decisionRecord(run, clock(), triage, written))
  const { canonical } = related
  return { ...triage, applied, ...(canonical && { canonical }), ...(alarm && { alarm }), ...(fix && { fix }) }
}

/** Keeps the question to a cluster's reporters in one comment, even if another report becomes the canonical one. */
async function pinQuestion(ref: IssueRef, { store, clock }: TriageDeps): Promise<void> {
  const asked = (await store.fixSignalsIn(ref)).some((it) => it.number === ref.number && it.kind === 'asked')
  const nothing = { version: null, who: null, comment: null, url: null }
  if (!asked) await store.keepFixSignals(ref, 'asked', [{ kind: 'asked', ...nothing, at: clock() }])
}

/** A regression is for maintainers; only an incident changes the answer, and only if the repository wants it. */
function incidentFor(alarm: StoredAlarm | null, { settings }: RepositoryRules): StoredAlarm | undefined {
  return alarm?.kind === 'incident' && settings.alarms.answer ? alarm : undefined
}

/** The delivery counts as done. */
async function leaveUnread(run: TriageRun, { store, clock }: TriageDeps): Promise<'unreadable'> {
  await store.recordDecision(unreadableRecord(run, clock()))
  return 'unreadable'
}

function asksForOtherReports(answers: readonly RequestedAnswer[]): boolean {
  return answers.some(({ kind }) => kind === 'duplicates' || kind === 'cluster')
}

interface FinalSituation extends Omit<PlanContext, 'pack' | 'settings'> {
  readonly feedback: IssueFeedback
  readonly rules: RepositoryRules
}

/** Plans from the issue's current state, without the writes that the write policy and the hourly budget suppress. */
async function planWithinPolicy(
  ref: IssueRef,
  { rules, ...situation }: FinalSituation,
  deps: TriageDeps & { readonly analysis: Analysis },
): Promise<Plan> {
  const { settings } = rules
  const { state, feedback } = situation
  const { github, store, clock, analysis, trigger = 'event', by } = deps
  const now = clock()
  const isStopped = deps.isStopped || (await store.stopped()) !== null
  const policy = writePolicyOn({ settings, state, trigger, now, isStopped, frozen: feedback.frozen })
  const wanted = await analysis.run('plan', { ...situation, policy, rules: givenRules(rules) })
  // GitHub creates a missing label when an issue gets it, so the labels are read each time.
  const isLimited = settings.labels['existing-only'] && wanted.addLabels.length > 0
  const plan = isLimited ? onlyExistingLabels(wanted, await github.listLabels(ref)) : wanted
  // A plan that is not applied uses none of the budget.
  if (github.isReadOnly) return plan
  return withinBudget(plan, { ref, author: state.author, by, at: now, budget: settings.budget }, store)
}

const fetchNoLogs: FetchLogs = async () => ({})
