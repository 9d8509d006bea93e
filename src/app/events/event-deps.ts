import type { Logger } from 'pino'
import type { FetchLogs } from '../../adapters/github/collect-issue.ts'
import type { GitHub } from '../../adapters/github/github.ts'
import type { IssueReader } from '../../adapters/github/issue-reader.ts'
import type { ClaimedDelivery, Queue } from '../../adapters/queue/queue.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Rights } from '../../core/feedback/feedback-event.ts'
import type { IssueRef, KnownRepository } from '../../core/issue-ref.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import type { AlarmHook } from '../alarms/alarm-hook.ts'
import type { Analysis } from '../analysis/analysis.ts'
import type { IndexCache } from '../matching/index-cache.ts'
import type { RulesCache } from '../settings-loader/rules-cache.ts'
import type { LeftAlone, Triaged } from '../triage.ts'
import type { Task } from '../webhooks/tasks.ts'

/** The dependencies of delivery processing. */
export interface EventDeps {
  /** Returns GitHub with one installation's access. */
  readonly githubFor: (installation: number) => Promise<GitHub>
  /**
   * Returns GitHub with one installation's access, reading and writing discussions as if they were issues. If absent,
   * discussions are left alone.
   */
  readonly discussionsFor?: (installation: number) => Promise<GitHub>
  /** Returns a reader of issues and their timelines, with one installation's access. */
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
  /** Sends alarms to the webhooks that repositories chose. If absent, none is sent. */
  readonly alarmHook?: AlarmHook
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  readonly log: Pick<Logger, 'info'>
  /** Called with each pipeline run's result. */
  readonly onTriaged?: (ref: IssueRef, result: Triaged | LeftAlone) => void
}

/** The context for handlers of tasks that make no GitHub calls. Nothing in it can write to GitHub. */
export interface TaskContext extends Omit<EventDeps, 'githubFor' | 'discussionsFor'> {
  readonly delivery: ClaimedDelivery
}

/** The context for handlers of tasks on one repository: GitHub, and the store limited to that repository. */
export interface RepositoryContext extends TaskContext {
  readonly repository: KnownRepository
  /** Read-only. */
  readonly github: GitHub
  /**
   * Returns a GitHub that can write to this issue, or a read-only one if the bot is stopped or must not touch the
   * issue. Call it immediately before writing, because the result can change.
   * @param by the rights of the person who asks for the writing, if known
   */
  readonly writableOn: (ref: IssueRef, by?: Rights) => Promise<GitHub>
}

export type TaskOf<Kind extends Task['kind']> = Extract<Task, { kind: Kind }>
