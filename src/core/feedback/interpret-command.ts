/**
 * Interprets a command: turns an invocation and its context into a feedback event to record and an effect to carry out,
 * or a reason to refuse it. Does no I/O.
 */
import { type IssueRef, isSameRepository } from '../issue-ref.ts'
import type { PackContent } from '../signatures/pack.ts'
import { closestWord } from '../signatures/parse.ts'
import { readVersion } from '../version-order.ts'
import { COMMANDS, type Command, type Effect, SIGNALS, usageOf } from './commands.ts'
import { type FeedbackEvent, RIGHTS, type Rights } from './feedback-event.ts'
import type { Invocation } from './parse-commands.ts'

/** The context of a command: its author, the issue, and the answer that it refers to. */
export interface CommandContext {
  readonly ref: IssueRef
  readonly who: string
  readonly rights: Rights
  /** Milliseconds since the epoch. */
  readonly at: number
  /** When the bot received the command, by the clock that also dates the bot's own acts. */
  readonly receivedAt: number
  /** Id of the comment that contains the command. */
  readonly comment: number
  /** The signature that the bot's comment names now; null when it names none. */
  readonly asserted: string | null
  /** The steps that the comment lists, by their numbers in the signature; omitted when the numbers are the same. */
  readonly steps?: readonly number[] | undefined
  readonly pack: PackContent
}

export type Interpretation =
  | { readonly kind: 'done'; readonly feedbackEvent: FeedbackEvent | null; readonly effect: Effect | null }
  | { readonly kind: 'refused'; readonly why: string }

/** Longest pause. To pause the bot for longer, turn it off in the settings. */
const MAX_PAUSE_DAYS = 90
const PAUSE_DAYS = 7
/** Highest step number accepted when the checklist is unknown. */
const MAX_STEP = 50

export function interpretCommand(invocation: Invocation, context: CommandContext): Interpretation {
  const command = COMMANDS.find(({ name }) => name === invocation.name)
  if (command === undefined) return refused(`there is no such command; ${suggestionFor(invocation.name)}`)
  if (RIGHTS.indexOf(context.rights) < RIGHTS.indexOf(command.by)) return refused(missingRights(command))
  const parsed = readArgument(command, invocation.argument, context)
  if (parsed === null) return refused(`the syntax is \`${usageOf(command)}\``)
  const { effect, feedbackEvent: kind } = command
  if (kind === null) return { kind: 'done', feedbackEvent: null, effect }
  const nothing = { other: null, signature: null, step: null, detail: null }
  const { ref, who, rights } = context
  const at = effect === 'undo' ? context.receivedAt : context.at
  const given = { ref, who, rights, at, kind, origin: 'command' } as const
  return { kind: 'done', effect, feedbackEvent: { id: idOf(invocation, context), ...given, ...nothing, ...parsed } }
}

function suggestionFor(name: string): string {
  const nearest = closestWord(
    name,
    COMMANDS.map((it) => it.name).filter((it) => it !== ''),
  )
  return nearest === null ? '`/triage help` lists all commands' : `did you mean \`/triage ${nearest}\`?`
}

type ParsedArgument = Partial<Pick<FeedbackEvent, 'other' | 'signature' | 'step' | 'detail'>>

/** @returns the parsed argument; null when the command does not accept it */
function readArgument(command: Command, text: string, context: CommandContext): ParsedArgument | null {
  switch (command.argument) {
    case 'none':
      return text === '' ? {} : null
    case 'step?':
      return readStep(text, context)
    case 'signature?':
      return text === ''
        ? { signature: signatureOf(context.asserted, context.pack) }
        : readSignature(text, context.pack)
    case 'signature':
      return readSignature(text, context.pack)
    case 'issue':
      return readIssue(text, context.ref)
    case 'word':
      return (SIGNALS as readonly string[]).includes(wordOf(text))
        ? { detail: wordOf(text), signature: signatureOf(context.asserted, context.pack) }
        : null
    case 'days?':
      return readDays(text)
    case 'fix':
      return readFix(text)
  }
}

/** People refer to a step by its number in the comment; the event records its number in the signature. */
function readStep(text: string, { asserted, steps, pack }: CommandContext): ParsedArgument | null {
  const signature = signatureOf(asserted, pack)
  if (text === '') return { signature }
  const shown = /^\d{1,2}$/.test(text) ? Number(text) : 0
  const count = signature === null ? MAX_STEP : (pack.signatures.get(signature.id)?.checklist.length ?? 0)
  const step = steps === undefined ? shown : (steps[shown - 1] ?? 0)
  return step >= 1 && step <= count ? { signature, step } : null
}

function readSignature(text: string, pack: PackContent): ParsedArgument | null {
  const signature = signatureOf(text.toLowerCase(), pack)
  return signature === null ? null : { signature }
}

function signatureOf(id: string | null, pack: PackContent): FeedbackEvent['signature'] {
  const signature = id === null ? undefined : pack.signatures.get(id)
  return signature === undefined ? null : { id: signature.id, version: signature.since }
}

/** Accepts `#12`, `12` or `owner/repo#12`, but not the issue itself. */
function readIssue(text: string, ref: IssueRef): ParsedArgument | null {
  const [, owner = ref.owner, repo = ref.repo, digits] =
    /^(?:([\w-]{1,100})\/([\w.-]{1,100}))?#?(\d{1,9})$/.exec(text) ?? []
  if (digits === undefined) return null
  const other = { owner, repo, number: Number(digits) }
  const isItself = isSameRepository(other, ref) && other.number === ref.number
  return other.number === 0 || isItself ? null : { other }
}

function readDays(text: string): ParsedArgument | null {
  const days = text === '' ? PAUSE_DAYS : /^\d{1,3}$/.test(text) ? Number(text) : -1
  return days >= 0 && days <= MAX_PAUSE_DAYS ? { detail: String(days) } : null
}

/** Accepts a version, alone or with what a maintainer found on it, and `none`. */
function readFix(text: string): ParsedArgument | null {
  const [first = '', found, ...more] = text.toLowerCase().split(/\s+/)
  if (first === 'none') return found === undefined ? { detail: 'none' } : null
  const version = readVersion(first)
  const isFinding = found === undefined || found === 'works' || found === 'fails'
  if (version === null || !isFinding || more.length > 0) return null
  return { detail: found === undefined ? version : `${version} ${found}` }
}

/** A signal counts once per person, whichever comment it is in; any other command counts once per comment. */
function idOf({ name, argument }: Invocation, { ref, who, comment }: CommandContext): string {
  // Leaves out the repository's name, which may change: ids need to be unique only within a repository.
  if (name !== 'signal') return `comment-${comment}/${name} ${argument}`.trim()
  return `signal-#${ref.number}/${who}/${wordOf(argument)}`.toLowerCase()
}

function wordOf(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, '-')
}

function missingRights({ by }: Command): string {
  return by === 'maintainer'
    ? 'only maintainers of this repository can do that'
    : 'only the reporter and maintainers can do that'
}

function refused(why: string): Interpretation {
  return { kind: 'refused', why }
}
