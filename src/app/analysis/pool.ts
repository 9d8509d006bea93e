/**
 * Runs jobs in a few threads, so that no text of a stranger holds the process: the thread that takes webhooks and serves
 * pages only waits. A job that takes too long is tried once more while nothing else runs, and then refused; decision 26
 * says why this is no library.
 */
import { availableParallelism } from 'node:os'
import { type Analysis, AnalysisRefused, type JobInput, type JobName, type JobOutput } from './analysis.ts'
import { type Job, MeteredThread, type ThreadOptions } from './metered-thread.ts'

/** `packFiles` are the operator's pack, which every thread loads; `MEMORY_MB` when no memory is named. */
export interface PoolOptions extends Omit<ThreadOptions, 'memoryMb'>, Partial<Pick<ThreadOptions, 'memoryMb'>> {
  /** Threads at most; as many as the machine has processors, from one to four, when left out. */
  readonly threads?: number
  /** Jobs that may wait; `MAX_WAITING` when left out. */
  readonly maxWaiting?: number
  /** Processor time of a job in milliseconds; `cpuMsOf` when left out. */
  readonly cpuMs?: (name: JobName, input: JobInput<JobName>) => number
  /** Told of every job that was refused while the pool runs. */
  readonly onRefused?: (name: JobName, refused: AnalysisRefused) => void
}

export interface Pool extends Analysis {
  /** Ends all threads at once, and with them what runs. */
  stop(): Promise<void>
}

/** Of one issue. The longest of 3,400 real reports takes 0.1 s; see `bench/diagnose.ts`. */
const ISSUE_CPU_MS = 2_000
/** Of all files of one issue on top of that; 64 MB unpacked take some 3 s. */
const FILES_CPU_MS = 10_000
/** More than the deliveries worked on at once and the requests let in, so that it fills only when threads hang. */
const MAX_WAITING = 200
/** Beside the text itself, which lies outside of it; 64 MB of unpacked logs are read with as much. */
const MEMORY_MB = 192

interface Waiting extends Job {
  readonly done: PromiseWithResolvers<unknown>
  /** It took too long beside others, and gets one more try while nothing else runs. */
  readonly isAlone: boolean
  /** It reads files, which takes memory: one at a time. */
  readonly isHeavy: boolean
}

export function startPool(options: PoolOptions): Pool {
  const { memoryMb = MEMORY_MB, maxWaiting = MAX_WAITING, cpuMs = cpuMsOf } = options
  const most = options.threads ?? Math.min(4, Math.max(1, availableParallelism()))
  const startThread = () => new MeteredThread({ ...options, memoryMb })
  const waiting: Waiting[] = []
  // One starts at once, so that the first report does not wait for it.
  let idle = [startThread()]
  const busy = new Set<MeteredThread>()
  let isStopped = false
  let isAlone = false
  let isHeavyRunning = false

  function startWaiting(): void {
    while (!isStopped && !isAlone && busy.size < most) {
      const isNextAlone = waiting[0]?.isAlone ?? false
      if (isNextAlone && busy.size > 0) return
      const at = waiting.findIndex((job) => !(job.isHeavy && isHeavyRunning))
      const [next] = at === -1 ? [] : waiting.splice(at, 1)
      if (next === undefined) return
      isAlone = next.isAlone
      isHeavyRunning ||= next.isHeavy
      void work(next)
    }
  }

  async function work(job: Waiting): Promise<void> {
    const thread = idle.pop() ?? startThread()
    busy.add(thread)
    try {
      job.done.resolve(await thread.run(job))
    } catch (error) {
      failJob(job, error)
    } finally {
      busy.delete(thread)
      if (thread.isAlive && !isStopped) idle.push(thread)
      if (job.isAlone) isAlone = false
      if (job.isHeavy) isHeavyRunning = false
      startWaiting()
    }
  }

  function failJob(job: Waiting, error: unknown): void {
    const isSlow = error instanceof AnalysisRefused && error.reason === 'too-slow'
    if (isSlow && !job.isAlone) waiting.unshift({ ...job, isAlone: true })
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
        ...{ name, input, cpuMs: cpuMs(name, input), done: Promise.withResolvers<unknown>() },
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

/** Jobs that read more than one issue, or files within what they are given. */
const READS_MORE: ReadonlySet<JobName> = new Set(['tried', 'redacted', 'issueLinks', 'document', 'deadSignatures'])

function isHeavy(name: JobName, input: JobInput<JobName>): boolean {
  const hasFiles = 'files' in input && input.files.length > 0
  return hasFiles || READS_MORE.has(name)
}

function cpuMsOf(name: JobName, input: JobInput<JobName>): number {
  return ISSUE_CPU_MS + (isHeavy(name, input) ? FILES_CPU_MS : 0)
}
