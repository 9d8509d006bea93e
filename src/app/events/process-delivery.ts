/** Works on one delivery from the queue: finds out what it asks for, and walks the corridor or forgets a repository. */
import type { Logger } from 'pino'
import type { FetchLogs } from '../../adapters/github/collect-issue.ts'
import type { GitHub } from '../../adapters/github/github.ts'
import type { IssueReader } from '../../adapters/github/issue-reader.ts'
import { readOnly } from '../../adapters/github/read-only.ts'
import { classifyRefusal } from '../../adapters/github/refusal.ts'
import type { ClaimedDelivery, Queue } from '../../adapters/queue/queue.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Diagnosis } from '../../core/diagnosis/diagnosis.ts'
import type { RequestedAnswer } from '../../core/feedback/requested-answers.ts'
import { formatRef, type IssueRef, type KnownRepository, type RepositoryRef } from '../../core/issue-ref.ts'
import type { Triage } from '../../core/plan/triage-report.ts'
import { redactError } from '../../core/report/redact-error.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import type { Analysis } from '../analysis/analysis.ts'
import { writeWith } from '../analysis/write-dossier.ts'
import { renewTemplates } from '../backfill/templates.ts'
import { handleAction } from '../feedback-intake/handle-action.ts'
import { handleComment } from '../feedback-intake/handle-comment.ts'
import type { NextRun } from '../feedback-intake/intake-context.ts'
import { writeDossier } from '../feedback-intake/report-in-comment.ts'
import { labelsWait } from '../hourly-budget.ts'
import type { IndexCache } from '../matching/index-keeper.ts'
import type { RulesCache } from '../settings-loader/rules-keeper.ts'
import { type LeftAlone, triageIssue } from '../triage.ts'
import { readTask } from '../webhooks/events.ts'
import type { Task, TaskOnGitHub } from '../webhooks/tasks.ts'
import { firstBackfillPage, readBackfillPage } from './backfill-page.ts'
import { canonicalDelivery } from './canonical-delivery.ts'
import { deferDelivery, deferredRun, mayRun, type RequestedRun } from './deferred.ts'
import { locateRepository, type NotLocated } from './locate-repository.ts'
import { dropReport, forgetRepositories, renameRepository } from './repository-tasks.ts'
import { restrainedGitHub } from './restrained-github.ts'

export interface EventDeps {
  /** GitHub as one installation may see it. */
  readonly githubFor: (installation: number) => Promise<GitHub>
  /** Reads issues with all that happened to them, as one installation may. */
  readonly readerFor: (installation: number) => Promise<IssueReader>
  /** Address of GitHub as people see it, e.g. `https://github.com`. */
  readonly site: string
  readonly store: Store
  readonly queue: Pick<Queue, 'accept' | 'forget'>
  /** Most older issues of a repository that are read when the App is installed there; 0 reads none. */
  readonly backfillLimit: number
  readonly pack: Pack
  /** Reads what strangers wrote. */
  readonly analysis: Analysis
  readonly rules: RulesCache
  readonly indexes: IndexCache
  /** Whether the operator stopped the bot in the environment. */
  readonly isStopped: boolean
  readonly fetchLogs: FetchLogs
  readonly clock: () => number
  readonly log: Pick<Logger, 'info'>
  /** Told of what came of each walk. */
  readonly onTriaged?: (ref: IssueRef, said: Triage | LeftAlone) => void
}

/**
 * @throws what went wrong, redacted, since the queue keeps its message; marked for the queue with `permanent` and
 *   `retryAfterMs` where GitHub's answer says so
 */
export async function processDelivery(delivery: ClaimedDelivery, options: EventDeps): Promise<void> {
  try {
    await work(delivery, options)
  } catch (error) {
    throw redactError(error)
  }
}

async function work(delivery: ClaimedDelivery, options: EventDeps): Promise<void> {
  const task = readTask(delivery.event, JSON.parse(delivery.payload))
  if (task === null) return
  switch (task.kind) {
    case 'forget':
      return forgetRepositories(task.repositories, options)
    case 'move':
      return renameRepository(task, delivery.receivedAt, options)
    case 'rename-owner':
      return options.store.renameOwner(task.ownerId, task.login, delivery.receivedAt)
    case 'drop':
      return dropReport(task, options)
    case 'begin-backfill':
      return beginBackfills(task, delivery.id, options)
    case 'put-in-line':
      return putInLine(task, options)
    default:
      return refusalsMarked(() => workOnGitHub(task, delivery, options))
  }
}

