/** Every command that the bot knows, as somebody may write it. */
import { type Argument, COMMANDS } from '../../src/core/feedback/commands.ts'

/** After these the bot is quiet by itself. */
const QUIETING: readonly string[] = ['undo', 'stop', 'pause']

/**
 * Those that quiet the bot last.
 * @param signature one of the pack; the commands may stand on any issue but the second of its repository
 */
export function everyCommand(signature: string): readonly string[] {
  const words: Readonly<Record<Argument, string>> = {
    ...{ none: '', 'step?': '1', 'signature?': signature, signature },
    ...{ issue: '#2', word: 'worked', 'days?': '3' },
  }
  const inOrder = COMMANDS.toSorted((a, b) => QUIETING.indexOf(a.name) - QUIETING.indexOf(b.name))
  return inOrder.map(({ name, argument }) => ['/triage', name, words[argument]].filter((it) => it !== '').join(' '))
}
