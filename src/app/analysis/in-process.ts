/** Runs jobs on the calling thread, without limits. Used by commands, whose input is the user's own, and by tests. */
import type { Pack } from '../../core/signatures/pack.ts'
import type { Analysis, JobInput, JobName, JobOutput } from './analysis.ts'
import { createJobContext, type JobContext } from './job-context.ts'
import { JOBS } from './jobs.ts'

export function createInProcessAnalysis(pack: Pack): Analysis {
  const context = createJobContext(pack)
  return { run: (name, input) => runJob(name, input, context) }
}

/** The cast is needed because TypeScript cannot relate a job's name to the type of its function in the table. */
export async function runJob<Name extends JobName>(
  name: Name,
  input: JobInput<Name>,
  context: JobContext,
): Promise<JobOutput<Name>> {
  const job = JOBS[name] as unknown as (input: JobInput<Name>, context: JobContext) => Promise<JobOutput<Name>>
  return await job(input, context)
}
