/** Works on one delivery from the inbox: finds out what it asks for, and walks the corridor or forgets a repository. */
import type { Logger } from 'pino'
import { renewTemplates } from '../backfill/templates.ts'
import type { RulesKeeper } from '../config/rules-keeper.ts'
import type { Answer } from '../conversation/answer.ts'
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import type { FetchLogs } from '../github/collect-issue.ts'
import type { GitHub } from '../github/github.ts'
import type { IssueReader } from '../github/issue-reader.ts'
import { classifyRefusal } from '../github/refusal.ts'
import { hearAct } from '../hearing/hear-act.ts'
import { hearComment, type WalkAgain } from '../hearing/hear-comment.ts'
import { reportInComment } from '../hearing/report-in-comment.ts'
import type { ClaimedDelivery, Inbox } from '../inbox/inbox.ts'
import { formatRef, type IssueRef, type KnownRepository, type RepositoryRef } from '../issue-ref.ts'
import type { IndexKeeper } from '../matching/index-keeper.ts'
import { redactError } from '../report/redact-error.ts'
import type { Pack } from '../signatures/pack.ts'
import type { Store } from '../store/store.ts'
import { type LeftAlone, type Triage, triageIssue } from '../triage.ts'
import { firstTurn, takeTurn } from './backfill-turns.ts'
import { readTask } from './events.ts'
import { gatheredDelivery } from './gathered-delivery.ts'
import { locate, type NotLocated } from './locate.ts'
import { dropReport, forgetRepositories, renameRepository } from './repository-tasks.ts'
import type { Task, TaskOnGitHub } from './tasks.ts'

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
    default:
      return refusalsMarked(() => workOnGitHub(task, delivery.id, options))
  }
}

/** What a task may touch: of GitHub and of the store only what its repository is about. */
interface Here extends ProcessOptions {
  readonly github: GitHub
  readonly repository: KnownRepository
}

async function workOnGitHub(task: TaskOnGitHub, delivery: string, options: ProcessOptions): Promise<void> {
  const github = await options.githubFor(task.installation)
  const repository = await locate(task.repository, { ...options, github })
  if (typeof repository === 'string') return leaveAlone(task, { why: repository, delivery }, options)
  const store = options.store.as([repository])
  const rules = options.rules.over(store)
  const here = { ...options, github, repository, store, rules, indexes: options.indexes.over(store) }
  return workHere(underTodaysName(task, repository), delivery, here)
}

function underTodaysName(task: TaskOnGitHub, repository: KnownRepository): TaskOnGitHub {
  if (!('ref' in task)) return { ...task, repository }
  const { owner, repo } = repository
  return { ...task, repository, ref: { owner, repo, number: task.ref.number } }
}

function workHere(task: TaskOnGitHub, delivery: string, here: Here): Promise<void> {
  switch (task.kind) {
    case 'triage':
      return triage(task, delivery, here)
    case 'gather':
      return triage({ ...task, occasion: 'gathered' }, delivery, here)
    case 'hear-comment':
      return hear(task, delivery, here)
    case 'hear-act':
      return hearActOn(task, delivery, here)
    case 'backfill':
      return backfill(task, delivery, here)
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
  { store, log }: ProcessOptions,
): Promise<void> {
  if (kind === 'backfill' && why === 'absent' && repository.id !== null) await store.forgetRepository(repository.id)
  const leftAlone = why === 'absent' ? 'no such repository' : 'another repository has its name'
  log.info({ delivery, repository: `${repository.owner}/${repository.repo}`, leftAlone }, 'left alone')
}

async function hear(task: TaskOf<'hear-comment'>, delivery: string, here: Here): Promise<void> {
  const walk = await hearComment(task, delivery, here)
  if (walk === null) return
  const answers = await Promise.all(walk.answers.map((it) => (it.kind === 'report' ? writeReport(task, here) : it)))
  await triage({ ...task, ...walk, answers }, delivery, here)
}

async function writeReport({ installation, ref }: TaskOf<'hear-comment'>, here: Here): Promise<Answer> {
  const reader = await here.readerFor(installation)
  const document = await reportInComment(ref, { ...here, reader })
  return { kind: 'report', ...(document !== null && { document }) }
}

async function hearActOn(task: TaskOf<'hear-act'>, delivery: string, here: Here): Promise<void> {
  if (await hearAct(task, delivery, here)) await triage(task, delivery, here)
}

type Walk = Pick<TaskOf<'triage'>, 'installation' | 'ref'> & Partial<WalkAgain>

async function triage({ installation, ref, ...walk }: Walk, delivery: string, here: Here): Promise<void> {
  const { occasion = 'event', answers = [] } = walk
  const rulesFor = (repository: RepositoryRef) => here.rules.rulesFor(repository, here.github)
  const said = await triageIssue(ref, delivery, { ...here, occasion, answers, rulesFor })
  here.onTriaged?.(ref, said)
  if (typeof said !== 'string') await tellCanonical(said, installation, here)
  const outcome = typeof said === 'string' ? { leftAlone: said } : summarise(said.diagnosis)
  here.log.info({ delivery, issue: formatRef(ref), ...outcome }, 'triaged')
}

/** Through the inbox: the other issue may be worked on just now, and has its own turn. */
async function tellCanonical(
  { canonical }: Triage,
  installation: number,
  { inbox, clock, repository }: Here,
): Promise<void> {
  if (canonical === undefined) return
  await inbox.accept(gatheredDelivery({ installation, repository, ...canonical }, clock()))
}

async function beginBackfills(
  { installation, repositories }: TaskOf<'begin-backfill'>,
  delivery: string,
  { inbox, clock, backfillLimit }: ProcessOptions,
): Promise<void> {
  if (backfillLimit === 0) return
  for (const repository of repositories) await inbox.accept(firstTurn({ installation, repository }, delivery, clock()))
}

async function backfill(turn: TaskOf<'backfill'>, delivery: string, here: Here): Promise<void> {
  const rules = await here.rules.rulesFor(here.repository, here.github)
  await takeTurn({ ...turn, repository: here.repository }, delivery, { ...here, rules, most: here.backfillLimit })
}

/** At once, so that what is wrong with the settings is known before the next issue comes. */
async function reread({ repository, github, rules, store }: Here): Promise<void> {
  rules.forget(repository)
  await rules.rulesFor(repository, github)
  await renewTemplates(repository, { github, store })
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
