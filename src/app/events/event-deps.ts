import type { Logger } from 'pino'
import type { FetchLogs } from '../../adapters/github/collect-issue.ts'
import type { GitHub } from '../../adapters/github/github.ts'
import type { IssueReader } from '../../adapters/github/issue-reader.ts'
import type { ClaimedDelivery, Queue } from '../../adapters/queue/queue.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { IssueRef, KnownRepository } from '../../core/issue-ref.ts'
import type { Triage } from '../../core/plan/triage-report.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import type { Analysis } from '../analysis/analysis.ts'
import type { IndexCache } from '../matching/index-cache.ts'
import type { RulesCache } from '../settings-loader/rules-cache.ts'
import type { LeftAlone } from '../triage.ts'
import type { Task } from '../webhooks/tasks.ts'

/** What the processing of deliveries needs. */
export interface EventDeps {
  /** GitHub as one installation sees it. */
  readonly githubFor: (installation: number) => Promise<GitHub>
  /** Reads issues with their timelines, as one installation sees them. */
  readonly readerFor: (installation: number) => Promise<IssueReader>
  /** URL of GitHub's website, e.g. `https://github.com`. */
  readonly site: string
  readonly store: Store
  readonly queue: Pick<Queue, 'accept' | 'forget'>
  /** Maximum number of older issues to read when the App is installed on a repository; 0 reads none. */
  readonly backfillLimit: number
  readonly pack: Pack
  /** Reads untrusted text. */
  readonly analysis: Analysis
  readonly rules: RulesCache
  readonly indexes: IndexCache
  /** Whether the operator stopped the bot in the environment. */
  readonly isStopped: boolean
  readonly fetchLogs: FetchLogs
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  readonly log: Pick<Logger, 'info'>
  /** Called with the result of each run of the pipeline. */
  readonly onTriaged?: (ref: IssueRef, result: Triage | LeftAlone) => void
}

/** What a handler gets for a task that makes no call of GitHub. Nothing here can write to GitHub. */
export interface TaskContext extends Omit<EventDeps, 'githubFor'> {
  readonly delivery: ClaimedDelivery
}

/** What a handler gets for a task on one repository: the store, limited to that repository, and GitHub. */
export interface RepositoryContext extends TaskContext {
  readonly repository: KnownRepository
  /** Reads only. */
  readonly github: GitHub
  /**
   * GitHub that can write on this issue; it only reads if the bot is stopped or must not touch the issue. Get it right
   * before the writes, because the answer can change.
   */
  readonly writableOn: (ref: IssueRef) => Promise<GitHub>
}

export type TaskOf<Kind extends Task['kind']> = Extract<Task, { kind: Kind }>