/** What a task may touch: of GitHub and of the store only what its repository is about. */
interface Here extends EventDeps {
  readonly github: GitHub
  readonly repository: KnownRepository
}

async function workOnGitHub(task: TaskOnGitHub, delivery: ClaimedDelivery, options: EventDeps): Promise<void> {
  const github = await options.githubFor(task.installation)
  const repository = await locateRepository(task.repository, { ...options, github })
  if (typeof repository === 'string') return leaveAlone(task, { why: repository, delivery: delivery.id }, options)
  const store = options.store.as([repository])
  const rules = options.rules.over(store)
  const here = { ...options, github, repository, store, rules, indexes: options.indexes.over(store) }
  const todays = underTodaysName(task, repository)
  return unlessGone(todays, () => workHere(todays, delivery, here), here)
}

function underTodaysName(task: TaskOnGitHub, repository: KnownRepository): TaskOnGitHub {
  if (!('ref' in task)) return { ...task, repository }
  const { owner, repo } = repository
  return { ...task, repository, ref: { owner, repo, number: task.ref.number } }
}

/** Happens once to an issue. */
const OPENED = 'issues.opened'

function workHere(task: TaskOnGitHub, delivery: ClaimedDelivery, here: Here): Promise<void> {
  switch (task.kind) {
    case 'triage':
      return delivery.event === OPENED ? triage(task, delivery.id, here) : triageInTurn(task, delivery.id, here)
    case 'run-late':
      return triage(task, delivery.id, here)
    case 'gather':
      return triage({ ...task, trigger: 'gathered' }, delivery.id, here)
    case 'hear-comment':
      return hear(task, delivery, here)
    case 'hear-act':
      return hearActOn(task, delivery, here)
    case 'backfill':
      return backfill(task, delivery.id, here)
    case 'reread-settings':
      return reread(here)
  }
}

type TaskOf<Kind extends Task['kind']> = Extract<Task, { kind: Kind }>

interface Unlocated {
  readonly why: NotLocated
  readonly delivery: string
}

/** Nothing may be read or said under a name that is another's; and what GitHub does not show any more, nobody may find here. */
async function leaveAlone(
  { kind, repository }: TaskOnGitHub,
  { why, delivery }: Unlocated,
  { store, log }: EventDeps,
): Promise<void> {
  if (kind === 'backfill' && why === 'absent' && repository.id !== null) await store.forgetRepository(repository.id)
  const leftAlone = why === 'absent' ? 'no such repository' : 'another repository has its name'
  log.info({ delivery, repository: `${repository.owner}/${repository.repo}`, leftAlone }, 'left alone')
}

/** What waited is worked on in the line of its issue. */
async function putInLine({ delivery }: TaskOf<'put-in-line'>, { queue, clock }: EventDeps): Promise<void> {
  await queue.accept({ ...delivery, receivedAt: clock() })
}

async function hear(task: TaskOf<'hear-comment'>, delivery: ClaimedDelivery, all: Here): Promise<void> {
  const here = { ...all, github: await restrainedGitHub(task.ref, all) }
  const walk = await handleComment(task, delivery.id, here)
  if (walk === null) return
  if (walk === 'later') return hearLater(delivery, here)
  const answers = await Promise.all(walk.answers.map((it) => (it.kind === 'report' ? writeReport(task, here) : it)))
  await triageInTurn({ ...task, ...walk, answers }, delivery.id, all)
}

/** Nothing that a maintainer says gets lost. */
async function hearLater(delivery: ClaimedDelivery, { queue, clock, log }: EventDeps): Promise<void> {
  await queue.accept(deferDelivery(delivery, clock()))
  log.info({ delivery: delivery.id, issue: delivery.key }, 'heard later: enough for this hour')
}

async function writeReport({ installation, ref }: TaskOf<'hear-comment'>, here: Here): Promise<RequestedAnswer> {
  const reader = await here.readerFor(installation)
  const document = await writeDossier(ref, { ...here, reader, writer: writeWith(here.analysis) })
  return { kind: 'report', ...(document !== null && { document }) }
}

