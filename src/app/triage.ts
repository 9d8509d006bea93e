/**
 * The corridor: one issue from GitHub's event to GitHub's comment, in numbered steps. Steps 2 to 4 are pure, and every
 * door uses them: the bot applies the plan, the command line prints it, a test compares it. Details live in the rooms.
 */

import { type AppliedPlan, applyPlan } from '../adapters/github/apply-plan.ts'
import { collectIssue, type FetchLogs, lookAgain } from '../adapters/github/collect-issue.ts'
import type { GitHub } from '../adapters/github/github.ts'
import type { Gone } from '../adapters/github/issue.ts'
import type { Store, Undo } from '../adapters/store/store.ts'
import type { Rights } from '../core/feedback/feedback-event.ts'
import type { IssueFeedback } from '../core/feedback/issue-feedback.ts'
import type { RequestedAnswer } from '../core/feedback/requested-answers.ts'
import type { IssueRef, RepositoryRef } from '../core/issue-ref.ts'
import { isEmptyPlan, type Situation } from '../core/plan/decide.ts'
import type { IssueState, Plan } from '../core/plan/plan.ts'
import type { Triage } from '../core/plan/triage-report.ts'
import { type Trigger, writePolicyOn } from '../core/plan/write-policy.ts'
import { plainRules, type RepositoryRules } from '../core/settings/rules.ts'
import type { Pack } from '../core/signatures/pack.ts'
import { type Analysis, isUnreadable, unlessUnreadable } from './analysis/analysis.ts'
import { createInProcessAnalysis } from './analysis/in-process.ts'
import { givenRules } from './analysis/job-context.ts'
import type { TriageInput, TriageOutput } from './analysis/jobs.ts'
import { loadFeedback } from './feedback-intake/load-feedback.ts'
import { withinBudget } from './hourly-budget.ts'
import type { IndexCache } from './matching/index-keeper.ts'
import { matchIssue } from './matching/match-issue.ts'

/** The deps that the corridor works in; all of it is passed in. */
export interface TriageDeps {
  readonly github: GitHub
  readonly store: Store
  readonly pack: Pack
  /** Reads what strangers wrote; in this thread when left out. */
  readonly analysis?: Analysis
  /** What is in force in a repository; the pack with the defaults when left out. */
  readonly rulesFor?: (repository: RepositoryRef) => Promise<RepositoryRules>
  /** How it came to look at the issue; something happened there unless told. */
  readonly trigger?: Trigger
  /** What somebody asked for just now; nothing unless told. */
  readonly answers?: readonly RequestedAnswer[]
  /** The rights of who caused it, where they are known. */
  readonly by?: Rights | undefined
  /** Whether the operator stopped the bot; the store is asked as well. */
  readonly isStopped?: boolean
  /** Address of GitHub as people see it, for links; `https://github.com` unless told. */
  readonly site?: string
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** Indexes of earlier reports; none are looked for when left out. */
  readonly indexes?: IndexCache
  /** Reads attached logs; nothing is read when left out. */
  readonly fetchLogs?: FetchLogs
}

/** Why an issue was left alone; `unreadable` when its text takes more time or memory than one issue may. */
export type LeftAlone = Gone | 'pull-request' | 'unreadable'

/**
 * Triages one issue of GitHub and does what the plan says.
 * @param delivery GUID of the webhook that caused it; null when a person did
 * @returns what was said, or why the issue was left alone
 * @throws TriageError('github-refused') when GitHub refuses a call; the whole walk may be repeated
 */
export async function triageIssue(
  ref: IssueRef,
  delivery: string | null,
  deps: TriageDeps,
): Promise<Triage | LeftAlone> {
  const { github, store, clock, analysis = createInProcessAnalysis(deps.pack), fetchLogs = readNothing } = deps
  // 1. Collect the issue and all that deciding must know about the present.
  const collected = await collectIssue(ref, { github, rememberedComment: await store.ownCommentId(ref), fetchLogs })
  if (typeof collected === 'string') return collected
  const rules = (await deps.rulesFor?.(ref)) ?? plainRules(deps.pack)
  const again = deps.trigger === 'again'
  const heard = await loadFeedback(ref, { store, pack: rules.pack.fingerprint, now: clock(), again })
  const said = { heard, answers: deps.answers ?? [] }
  // 2. to 4. Read, diagnose, plan.
  const { state, facts } = collected
  const analysed = await analyse({ ...collected, rules: givenRules(rules), situation: { state, ...said } }, analysis)
  if (analysed === null) return leaveUnread(ref, { delivery, pack: rules.pack.fingerprint, deps })
  const { triage: first, digest } = analysed
  // 5. Match: which earlier reports share the cause.
  const isAsked = asksAboutOthers(deps.answers)
  const { diagnosis } = first
  const related = await matchIssue(ref, { diagnosis, digest, facts, settings: rules.settings, isAsked }, deps)
  // 6. Look again before writing: people may have closed, locked or moved the issue meanwhile.
  const isEmpty = isEmptyPlan(first.plan) && related.links.length === 0 && !related.ownCluster
  const now = isEmpty ? state : await lookAgain(ref, state, github)
  if (typeof now === 'string') return now
  const { report } = first
  const plan = await unlessUnreadable(
    planNow(ref, { report, diagnosis, related, ...said, state: now, rules }, { ...deps, analysis }),
    null,
  )
  if (plan === null) return leaveUnread(ref, { delivery, pack: rules.pack.fingerprint, deps })
  const triage = { ...first, plan }
  // 7. Apply.
  const applied = await applyPlan(github, ref, triage.plan)
  // 8. Remember what was said and done; never a word of the issue. The comment also when it was only found: a walk that
  // died after writing it could not remember it.
  const commentId = applied.comment.kind === 'none' ? now.ownComment?.id : applied.comment.id
  if (commentId !== undefined) await store.rememberComment(ref, commentId)
  await store.recordDecision({
    ref,
    delivery,
    pack: rules.pack.fingerprint,
    at: clock(),
    ...summarise(triage, applied),
    ...undoOf(applied, now),
  })
  return { ...triage, ...(related.canonical && { canonical: related.canonical }) }
}

