/** The list of commands. Adding one: a file in `commands/` and a line here. */
import { Command } from 'commander'
import { addAudit } from './commands/audit.ts'
import { addBackfill } from './commands/backfill.ts'
import { addCheck } from './commands/check.ts'
import { addCluster, addClusters } from './commands/clusters.ts'
import { addConfig } from './commands/config.ts'
import { addDemo } from './commands/demo.ts'
import { addDoctor } from './commands/doctor.ts'
import { addDuplicates } from './commands/duplicates.ts'
import { addEval } from './commands/eval.ts'
import { addEvalDuplicates } from './commands/eval-duplicates.ts'
import { addFeedback } from './commands/feedback.ts'
import { addInbox } from './commands/inbox.ts'
import { addIndex } from './commands/index-reports.ts'
import { addMcp } from './commands/mcp.ts'
import { addPurge } from './commands/purge.ts'
import { addReplay } from './commands/replay.ts'
import { addReport } from './commands/report.ts'
import { addScan } from './commands/scan.ts'
import { addServe } from './commands/serve.ts'
import { addSignatures } from './commands/signatures.ts'
import { addStop } from './commands/stop.ts'
import { addStore } from './commands/store.ts'
import { addTriage } from './commands/triage.ts'
import type { Finished, Io } from './io.ts'

type AddCommand = (program: Command, io: Io, finished: Finished) => void

const COMMANDS: readonly AddCommand[] = [
  addTriage,
  addEval,
  addEvalDuplicates,
  addSignatures,
  addReplay,
  addScan,
  addReport,
  addBackfill,
  addIndex,
  addDuplicates,
  addClusters,
  addCluster,
  addPurge,
  addCheck,
  addConfig,
  addFeedback,
  addAudit,
  addServe,
  addStop,
  addMcp,
  addInbox,
  addStore,
  addDoctor,
  addDemo,
]

/** @param finished receives the exit code of a command that ran to its end */
export function buildProgram(io: Io, finished: Finished): Command {
  const program = new Command('auth-triage')
    .description('Recognises authentication failures in issue reports by their evidence.')
    .configureOutput({ writeOut: (text) => io.print(text.trimEnd()), writeErr: (text) => io.warn(text.trimEnd()) })
    .showHelpAfterError('(add --help for how to use it)')
    .exitOverride()
  for (const add of COMMANDS) add(program, io, finished)
  return program
}
