/** Works on one delivery from the inbox: finds out what it asks for, and walks the corridor or forgets a repository. */
import type { Logger } from 'pino'
import { renewTemplates } from '../backfill/templates.ts'
import type { RulesKeeper } from '../config/rules-keeper.ts'
import type { Answer } from '../conversation/answer.ts'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import type { FetchLogs } from '../github/collect-issue.ts'
import type { GitHub } from '../github/github.ts'
import type { IssueReader } from '../github/issue-reader.ts'
import { readOnly } from '../github/read-only.ts'
import { classifyRefusal } from '../github/refusal.ts'
import { hearAct } from '../hearing/hear-act.ts'
import { hearComment } from '../hearing/hear-comment.ts'
import type { WalkAgain } from '../hearing/hearing.ts'
import { reportInComment } from '../hearing/report-in-comment.ts'
import { labelsWait } from '../hourly-budget.ts'
import type { ClaimedDelivery, Inbox } from '../inbox/inbox.ts'
import { formatRef, type IssueRef, type RepositoryRef } from '../issue-ref.ts'
import type { IndexKeeper } from '../matching/index-keeper.ts'
import { redactError } from '../report/redact-error.ts'
import type { Pack } from '../signatures/pack.ts'
import type { Store } from '../store/store.ts'
import { type LeftAlone, type Triage, triageIssue } from '../triage.ts'
import { firstTurn, takeTurn } from './backfill-turns.ts'
import { readTask } from './events.ts'
import { gatheredDelivery } from './gathered-delivery.ts'
import { laterAgain, laterRun, mayRun, type Run } from './later.ts'
import { restrainedGitHub } from './restrained-github.ts'
import type { Task } from './tasks.ts'

export interface ProcessOptions {
  /** GitHub as one installation may see it. */
  readonly githubFor: (installation: number) => Promise<GitHub>
  /** Reads issues with all that happened to them, as one installation may. */
  readonly readerFor: (installation: number) => Promise<IssueReader>
  /** Address of GitHub as people see it, e.g. `https://github.com`. */
  readonly site: string
  readonly store: Store
  readonly inbox: Pick<Inbox, 'accept' | 'forget'>
  /** Most older issues of a repository that are read when the App is installed there; 0 reads none. */
  readonly backfillLimit: number
  readonly pack: Pack
  readonly rules: RulesKeeper
  readonly indexes: IndexKeeper
  /** Whether the operator stopped the bot in the environment. */
  readonly isStopped: boolean
  readonly fetchLogs: FetchLogs
  readonly clock: () => number
  readonly log: Pick<Logger, 'info'>
  /** Told of what came of each walk. */
  readonly onTriaged?: (ref: IssueRef, said: Triage | LeftAlone) => void
}

/**
 * @throws what went wrong, redacted, since the inbox keeps its message; marked for the inbox with `permanent` and
 *   `retryAfterMs` where GitHub's answer says so
 */
export async function processDelivery(delivery: ClaimedDelivery, options: ProcessOptions): Promise<void> {
  try {
    await work(delivery, options)
  } catch (error) {
    throw redactError(error)
  }
}

async function work(delivery: ClaimedDelivery, options: ProcessOptions): Promise<void> {
  const task = readTask(delivery.event, JSON.parse(delivery.payload))
  if (task === null) return
  if (task.kind === 'forget') return forget(task.repositories, options)
  if (task.kind === 'move') return move(task, options)
  if (task.kind === 'drop') return options.store.dropReport(task.ref)
  if (task.kind === 'put-in-line') return putInLine(task, options)
  await refusalsMarked(() => unlessGone(task, () => workOn(task, delivery, options), options))
}

type WorkTask = Exclude<Task, { kind: 'forget' | 'move' | 'drop' | 'put-in-line' }>

/** Happens once to an issue. */
const OPENED = 'issues.opened'

function workOn(task: WorkTask, delivery: ClaimedDelivery, options: ProcessOptions): Promise<void> {
  switch (task.kind) {
    case 'triage':
      return delivery.event === OPENED ? triage(task, delivery.id, options) : triageInTurn(task, delivery.id, options)
    case 'run-late':
      return triage(task, delivery.id, options)
    case 'gather':
      return triage({ ...task, occasion: 'gathered' }, delivery.id, options)
    case 'hear-comment':
      return hear(task, delivery, options)
    case 'hear-act':
      return hearActOn(task, delivery, options)
    case 'begin-backfill':
      return beginBackfills(task, delivery.id, options)
    case 'backfill':
      return backfill(task, delivery.id, options)
    case 'reread-settings':
      return reread(task, options)
  }
}

type TaskOf<Kind extends Task['kind']> = Extract<Task, { kind: Kind }>

/** An uninstalled repository's data goes, and what still waits for it: payloads hold its issues' text. */
async function forget(
  repositories: TaskOf<'forget'>['repositories'],
  { store, inbox, rules, clock }: ProcessOptions,
): Promise<void> {
  for (const { owner, repo } of repositories) {
    await store.forgetRepository(owner, repo)
    await inbox.forget(`${owner}/${repo}`, clock())
    rules.forget({ owner, repo })
  }
}

/** GitHub frees a name at once: whoever takes it next must not find what was said about another repository. */
async function move({ from, repository }: TaskOf<'move'>, { store, rules }: ProcessOptions): Promise<void> {
  await store.moveRepository(from, repository)
  rules.forget(from)
  rules.forget(repository)
}

