/** Works on one delivery from the inbox: finds out what it asks for, and walks the corridor or forgets a repository. */
import type { Logger } from 'pino'
import type { Analysis } from '../analysis/analysis.ts'
import { writeWith } from '../analysis/write-report.ts'
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
import { formatRef, type IssueRef, type RepositoryRef } from '../issue-ref.ts'
import type { IndexKeeper } from '../matching/index-keeper.ts'
import { redactError } from '../report/redact-error.ts'
import type { Pack } from '../signatures/pack.ts'
import type { Store } from '../store/store.ts'
import { type LeftAlone, triageIssue } from '../triage.ts'
import type { Triage } from '../triage-report.ts'
import { firstTurn, takeTurn } from './backfill-turns.ts'
import { readTask } from './events.ts'
import { gatheredDelivery } from './gathered-delivery.ts'
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
  /** Reads what strangers wrote. */
  readonly analysis: Analysis
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
  await refusalsMarked(() => workOn(task, delivery.id, options))
}

function workOn(
  task: Exclude<Task, { kind: 'forget' | 'move' | 'drop' }>,
  delivery: string,
  options: ProcessOptions,
): Promise<void> {
  switch (task.kind) {
    case 'triage':
      return triage(task, delivery, options)
    case 'gather':
      return triage({ ...task, occasion: 'gathered' }, delivery, options)
    case 'hear-comment':
      return hear(task, delivery, options)
    case 'hear-act':
      return hearActOn(task, delivery, options)
    case 'begin-backfill':
      return beginBackfills(task, delivery, options)
    case 'backfill':
      return backfill(task, delivery, options)
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

async function hear(task: TaskOf<'hear-comment'>, delivery: string, options: ProcessOptions): Promise<void> {
  const github = await options.githubFor(task.installation)
  const walk = await hearComment(task, delivery, { ...options, github })
  if (walk === null) return
  const answers = await Promise.all(walk.answers.map((it) => (it.kind === 'report' ? writeReport(task, options) : it)))
  await triage({ ...task, ...walk, answers }, delivery, options)
}

async function writeReport({ installation, ref }: TaskOf<'hear-comment'>, options: ProcessOptions): Promise<Answer> {
  const [github, reader] = await Promise.all([options.githubFor(installation), options.readerFor(installation)])
  const document = await reportInComment(ref, { ...options, github, reader, writer: writeWith(options.analysis) })
  return { kind: 'report', ...(document !== null && { document }) }
}

async function hearActOn(task: TaskOf<'hear-act'>, delivery: string, options: ProcessOptions): Promise<void> {
  const github = await options.githubFor(task.installation)
  const { installation, ref } = task
  if (await hearAct(task, delivery, { ...options, github })) await triage({ installation, ref }, delivery, options)
}

type Walk = Pick<TaskOf<'triage'>, 'installation' | 'ref'> & Partial<WalkAgain>

async function triage({ installation, ref, ...walk }: Walk, delivery: string, options: ProcessOptions): Promise<void> {
  const github = await options.githubFor(installation)
  const rulesFor = (repository: RepositoryRef) => options.rules.rulesFor(repository, github)
  const said = await triageIssue(ref, delivery, { ...options, ...walk, github, rulesFor })
  options.onTriaged?.(ref, said)
  if (typeof said !== 'string') await tellCanonical(said, { installation, ref }, options)
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
  const github = await options.githubFor(turn.installation)
  const rules = await options.rules.rulesFor(turn.repository, github)
  await takeTurn(turn, delivery, { ...options, github, rules, most: options.backfillLimit })
}

/** At once, so that what is wrong with the settings is known before the next issue comes. */
async function reread({ installation, repository }: TaskOf<'reread-settings'>, options: ProcessOptions): Promise<void> {
  const github = await options.githubFor(installation)
  options.rules.forget(repository)
  await options.rules.rulesFor(repository, github)
  const { store, analysis } = options
  await renewTemplates(repository, { github, store, analysis })
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
