/**
 * Everything that people can tell the bot by `/triage …` in a comment: the one table. The parser, who may, the help and
 * `docs/commands.md` all come from it. A new command is a line here and, where it is more than a feedback event, its answer.
 */
import type { FeedbackKind, Rights } from './feedback-event.ts'

/** What may stand behind the name of a command. A question mark: it may be left out. */
export type Argument = 'none' | 'step?' | 'signature?' | 'signature' | 'issue' | 'word' | 'days?'

/** What a command does besides being kept as a feedback event. */
export type Effect =
  | 'look' // the issue is read again, and answered even if it is old
  | 'explain' // the evidence is shown clause by clause
  | 'duplicates' // earlier reports of the same cause are shown
  | 'cluster' // what is known of all reports of the same cause is shown
  | 'report' // all that is linked to the issue is written up
  | 'help' // the table is shown
  | 'undo' // labels and comment become what they were before the bot's last act

export interface Command {
  /** What stands behind `/triage`; empty for the command that is nothing but that. */
  readonly name: string
  readonly argument: Argument
  /** The least that one must be. */
  readonly by: Rights
  /** One line for the help, without a full stop. */
  readonly help: string
  readonly feedbackEvent: FeedbackKind | null
  readonly effect: Effect | null
}

/** The signals that anybody can give: how well it helped, and how it bites. */
export const SIGNALS = ['worked', 'easy', 'saved-time', 'blocking', 'common', 'flaky', 'reproducible'] as const

const READ_AGAIN = { feedbackEvent: null, effect: 'look' } as const
const reporter = { by: 'reporter' } as const
const maintainer = { by: 'maintainer' } as const

export const COMMANDS: readonly Command[] = [
  { name: '', argument: 'none', ...reporter, ...READ_AGAIN, help: 'read the whole report again' },
  { ...reporter, ...tells('explain'), help: 'show the evidence, and what would change the answer' },
  { ...reporter, ...tells('duplicates'), help: 'show the earlier reports of the same cause, with the reasons' },
  { ...reporter, ...tells('cluster'), help: 'show how many reported it, since when, on which versions, what helped' },
  { ...reporter, ...says('worked', 'step?', 'worked'), help: 'it is solved, by that step of the checklist' },
  { ...reporter, ...says('did-not-work', 'step?', 'did-not-work'), help: 'that step did not help' },
  { ...reporter, ...says('wrong', 'signature?', 'wrong-signature'), help: 'it is not that; the answer is taken back' },
  { ...reporter, ...says('not-duplicate', 'issue', 'not-duplicate'), help: 'that issue is another matter' },
  { ...reporter, ...says('stop', 'none', 'stop'), help: 'say and do nothing more on this issue, for ever' },
  {
    by: 'anyone',
    ...says('signal', 'word', 'signal'),
    help: `one of ${SIGNALS.join(', ')}; each counts once a person`,
  },
  { by: 'anyone', ...tells('help'), help: 'show this list' },
  { ...maintainer, ...says('is', 'signature', 'is-signature'), help: 'it is that cause; the answer says so' },
  { ...maintainer, ...says('duplicate-of', 'issue', 'duplicate-of'), help: 'both are one matter' },
  { ...maintainer, ...says('split', 'issue', 'split'), help: 'take that issue out of the cluster of this one' },
  { ...maintainer, ...says('canonical', 'issue', 'canonical'), help: 'that issue stands for the whole cluster' },
  { ...maintainer, ...tells('report'), help: 'write up this issue with all that is linked to it' },
  {
    ...maintainer,
    ...tells('undo'),
    feedbackEvent: 'undo',
    help: "labels and comment become what they were before the bot's last act",
  },
  {
    ...maintainer,
    ...says('pause', 'days?', 'pause'),
    help: 'do nothing in this repository for so many days (7; 0 ends it)',
  },
  {
    ...maintainer,
    ...says('unmute', 'signature', 'unmute'),
    help: 'let a signature that was rejected often assert again',
  },
]

/** The commands that somebody with these rights may give. */
export function commandsFor(rights: Rights): readonly Command[] {
  const rank: Readonly<Record<Rights, number>> = { anyone: 0, reporter: 1, maintainer: 2 }
  return COMMANDS.filter(({ by }) => rank[by] <= rank[rights])
}

/** How a command is written, e.g. `/triage worked [step]`. */
export function usageOf({ name, argument }: Command): string {
  const shown = { none: '', 'step?': ' [step]', 'signature?': ' [signature]', signature: ' <signature>' }
  const others = { issue: ' #number', word: ' <word>', 'days?': ' [days]' }
  return `/triage${name === '' ? '' : ` ${name}`}${{ ...shown, ...others }[argument]}`
}

function tells(effect: Exclude<Effect, 'look'>) {
  return { name: effect, argument: 'none', feedbackEvent: null, effect } as const
}

function says<Name extends string>(name: Name, argument: Argument, feedbackEvent: FeedbackKind) {
  return { name, argument, feedbackEvent, effect: null } as const
}
