/**
 * The list of commands. Adding one: a file in `commands/` and a line here. A command is loaded when it is asked for, so
 * that none waits for, or takes the memory of, what only the others need.
 */
import { Command } from 'commander'
import type { Finished, Io } from './io.ts'

type AddCommand = (program: Command, io: Io, finished: Finished) => void

/** In the order of the help. */
const COMMANDS: Readonly<Record<string, (io: Io) => Promise<AddCommand>>> = {
  triage: async () => (await import('./commands/triage.ts')).addTriage,
  eval: async () => (await import('./commands/eval.ts')).addEval,
  'eval-duplicates': async () => (await import('./commands/eval-duplicates.ts')).addEvalDuplicates,
  signatures: async () => (await import('./commands/signatures.ts')).addSignatures,
  replay: async () => (await import('./commands/replay.ts')).addReplay,
  scan: async (io) => {
    io.preferSmallMemory()
    return (await import('./commands/scan.ts')).addScan
  },
  report: async () => (await import('./commands/report.ts')).addReport,
  backfill: async () => (await import('./commands/backfill.ts')).addBackfill,
  index: async () => (await import('./commands/index-reports.ts')).addIndex,
  duplicates: async () => (await import('./commands/duplicates.ts')).addDuplicates,
  clusters: async () => (await import('./commands/clusters.ts')).addClusters,
  cluster: async () => (await import('./commands/clusters.ts')).addCluster,
  purge: async () => (await import('./commands/purge.ts')).addPurge,
  check: async () => (await import('./commands/check.ts')).addCheck,
  config: async () => (await import('./commands/config.ts')).addConfig,
  feedback: async () => (await import('./commands/feedback.ts')).addFeedback,
  audit: async () => (await import('./commands/audit.ts')).addAudit,
  serve: async (io) => {
    io.collectEarly()
    return (await import('./commands/serve.ts')).addServe
  },
  stop: async () => (await import('./commands/stop.ts')).addStop,
  mcp: async () => (await import('./commands/mcp.ts')).addMcp,
  queue: async () => (await import('./commands/queue.ts')).addQueue,
  store: async () => (await import('./commands/store.ts')).addStore,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
  demo: async () => (await import('./commands/demo.ts')).addDemo,
}

/**
 * @param asked the first word of the command line: one command alone is loaded where it names one, else all of them
 * @param finished receives the exit code of a command that ran to its end
 */
export async function buildProgram(asked: string | undefined, io: Io, finished: Finished): Promise<Command> {
  const program = new Command('auth-triage')
    .description('Recognises authentication failures in issue reports by their evidence.')
    .configureOutput({ writeOut: (text) => io.print(text.trimEnd()), writeErr: (text) => io.warn(text.trimEnd()) })
    .showHelpAfterError('(add --help for how to use it)')
    .exitOverride()
  const named = asked !== undefined && Object.hasOwn(COMMANDS, asked) ? COMMANDS[asked] : undefined
  for (const load of named === undefined ? Object.values(COMMANDS) : [named]) (await load(io))(program, io, finished)
  return program
}
