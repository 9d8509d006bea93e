/**
 * The corridor: one issue from GitHub's event to GitHub's comment, in numbered steps. Steps 2 to 4 are pure, and every
 * door uses them: the bot applies the plan, the command line prints it, a test compares it. Details live in the rooms.
 */
import type { GatheringPlace } from './comments/duplicates-section.ts'
import type { RepositorySettings } from './config/repository-settings.ts'
import { plainRules, type Rules } from './config/rules.ts'
import type { Answer } from './conversation/answer.ts'
import { type Heard, NOTHING_HEARD } from './conversation/heard.ts'
import { heed } from './conversation/heed.ts'
import { diagnose } from './diagnosis/diagnose.ts'
import type { Diagnosis } from './diagnosis/diagnosis.ts'
import { type AppliedPlan, applyPlan } from './github/apply-plan.ts'
import { collectIssue, type FetchLogs, lookAgain } from './github/collect-issue.ts'
import type { GitHub } from './github/github.ts'
import type { Gone } from './github/issue.ts'
import { withinBudget } from './hourly-budget.ts'
import type { IssueRef, RepositoryRef } from './issue-ref.ts'
import { listen } from './listen.ts'
import type { IndexKeeper } from './matching/index-keeper.ts'
import { matchIssue } from './matching/match-issue.ts'
import { decidePlan, isEmptyPlan, type Situation } from './plan/decide.ts'
import type { IssueState, Plan } from './plan/plan.ts'
import { type Occasion, restraintOn } from './plan/restraint.ts'
import { readReport } from './report/read-report.ts'
import type { RawIssue, Report } from './report/report.ts'
import type { Pack } from './signatures/pack.ts'
import type { Store, Undo } from './store/store.ts'
import type { Rights } from './verdict.ts'

/** What is said of one issue: everything there is to print, apply or remember. */
export interface Triage {
  readonly report: Report
  readonly diagnosis: Diagnosis
  readonly plan: Plan
  /** The report that stands for the cluster of this one, and is to be told that there is one more. */
  readonly canonical?: GatheringPlace
}

/** The world that the corridor works in; all of it is passed in. */
export interface World {
  readonly github: GitHub
  readonly store: Store
  readonly pack: Pack
  /** What is in force in a repository; the pack with the defaults when left out. */
  readonly rulesFor?: (repository: RepositoryRef) => Promise<Rules>
  /** How it came to look at the issue; something happened there unless told. */
  readonly occasion?: Occasion
  /** What somebody asked for just now; nothing unless told. */
  readonly answers?: readonly Answer[]
  /** The rights of who caused it, where they are known. */
  readonly by?: Rights | undefined
  /** Whether the operator stopped the bot; the store is asked as well. */
  readonly isStopped?: boolean
  /** Address of GitHub as people see it, for links; `https://github.com` unless told. */
  readonly site?: string
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** Indexes of earlier reports; none are looked for when left out. */
  readonly indexes?: IndexKeeper
  /** Reads attached logs; nothing is read when left out. */
  readonly fetchLogs?: FetchLogs
}

/** Why an issue was left alone. */
export type LeftAlone = Gone | 'pull-request'

/**
 * Triages one issue of GitHub and does what the plan says.
 * @param delivery GUID of the webhook that caused it; null when a person did
 * @returns what was said, or why the issue was left alone
 * @throws TriageError('github-refused') when GitHub refuses a call; the whole walk may be repeated
 */
export async function triageIssue(ref: IssueRef, delivery: string | null, world: World): Promise<Triage | LeftAlone> {
  const { github, store, clock, fetchLogs = readNothing } = world
  // 1. Collect the issue and all that deciding must know about the present.
  const collected = await collectIssue(ref, { github, rememberedComment: await store.ownCommentId(ref), fetchLogs })
  if (typeof collected === 'string') return collected
  const rules = (await world.rulesFor?.(ref)) ?? plainRules(world.pack)
  const again = world.occasion === 'again'
  const heard = await listen(ref, { store, pack: rules.pack.fingerprint, now: clock(), again })
  // 2. to 4. Read, diagnose, plan.
  const { issue, state, facts, remarks } = collected
  const first = triageReport(issue, state, { ...rules, heard, answers: world.answers ?? [] })
  // 5. Match: which earlier reports share the cause.
  const isAsked = asksAboutOthers(world.answers)
  const related = await matchIssue(ref, { ...first, facts, remarks, settings: rules.settings, isAsked }, world)
  // 6. Look again before writing: people may have closed, locked or moved the issue meanwhile.
  const isEmpty = isEmptyPlan(first.plan) && related.links.length === 0 && !related.gathered
  const now = isEmpty ? state : await lookAgain(ref, state, github)
  if (typeof now === 'string') return now
  const triage = { ...first, plan: await planNow(ref, { ...first, ...rules, related, heard, state: now }, world) }
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

function asksAboutOthers(answers: World['answers'] = []): boolean {
  return answers.some(({ kind }) => kind === 'duplicates' || kind === 'cluster')
}

/** The plan against the present, with what manners, the operator and the hour's budget hold back. */
async function planNow(
  ref: IssueRef,
  situation: Situation & { readonly settings: RepositorySettings; readonly heard: Heard },
  world: World,
): Promise<Plan> {
  const { settings, state, heard } = situation
  const { github, store, clock, occasion = 'event', isStopped = false, answers = [], by } = world
  const now = clock()
  const stopped = isStopped || (await store.stopped()) !== null
  const restraint = restraintOn({ settings, state, occasion, now, isStopped: stopped, frozen: heard.frozen })
  const plan = decidePlan({ ...situation, answers, restraint })
  // What is not written takes nothing from anybody.
  if (github.isReadOnly) return plan
  return withinBudget(plan, { ref, author: state.author, by, at: now, budget: settings.budget }, store)
}

const readNothing: FetchLogs = async () => ({ attachments: [] })

/** An issue that nobody has touched yet: what the command line plans against. */
export const UNTOUCHED: IssueState = {
  author: '',
  createdAt: null,
  open: true,
  locked: false,
  labels: [],
  labelEvents: [],
  ownComment: null,
  ownCommentDeleted: false,
}

/** What is in force, with what people said before and what somebody asks for just now. */
export interface Given extends Rules {
  readonly heard?: Heard
  readonly answers?: readonly Answer[]
}

/** Steps 2 to 4, pure: the same issue, state and rules give the same triage, byte for byte. */
export function triageReport(issue: RawIssue, state: IssueState, given: Given): Triage {
  // 2. Read: redact, then cut into segments.
  return triageRead(readReport(issue, given.hints), state, given)
}

/** Steps 3 and 4 alone, for a report that was read already. */
export function triageRead(report: Report, state: IssueState, given: Given): Triage {
  const { pack, settings, judgement, heard = NOTHING_HEARD, answers = [] } = given
  // 3. Diagnose: which known failure, by which evidence, and how sure; then what people's word leaves of it.
  const diagnosis = heed(diagnose(report, pack, judgement), heard, pack)
  // 4. Plan: labels and comment, compared with what exists.
  return { report, diagnosis, plan: decidePlan({ report, diagnosis, pack, settings, state, heard, answers }) }
}

function summarise({ diagnosis, plan }: Triage, applied: AppliedPlan) {
  const { addedLabels, removedLabels, comment, notPermitted, heldBack = [] } = applied
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
      ...plan.withheld.map((what) => `withheld: ${what}`),
      ...heldBack.map((what) => `withheld: nothing is written: ${what}`),
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
