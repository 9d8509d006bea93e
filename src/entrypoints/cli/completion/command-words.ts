/** The words that complete a command line, read from the commands themselves. */
import type { Command } from 'commander'

export interface CommandWords {
  /** The command's full name, e.g. `queue list`; empty for the program itself. */
  readonly path: string
  /** Names of the commands below it, with their descriptions. */
  readonly commands: readonly { readonly name: string; readonly description: string }[]
  /** Long options, e.g. `--json`, with their descriptions. */
  readonly options: readonly { readonly name: string; readonly description: string }[]
}

/** @returns one entry for the program and for each command at any depth, parents first */
export function commandWords(program: Command): readonly CommandWords[] {
  return wordsOf(program, '')
}

function wordsOf(command: Command, path: string): readonly CommandWords[] {
  const below = command.commands.filter((it) => it.name() !== 'help')
  const help = command.createHelp()
  const options = help
    .visibleOptions(command)
    .flatMap(({ long, description }) => (long ? [{ name: long, description }] : []))
  const commands = below.map((it) => ({ name: it.name(), description: it.description() }))
  return [{ path, commands, options }, ...below.flatMap((it) => wordsOf(it, `${path} ${it.name()}`.trim()))]
}