/**
 * What cannot be read within its limits is left out, the files first, then what was written below the issue.
 * @returns null when the issue itself cannot be read
 */
async function analyse(input: TriageInput, analysis: Analysis): Promise<TriageOutput | null> {
  try {
    return await analysis.run('triage', input)
  } catch (error) {
    if (!isUnreadable(error)) throw error
    const less = withLess(input, error.message)
    return less === null ? null : analyse(less, analysis)
  }
}

/** @param why a sentence of what went wrong */
function withLess(input: TriageInput, why: string): TriageInput | null {
  const { issue, files, remarks = [] } = input
  const { comments = [], ...alone } = issue
  if (files.length > 0) {
    const unread = files.map(({ name }) => ({
      name,
      why: `was left out: ${why.charAt(0).toLowerCase()}${why.slice(1)}`,
    }))
    return { ...input, files: [], issue: { ...issue, unread: [...(issue.unread ?? []), ...unread] } }
  }
  if (comments.length + remarks.length === 0) return null
  return { ...input, issue: alone, remarks: [] }
}

interface Unread {
  readonly delivery: string | null
  readonly pack: string
  readonly deps: TriageDeps
}

/** Recorded, so that maintainers find on the issue's page why the bot is silent; the delivery is done. */
async function leaveUnread(ref: IssueRef, { delivery, pack, deps }: Unread): Promise<'unreadable'> {
  const nothing = { signature: null, confidence: 0, evidence: [], acts: [] }
  const at = deps.clock()
  await deps.store.recordDecision({ ref, delivery, pack, at, decision: 'silent', reason: 'unreadable', ...nothing })
  return 'unreadable'
}

function asksAboutOthers(answers: TriageDeps['answers'] = []): boolean {
  return answers.some(({ kind }) => kind === 'duplicates' || kind === 'cluster')
}

interface Present extends Omit<Situation, 'pack' | 'settings'> {
  readonly heard: IssueFeedback
  readonly rules: RepositoryRules
}

/** The plan against the present, with what manners, the operator and the hour's budget hold back. */
async function planNow(
  ref: IssueRef,
  { rules, ...situation }: Present,
  deps: TriageDeps & { readonly analysis: Analysis },
): Promise<Plan> {
  const { settings } = rules
  const { state, heard } = situation
  const { github, store, clock, analysis, trigger = 'event', isStopped = false, by } = deps
  const now = clock()
  const stopped = isStopped || (await store.stopped()) !== null
  const policy = writePolicyOn({ settings, state, trigger, now, isStopped: stopped, frozen: heard.frozen })
  const plan = await analysis.run('plan', { ...situation, policy, rules: givenRules(rules) })
  // What is not written takes nothing from anybody.
  if (github.isReadOnly) return plan
  return withinBudget(plan, { ref, author: state.author, by, at: now, budget: settings.budget }, store)
}

const readNothing: FetchLogs = async () => ({})

function summarise({ diagnosis, plan }: Triage, applied: AppliedPlan) {
  const { addedLabels, removedLabels, comment, notPermitted, suppressedWrites = [] } = applied
  const { decision, reason, signature, confidence, ranked } = diagnosis
  return {
    decision,
    reason,
    signature,
    confidence,
    ...(diagnosis.question !== null && { question: diagnosis.question }),
    evidence: ranked[0]?.evidence.map(({ id }) => id) ?? [],
    acts: [
      ...addedLabels.map((name) => `label added: ${name}`),
      ...removedLabels.map((name) => `label removed: ${name}`),
      ...(comment.kind === 'none' ? [] : [`comment ${comment.kind}`]),
      ...plan.suppressed.map((what) => `suppressed: ${what}`),
      ...suppressedWrites.map((what) => `suppressed: nothing is written: ${what}`),
      ...notPermitted.map((feature) => `not permitted: ${feature}`),
    ],
  }
}

/** How to take the acts back; nothing when there was none. */
function undoOf({ addedLabels, removedLabels, comment }: AppliedPlan, { ownComment }: IssueState): { undo?: Undo } {
  if (addedLabels.length === 0 && removedLabels.length === 0 && comment.kind === 'none') return {}
  const before = comment.kind === 'updated' ? (ownComment?.body ?? null) : null
  return { undo: { addedLabels, removedLabels, comment: comment.kind === 'none' ? null : { id: comment.id, before } } }
}
