/** Every bot command, as a person writes it. */
import { type Argument, COMMANDS } from '../../src/core/feedback/commands.ts'

/** After these commands, the bot is silent. */
const SILENCING: readonly string[] = ['start', 'undo', 'stop', 'pause']

/**
 * The commands that silence the bot come last.
 * @param signature id of a signature in the pack
 * @returns commands for any issue except the repository's second one, which they mention
 */
export function everyCommand(signature: string): readonly string[] {
  const words: Readonly<Record<Argument, string>> = {
    none: '',
    'step?': '1',
    'signature?': signature,
    signature,
    issue: '#2',
    word: 'worked',
    'days?': '3',
    fix: '0.3.3',
  }
  const inOrder = COMMANDS.toSorted((a, b) => SILENCING.indexOf(a.name) - SILENCING.indexOf(b.name))
  return inOrder.map(({ name, argument }) => ['/triage', name, words[argument]].filter((it) => it !== '').join(' '))
}
