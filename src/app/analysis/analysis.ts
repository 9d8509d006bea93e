/**
 * The interface for everything that reads untrusted text. Each kind of work is a job, which takes plain data and
 * returns plain data. The bot runs jobs in a thread pool with limits on CPU time and memory (`pool.ts`). Commands run
 * them on their own thread (`in-process.ts`). Both give the same results.
 */
import type { JOBS } from './jobs.ts'

type Jobs = typeof JOBS

export type JobName = keyof Jobs
export type JobInput<Name extends JobName> = Parameters<Jobs[Name]>[0]
export type JobOutput<Name extends JobName> = Awaited<ReturnType<Jobs[Name]>>

export interface Analysis {
  /**
   * @param input plain data; byte arrays in it may be transferred, which makes them unusable afterwards
   * @throws AnalysisRefused when the job exceeds its limits, too many jobs are waiting, or the process is stopping
   */
  run<Name extends JobName>(name: Name, input: JobInput<Name>): Promise<JobOutput<Name>>
}

/** Why a job has no result. The input causes the first two reasons, so retrying does not help. */
export type RefusalReason = 'too-slow' | 'too-large' | 'busy' | 'stopping'

export class AnalysisRefused extends Error {
  readonly reason: RefusalReason
  /** HTTP status code for a request that is waiting for the job. */
  readonly status: number

  constructor(reason: RefusalReason) {
    super(MESSAGES[reason])
    this.name = 'AnalysisRefused'
    this.reason = reason
    this.status = reason === 'too-slow' || reason === 'too-large' ? 413 : 503
  }
}

const MESSAGES: Readonly<Record<RefusalReason, string>> = {
  'too-slow': 'The text takes too long to read.',
  'too-large': 'The text takes too much memory to read.',
  busy: 'Too many texts are waiting to be read. Try again in a minute.',
  stopping: 'The process is stopping. Try again in a minute.',
}

/**
 * Returns a fallback if the job exceeds its limits, so that no untrusted text can block a delivery.
 * @throws any other error from the job
 */
export async function unlessUnreadable<T, Otherwise>(job: Promise<T>, otherwise: Otherwise): Promise<T | Otherwise> {
  try {
    return await job
  } catch (error) {
    if (isUnreadable(error)) return otherwise
    throw error
  }
}

/** Whether the error means that a job exceeded its limits, so its input can never be read. */
export function isUnreadable(error: unknown): error is AnalysisRefused {
  return error instanceof AnalysisRefused && (error.reason === 'too-slow' || error.reason === 'too-large')
}
