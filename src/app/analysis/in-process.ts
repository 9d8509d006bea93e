/** Runs jobs in the thread that asks: for commands, whose input is the user's own, and for tests. */
import type { Pack } from '../../core/signatures/pack.ts'
import type { Analysis, JobInput, JobName, JobOutput } from './analysis.ts'
import { type Desk, openDesk } from './job-context.ts'
import { JOBS } from './jobs.ts'

export function analyseHere(pack: Pack): Analysis {
  const desk = openDesk(pack)
  return { run: (name, input) => runJob(name, input, desk) }
}

/** The table is typed by name; which of its functions this is, the compiler cannot follow. */
export async function runJob<Name extends JobName>(
  name: Name,
  input: JobInput<Name>,
  desk: Desk,
): Promise<JobOutput<Name>> {
  const job = JOBS[name] as unknown as (input: JobInput<Name>, desk: Desk) => Promise<JobOutput<Name>>
  return await job(input, desk)
}