async function hearActOn(task: TaskOf<'hear-act'>, delivery: ClaimedDelivery, all: Here): Promise<void> {
  const here = { ...all, github: await restrainedGitHub(task.ref, all) }
  const walk = await handleAction(task, delivery.id, here)
  if (walk === 'later') return hearLater(delivery, here)
  if (walk !== null) await triageInTurn({ ...task, ...walk }, delivery.id, all)
}

type Walk = Pick<TaskOf<'triage'>, 'installation' | 'ref'> & Partial<Omit<NextRun, 'by'>> & Pick<RequestedRun, 'by'>

/** At once, unless the issue was looked at often enough in this hour. */
async function triageInTurn(walk: Walk, delivery: string, here: Here): Promise<void> {
  const { store, queue, clock, log, repository } = here
  if (await mayRun({ ...walk, delivery }, store, clock())) return triage(walk, delivery, here)
  await queue.accept(deferredRun({ ...walk, repository }, clock()))
  log.info({ delivery, issue: formatRef(walk.ref) }, 'looked at later: enough for this hour')
}

async function triage({ installation, ref, ...walk }: Walk, delivery: string, here: Here): Promise<void> {
  const { trigger = 'event', answers = [], by } = walk
  const github = await restrainedGitHub(ref, here)
  const rulesFor = (repository: RepositoryRef) => here.rules.rulesFor(repository, github)
  const said = await triageIssue(ref, delivery, { ...here, github, trigger, answers, rulesFor, by })
  here.onTriaged?.(ref, said)
  if (typeof said !== 'string') await tellCanonical(said, installation, here)
  // What a maintainer asked for is labelled when there is room again.
  const waits = typeof said !== 'string' && by === 'maintainer' && labelsWait(said.plan)
  const { repository, queue, clock } = here
  if (waits) await queue.accept(deferredRun({ installation, ref, repository, by }, clock()))
  const outcome = typeof said === 'string' ? { leftAlone: said } : summarise(said.diagnosis)
  here.log.info({ delivery, issue: formatRef(ref), ...outcome }, 'triaged')
}

/** Through the queue: the other issue may be worked on just now, and has its own turn. */
async function tellCanonical(
  { canonical }: Triage,
  installation: number,
  { queue, clock, repository }: Here,
): Promise<void> {
  if (canonical === undefined) return
  await queue.accept(canonicalDelivery({ installation, repository, ...canonical }, clock()))
}

async function beginBackfills(
  { installation, repositories }: TaskOf<'begin-backfill'>,
  delivery: string,
  { queue, clock, backfillLimit }: EventDeps,
): Promise<void> {
  if (backfillLimit === 0) return
  for (const repository of repositories)
    await queue.accept(firstBackfillPage({ installation, repository }, delivery, clock()))
}

async function backfill(turn: TaskOf<'backfill'>, delivery: string, here: Here): Promise<void> {
  const github = readOnly(here.github)
  const rules = await here.rules.rulesFor(here.repository, github)
  await readBackfillPage({ ...turn, repository: here.repository }, delivery, {
    ...here,
    github,
    rules,
    most: here.backfillLimit,
  })
}

/** At once, so that what is wrong with the settings is known before the next issue comes. */
async function reread({ repository, rules, store, analysis, ...here }: Here): Promise<void> {
  const github = readOnly(here.github)
  rules.forget(repository)
  await rules.rulesFor(repository, github)
  await renewTemplates(repository, { github, store, analysis })
}

/** An issue that went while it was worked on is left alone; GitHub refuses whatever is asked of it. */
async function unlessGone(task: TaskOnGitHub, work: () => Promise<void>, here: Here): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!('ref' in task) || classifyRefusal(error).kind !== 'gone') throw error
    const issue = await here.github.readIssue(task.ref)
    if (typeof issue !== 'string') throw error
    here.onTriaged?.(task.ref, issue)
    here.log.info({ issue: formatRef(task.ref), leftAlone: issue }, 'triaged')
  }
}

/** What the queue must know about a refusal of GitHub is put on the error. */
async function refusalsMarked(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const { permanent, retryAfterMs } = classifyRefusal(error)
    throw Object.assign(error instanceof Error ? error : new Error(String(error)), { permanent, retryAfterMs })
  }
}

function summarise({ decision, reason, signature, confidence }: Diagnosis) {
  return { decision, reason, signature, confidence: Number(confidence.toFixed(3)) }
}
