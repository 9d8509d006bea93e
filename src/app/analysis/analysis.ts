/**
 * Everything that reads a stranger's text goes through this one door, as a job: plain data goes in, plain data comes out.
 * The bot runs jobs in threads of their own with a limit on processor time and memory (`pool.ts`); a command runs them
 * where it is (`in-process.ts`). Both give the same answers.
 */
import type { JOBS } from './jobs.ts'

type Jobs = typeof JOBS

export type JobName = keyof Jobs
export type JobInput<Name extends JobName> = Parameters<Jobs[Name]>[0]
export type JobOutput<Name extends JobName> = Awaited<ReturnType<Jobs[Name]>>

export interface Analysis {
  /**
   * @param input plain data; bytes in it may be gone afterwards
   * @throws AnalysisRefused when the job went beyond its limits, when too many wait, or when the process stops
   */
  run<Name extends JobName>(name: Name, input: JobInput<Name>): Promise<JobOutput<Name>>
}

/** Why a job has no result; the first two are the input's doing and do not get better by repeating. */
export type RefusalReason = 'too-slow' | 'too-large' | 'busy' | 'stopping'

export class AnalysisRefused extends Error {
  readonly reason: RefusalReason
  /** HTTP status for whoever waits for an answer. */
  readonly status: number

  constructor(reason: RefusalReason) {
    super(SENTENCES[reason])
    this.name = 'AnalysisRefused'
    this.reason = reason
    this.status = reason === 'too-slow' || reason === 'too-large' ? 413 : 503
  }
}

const SENTENCES: Readonly<Record<RefusalReason, string>> = {
  'too-slow': 'The text takes too long to read.',
  'too-large': 'The text takes too much memory to read.',
  busy: 'Too many texts wait to be read; try again in a minute.',
  stopping: 'The process is stopping; try again in a minute.',
}

/**
 * What a job gives, or something else where it went beyond its limits: no text of a stranger may stop a delivery.
 * @throws whatever else went wrong
 */
export async function unlessUnreadable<T, Otherwise>(job: Promise<T>, otherwise: Otherwise): Promise<T | Otherwise> {
  try {
    return await job
  } catch (error) {
    if (isUnreadable(error)) return otherwise
    throw error
  }
}

/** Whether a job went beyond its limits, so that its input can never be read. */
export function isUnreadable(error: unknown): error is AnalysisRefused {
  return error instanceof AnalysisRefused && (error.reason === 'too-slow' || error.reason === 'too-large')
}
