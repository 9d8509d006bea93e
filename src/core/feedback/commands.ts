/**
 * The table of `/triage …` commands. The parser, the permissions, the help and `docs/commands.md` are all derived from
 * it. To add a command, add a row and, if the command does more than record feedback, an answer.
 */
import type { FeedbackKind, Rights } from './feedback-event.ts'

/** The argument that follows a command's name. A question mark marks an optional argument. */
export type Argument = 'none' | 'step?' | 'signature?' | 'signature' | 'issue' | 'word' | 'days?' | 'fix'

/** The effect of a command, besides recording a feedback event. */
export type Effect =
  | 'look' // triages the issue again, and answers even if it is old
  | 'explain' // shows the evidence clause by clause
  | 'duplicates' // shows earlier reports of the same cause
  | 'cluster' // shows a summary of all reports of the same cause
  | 'report' // writes up the issue and everything linked to it
  | 'help' // shows this table
  | 'undo' // restores labels and comment to what they were before the bot's last change

export interface Command {
  /** The word after `/triage`; empty for the bare command. */
  readonly name: string
  readonly argument: Argument
  /** Minimum rights required to use the command. */
  readonly by: Rights
  /** One line of help text, without a full stop. */
  readonly help: string
  readonly feedbackEvent: FeedbackKind | null
  readonly effect: Effect | null
}

/** The signals that anyone can give: how much the answer helped, and how much the failure hurts. */
export const SIGNALS = ['worked', 'easy', 'saved-time', 'blocking', 'common', 'flaky', 'reproducible'] as const

const READ_AGAIN = { feedbackEvent: null, effect: 'look' } as const
const reporter = { by: 'reporter' } as const
const maintainer = { by: 'maintainer' } as const

export const COMMANDS: readonly Command[] = [
  { name: '', argument: 'none', ...reporter, ...READ_AGAIN, help: 'read the whole report again' },
  { ...reporter, ...answering('explain'), help: 'show the evidence and what would change the answer' },
  { ...reporter, ...answering('duplicates'), help: 'show earlier reports of the same cause, and why they match' },
  {
    ...reporter,
    ...answering('cluster'),
    help: 'show all reports of this cause: how many, since when, on which versions, what helped',
  },
  {
    ...reporter,
    ...recording('worked', 'step?', 'worked'),
    help: 'mark the issue as solved, by the given checklist step if there is one',
  },
  {
    ...reporter,
    ...recording('did-not-work', 'step?', 'did-not-work'),
    help: 'report that the given step did not help',
  },
  {
    ...reporter,
    ...recording('wrong', 'signature?', 'wrong-signature'),
    help: 'reject the cause; the bot withdraws its answer',
  },
  {
    ...reporter,
    ...recording('not-duplicate', 'issue', 'not-duplicate'),
    help: 'mark the other issue as having a different cause',
  },
  {
    ...reporter,
    ...recording('stop', 'none', 'stop'),
    help: "stop all activity of the bot on this issue until `/triage start`; maintainers' commands still work after a reporter's",
  },
  {
    ...reporter,
    ...recording('start', 'none', 'start'),
    help: 'end a stop; a maintainer can end any, the reporter only their own',
  },
  {
    by: 'anyone',
    ...recording('signal', 'word', 'signal'),
    help: `give a signal: ${SIGNALS.join(', ')}; each counts once per person`,
  },
  { by: 'anyone', ...answering('help'), help: 'show this list' },
  { ...maintainer, ...recording('is', 'signature', 'is-signature'), help: 'name the cause; the bot answers with it' },
  {
    ...maintainer,
    ...recording('duplicate-of', 'issue', 'duplicate-of'),
    help: 'mark both issues as having the same cause',
  },
  { ...maintainer, ...recording('split', 'issue', 'split'), help: "remove the other issue from this issue's cluster" },
  {
    ...maintainer,
    ...recording('canonical', 'issue', 'canonical'),
    help: 'make the other issue the canonical report of the cluster',
  },
  {
    ...maintainer,
    ...recording('fixed-in', 'fix', 'fixed-in'),
    help: 'name the version that fixes the cause; its reporters are asked, `works` or `fails` decides, `none` takes it back',
  },
  { ...maintainer, ...answering('report'), help: 'write up this issue and everything linked to it' },
  {
    ...maintainer,
    ...answering('undo'),
    feedbackEvent: 'undo',
    help: "restore labels and comment to what they were before the bot's last change",
  },
  {
    name: 'redo',
    argument: 'none',
    ...maintainer,
    ...READ_AGAIN,
    help: 'read the report again and restore what the last undo took back',
  },
  {
    ...maintainer,
    ...recording('pause', 'days?', 'pause'),
    help: 'pause the bot in this repository for that many days (default 7; 0 ends the pause)',
  },
  {
    ...maintainer,
    ...recording('unmute', 'signature', 'unmute'),
    help: 'let the bot assert a muted signature again',
  },
]

/** @returns the commands that a person with these rights may use */
export function commandsFor(rights: Rights): readonly Command[] {
  const rank: Readonly<Record<Rights, number>> = { anyone: 0, reporter: 1, maintainer: 2 }
  return COMMANDS.filter(({ by }) => rank[by] <= rank[rights])
}

/** @returns the syntax of a command, e.g. `/triage worked [step]` */
export function usageOf({ name, argument }: Command): string {
  return `/triage${name === '' ? '' : ` ${name}`}${ARGUMENT_SYNTAX[argument]}`
}

const ARGUMENT_SYNTAX: Readonly<Record<Argument, string>> = {
  none: '',
  'step?': ' [step]',
  'signature?': ' [signature]',
  signature: ' <signature>',
  issue: ' #number',
  word: ' <word>',
  'days?': ' [days]',
  fix: ' <version> [works|fails]',
}

function answering(effect: Exclude<Effect, 'look'>) {
  return { name: effect, argument: 'none', feedbackEvent: null, effect } as const
}

function recording<Name extends string>(name: Name, argument: Argument, feedbackEvent: FeedbackKind) {
  return { name, argument, feedbackEvent, effect: null } as const
}
