/** `completion`: prints a script that completes commands and options in a shell. */
import { Argument, type Command } from 'commander'
import { commandWords } from '../completion/command-words.ts'
import { completionScript, SHELLS, type Shell } from '../completion/shell-scripts.ts'
import type { Io } from '../io.ts'

/** Needs all commands in `program`, so `program.ts` loads them. */
export function addCompletion(program: Command, io: Io): void {
  program
    .command('completion')
    .description('print a script that completes commands and options in a shell')
    .addArgument(new Argument('<shell>', 'shell').choices(SHELLS))
    .action((shell: Shell) => io.print(completionScript(shell, commandWords(program)).trimEnd()))
}
