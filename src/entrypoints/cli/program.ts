/**
 * The table of commands. A new command is a file in `commands/` and an entry here. Only the requested command is
 * loaded, so the others cost no time or memory.
 */
import { Command } from 'commander'
import { programVersion } from '../../adapters/config/version.ts'
import commandList from './command-list.json' with { type: 'json' }
import type { Finished, Io } from './io.ts'

type AddCommand = (program: Command, io: Io, finished: Finished) => void

/** Listed in the order in which the help shows them. */
const COMMANDS: Readonly<Record<string, (io: Io) => Promise<AddCommand>>> = {
  triage: async () => (await import('./commands/triage.ts')).addTriage,
  eval: async () => (await import('./commands/eval.ts')).addEval,
  'eval-duplicates': async () => (await import('./commands/eval-duplicates.ts')).addEvalDuplicates,
  'eval-endings': async () => (await import('./commands/eval-endings.ts')).addEvalEndings,
  signatures: async () => (await import('./commands/signatures.ts')).addSignatures,
  replay: async () => (await import('./commands/replay.ts')).addReplay,
  scan: async (io) => {
    io.preferSmallMemory()
    return (await import('./commands/scan.ts')).addScan
  },
  rehearse: async () => (await import('./commands/rehearse.ts')).addRehearse,
  contract: async () => (await import('./commands/contract.ts')).addContract,
  probe: async () => (await import('./commands/probe.ts')).addProbe,
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
  outcomes: async () => (await import('./commands/outcomes.ts')).addOutcomes,
  fixes: async () => (await import('./commands/fixes.ts')).addFixes,
  alarms: async () => (await import('./commands/alarms.ts')).addAlarms,
  learn: async () => (await import('./commands/learn.ts')).addLearn,
  audit: async () => (await import('./commands/audit.ts')).addAudit,
  serve: async () => (await import('./commands/serve.ts')).addServe,
  stop: async () => (await import('./commands/stop.ts')).addStop,
  mcp: async () => (await import('./commands/mcp.ts')).addMcp,
  queue: async () => (await import('./commands/queue.ts')).addQueue,
  store: async () => (await import('./commands/store.ts')).addStore,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
  demo: async () => (await import('./commands/demo.ts')).addDemo,
  completion: async () => (await import('./commands/completion.ts')).addCompletion,
}

/** Commands that come with another one. */
const COMES_WITH: Readonly<Record<string, string>> = { resume: 'stop', backup: 'store', 'migrate-store': 'store' }

/** Commands that are about all others. */
const NEEDS_ALL: readonly string[] = ['completion']

/** Former command names. They still work but do not appear in the help. */
const RENAMED_COMMANDS: Readonly<Record<string, string>> = { inbox: 'queue' }

/** Replaces a former command name with the current one and prints a notice to standard error. */
export function withCurrentName(args: readonly string[], io: Pick<Io, 'warn'>): readonly string[] {
  const [name = '', ...rest] = args
  const current = Object.hasOwn(RENAMED_COMMANDS, name) ? RENAMED_COMMANDS[name] : undefined
  if (current === undefined) return args
  io.warn(`The command \`${name}\` is now called \`${current}\`.`)
  return [current, ...rest]
}

/**
 * Builds the program for one command line. If that names no command, the commands are listed but not loaded: they do
 * nothing but show up in the help.
 * @param args the arguments after the program's name
 * @param finished receives the exit code of a command that succeeded
 */
export async function buildProgram(args: readonly string[], io: Io, finished: Finished): Promise<Command> {
  const [first = '', second = ''] = args
  const requested = first === 'help' ? second : first
  if (NEEDS_ALL.includes(requested)) return buildWholeProgram(io)
  const program = emptyProgram(io)
  const name = Object.hasOwn(COMES_WITH, requested) ? (COMES_WITH[requested] as string) : requested
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (load === undefined) listCommands(program)
  else (await load(io))(program, io, finished)
  return program
}

/** Builds the program with all commands, for its documentation. */
export async function buildWholeProgram(io: Io): Promise<Command> {
  const program = emptyProgram(io)
  for (const load of Object.values(COMMANDS)) (await load(io))(program, io, { code: 0 })
  return program
}

function emptyProgram(io: Io): Command {
  return new Command('auth-triage')
    .description('Recognises authentication failures in issue reports by their evidence.')
    .version(programVersion(), '--version', 'print the version')
    .configureOutput({ writeOut: (text) => io.print(text.trimEnd()), writeErr: (text) => io.warn(text.trimEnd()) })
    .showHelpAfterError('(add --help for usage)')
    .exitOverride()
}

/** `npm run generate` writes the list from the commands themselves. */
function listCommands(program: Command): void {
  for (const { name, description } of commandList) program.command(name).description(description)
  const usages = new Map(commandList.map(({ name, usage }) => [name, usage]))
  program.configureHelp({ subcommandTerm: (command) => usages.get(command.name()) ?? 'help [command]' })
}
