/**
 * Runs jobs on a few threads, so that untrusted text cannot block the main thread, which receives webhooks and serves
 * pages. A job that takes too long or too much memory is retried once in a new thread while nothing else runs, and then
 * refused. Decision 26 explains why no library is used for this.
 */
import { availableParallelism } from 'node:os'
import { type Analysis, AnalysisRefused, type JobInput, type JobName, type JobOutput } from './analysis.ts'
import { type Job, MeteredThread, type ThreadOptions } from './metered-thread.ts'

/** `compiledPack` is the operator's pack, which every thread opens. `memoryMb` defaults to `MEMORY_MB`. */
export interface PoolOptions extends Omit<ThreadOptions, 'memoryMb'>, Partial<Pick<ThreadOptions, 'memoryMb'>> {
  /** Maximum number of threads; by default one per CPU, between 1 and 4. */
  readonly threads?: number
  /** Maximum number of waiting jobs; by default `MAX_WAITING`. */
  readonly maxWaiting?: number
  /** Returns a job's CPU time limit in milliseconds; by default `cpuMsOf`. */
  readonly cpuMs?: (name: JobName, input: JobInput<JobName>) => number
  /** Called for every job that is refused while the pool runs. */
  readonly onRefused?: (name: JobName, refused: AnalysisRefused) => void
}

export interface Pool extends Analysis {
  /** Ends all threads and their jobs immediately. */
  stop(): Promise<void>
}

/** CPU time limit for one issue. The slowest of 3,400 real reports takes 0.1 s; see `bench/diagnose.ts`. */
const ISSUE_CPU_MS = 2_000
/** Additional CPU time limit for all files attached to one issue. 64 MB of unpacked files take about 3 s. */
const FILES_CPU_MS = 10_000
/**
 * More than the number of deliveries and requests processed at the same time, so the limit is reached only if threads
 * hang.
 */
const MAX_WAITING = 200
/**
 * Heap limit per thread, not counting the text itself, which is stored outside the heap. Enough to read 64 MB of
 * unpacked logs.
 */
const MEMORY_MB = 192

/** Refusals that other jobs may have caused: those running at the same time, or earlier ones on the thread. Each ends it. */
const RETRIED: ReadonlySet<AnalysisRefused['reason']> = new Set(['too-slow', 'too-large'])

interface Waiting extends Job {
  readonly done: PromiseWithResolvers<unknown>
  /** The job took too long or too much memory, so it is retried once, in a new thread and while nothing else runs. */
  readonly isAlone: boolean
  /** The job reads files, which takes a lot of memory, so only one such job runs at a time. */
  readonly isHeavy: boolean
}

export function startPool(options: PoolOptions): Pool {
  const { memoryMb = MEMORY_MB, maxWaiting = MAX_WAITING, cpuMs = cpuMsOf } = options
  const most = options.threads ?? Math.min(4, Math.max(1, availableParallelism()))
  const startThread = () => new MeteredThread({ ...options, memoryMb })
  const waiting: Waiting[] = []
  // One thread starts right away, so that the first report does not have to wait for it.
  let idle = [startThread()]
  const busy = new Set<MeteredThread>()
  let isStopped = false
  let isAloneRunning = false
  let isHeavyRunning = false

  function startWaiting(): void {
    while (!isStopped && !isAloneRunning && busy.size < most) {
      const isNextAlone = waiting[0]?.isAlone ?? false
      if (isNextAlone && busy.size > 0) return
      const at = waiting.findIndex((job) => !(job.isHeavy && isHeavyRunning))
      const [next] = at === -1 ? [] : waiting.splice(at, 1)
      if (next === undefined) return
      isAloneRunning = next.isAlone
      isHeavyRunning ||= next.isHeavy
      void start(next)
    }
  }

  async function start(job: Waiting): Promise<void> {
    // A thread that has read many texts keeps what they made it load; a retried job gets one that has read none.
    const thread = (job.isAlone ? undefined : idle.pop()) ?? startThread()
    busy.add(thread)
    try {
      job.done.resolve(await thread.run(job))
    } catch (error) {
      failJob(job, error)
    } finally {
      busy.delete(thread)
      if (thread.isAlive && !isStopped) idle.push(thread)
      if (job.isAlone) isAloneRunning = false
      if (job.isHeavy) isHeavyRunning = false
      startWaiting()
    }
  }

  function failJob(job: Waiting, error: unknown): void {
    const isRetried = error instanceof AnalysisRefused && RETRIED.has(error.reason)
    if (isRetried && !job.isAlone) waiting.unshift({ ...job, isAlone: true })
    else refuse(job, error)
  }

  function refuse({ name, done }: Waiting, error: unknown): void {
    if (error instanceof AnalysisRefused && !isStopped) options.onRefused?.(name, error)
    done.reject(error)
  }

  return {
    async run<Name extends JobName>(name: Name, input: JobInput<Name>): Promise<JobOutput<Name>> {
      if (isStopped) throw new AnalysisRefused('stopping')
      const job = {
        name,
        input,
        cpuMs: cpuMs(name, input),
        done: Promise.withResolvers<unknown>(),
        isAlone: false,
        isHeavy: isHeavy(name, input),
      }
      if (waiting.length >= maxWaiting) refuse(job, new AnalysisRefused('busy'))
      else waiting.push(job)
      startWaiting()
      return (await job.done.promise) as JobOutput<Name>
    },
    async stop() {
      isStopped = true
      for (const job of waiting.splice(0)) refuse(job, new AnalysisRefused('stopping'))
      await Promise.all([...busy, ...idle].map((thread) => thread.stop()))
      idle = []
    },
  }
}

/** Jobs whose input contains more than one issue, or contains files. */
const READS_MORE: ReadonlySet<JobName> = new Set(['tried', 'redacted', 'issueLinks', 'document', 'deadSignatures'])

function isHeavy(name: JobName, input: JobInput<JobName>): boolean {
  const hasFiles = 'files' in input && input.files.length > 0
  return hasFiles || READS_MORE.has(name)
}

function cpuMsOf(name: JobName, input: JobInput<JobName>): number {
  return ISSUE_CPU_MS + (isHeavy(name, input) ? FILES_CPU_MS : 0)
}