/** What waited is worked on in the line of its issue. */
async function putInLine({ delivery }: TaskOf<'put-in-line'>, { inbox, clock }: ProcessOptions): Promise<void> {
  await inbox.accept({ ...delivery, receivedAt: clock() })
}

async function hear(task: TaskOf<'hear-comment'>, delivery: ClaimedDelivery, options: ProcessOptions): Promise<void> {
  const github = await restrainedGitHub(task, options)
  const walk = await hearComment(task, delivery.id, { ...options, github })
  if (walk === null) return
  if (walk === 'later') return hearLater(delivery, options)
  const write = () => writeReport(task, github, options)
  const answers = await Promise.all(walk.answers.map((it) => (it.kind === 'report' ? write() : it)))
  await triageInTurn({ ...task, ...walk, answers }, delivery.id, options)
}

/** Nothing that a maintainer says gets lost. */
async function hearLater(delivery: ClaimedDelivery, { inbox, clock, log }: ProcessOptions): Promise<void> {
  await inbox.accept(laterAgain(delivery, clock()))
  log.info({ delivery: delivery.id, issue: delivery.key }, 'heard later: enough for this hour')
}

async function writeReport(
  { installation, ref }: TaskOf<'hear-comment'>,
  github: GitHub,
  options: ProcessOptions,
): Promise<Answer> {
  const reader = await options.readerFor(installation)
  const document = await reportInComment(ref, { ...options, github, reader })
  return { kind: 'report', ...(document !== null && { document }) }
}

async function hearActOn(task: TaskOf<'hear-act'>, delivery: ClaimedDelivery, options: ProcessOptions): Promise<void> {
  const github = await restrainedGitHub(task, options)
  const { installation, ref } = task
  const walk = await hearAct(task, delivery.id, { ...options, github })
  if (walk === 'later') return hearLater(delivery, options)
  if (walk !== null) await triageInTurn({ installation, ref, ...walk }, delivery.id, options)
}

type Walk = Pick<TaskOf<'triage'>, 'installation' | 'ref'> & Partial<Omit<WalkAgain, 'by'>> & Pick<Run, 'by'>

/** At once, unless the issue was looked at often enough in this hour. */
async function triageInTurn(walk: Walk, delivery: string, options: ProcessOptions): Promise<void> {
  const { store, inbox, clock, log } = options
  if (await mayRun({ ...walk, delivery }, store, clock())) return triage(walk, delivery, options)
  await inbox.accept(laterRun(walk, clock()))
  log.info({ delivery, issue: formatRef(walk.ref) }, 'looked at later: enough for this hour')
}

async function triage({ installation, ref, ...walk }: Walk, delivery: string, options: ProcessOptions): Promise<void> {
  const github = await restrainedGitHub({ installation, ref }, options)
  const rulesFor = (repository: RepositoryRef) => options.rules.rulesFor(repository, github)
  const said = await triageIssue(ref, delivery, { ...options, ...walk, github, rulesFor })
  options.onTriaged?.(ref, said)
  if (typeof said !== 'string') await tellCanonical(said, { installation, ref }, options)
  // What a maintainer asked for is labelled when there is room again.
  const waits = typeof said !== 'string' && walk.by === 'maintainer' && labelsWait(said.plan)
  if (waits) await options.inbox.accept(laterRun({ installation, ref, by: 'maintainer' }, options.clock()))
  const outcome = typeof said === 'string' ? { leftAlone: said } : summarise(said.diagnosis)
  options.log.info({ delivery, issue: formatRef(ref), ...outcome }, 'triaged')
}

/** Through the inbox: the other issue may be worked on just now, and has its own turn. */
async function tellCanonical(
  { canonical }: Triage,
  { installation, ref }: Pick<Walk, 'installation' | 'ref'>,
  { inbox, clock }: ProcessOptions,
): Promise<void> {
  if (canonical !== undefined) await inbox.accept(gatheredDelivery({ installation, ref, ...canonical }, clock()))
}

async function beginBackfills(
  { installation, repositories }: TaskOf<'begin-backfill'>,
  delivery: string,
  { inbox, clock, backfillLimit }: ProcessOptions,
): Promise<void> {
  if (backfillLimit === 0) return
  for (const repository of repositories) await inbox.accept(firstTurn({ installation, repository }, delivery, clock()))
}

async function backfill(turn: TaskOf<'backfill'>, delivery: string, options: ProcessOptions): Promise<void> {
  const github = readOnly(await options.githubFor(turn.installation))
  const rules = await options.rules.rulesFor(turn.repository, github)
  await takeTurn(turn, delivery, { ...options, github, rules, most: options.backfillLimit })
}

/** At once, so that what is wrong with the settings is known before the next issue comes. */
async function reread({ installation, repository }: TaskOf<'reread-settings'>, options: ProcessOptions): Promise<void> {
  const github = readOnly(await options.githubFor(installation))
  options.rules.forget(repository)
  await options.rules.rulesFor(repository, github)
  await renewTemplates(repository, { github, store: options.store })
}

/** An issue that went while it was worked on is left alone; GitHub refuses whatever is asked of it. */
async function unlessGone(task: WorkTask, work: () => Promise<void>, options: ProcessOptions): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!('ref' in task) || classifyRefusal(error).kind !== 'gone') throw error
    const issue = await (await options.githubFor(task.installation)).readIssue(task.ref)
    if (typeof issue !== 'string') throw error
    options.onTriaged?.(task.ref, issue)
    options.log.info({ issue: formatRef(task.ref), leftAlone: issue }, 'triaged')
  }
}

/** What the inbox must know about a refusal of GitHub is put on the error. */
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
