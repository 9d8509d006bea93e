/**
 * What a command means: an invocation with who gave it goes in; out comes what to keep as a feedback event and what to answer,
 * or why it is refused. It never asks GitHub or the store anything.
 */
import type { IssueRef } from '../issue-ref.ts'
import type { PackContent } from '../signatures/pack.ts'
import { COMMANDS, type Command, type Effect, SIGNALS, usageOf } from './commands.ts'
import { type FeedbackEvent, RIGHTS, type Rights } from './feedback-event.ts'
import type { Invocation } from './parse-commands.ts'

/** Who says something, where and about what. */
export interface CommandContext {
  readonly ref: IssueRef
  readonly who: string
  readonly rights: Rights
  /** Milliseconds since the epoch. */
  readonly at: number
  /** When the bot took notice, by the clock that its own acts go by. */
  readonly receivedAt: number
  /** Id of the comment that it stands in. */
  readonly comment: number
  /** What the bot's comment says now; null where it names no cause. */
  readonly asserted: string | null
  /** The signature's own numbers of the steps that the comment lists; they are the same when left out. */
  readonly steps?: readonly number[] | undefined
  readonly pack: PackContent
}

export type Interpretation =
  | { readonly kind: 'done'; readonly feedbackEvent: FeedbackEvent | null; readonly effect: Effect | null }
  | { readonly kind: 'refused'; readonly why: string }

/** Longest pause; who wants a longer one turns the bot off in the settings. */
const MAX_PAUSE_DAYS = 90
const PAUSE_DAYS = 7
/** Where no checklist is known. */
const MAX_STEP = 50

export function interpretCommand(invocation: Invocation, speech: CommandContext): Interpretation {
  const command = COMMANDS.find(({ name }) => name === invocation.name)
  if (command === undefined) return refused('there is no such command; `/triage help` lists them')
  if (RIGHTS.indexOf(speech.rights) < RIGHTS.indexOf(command.by)) return refused(lacking(command))
  const said = readArgument(command, invocation.argument, speech)
  if (said === null) return refused(`it is written \`${usageOf(command)}\``)
  const { effect, feedbackEvent: kind } = command
  if (kind === null) return { kind: 'done', feedbackEvent: null, effect }
  const nothing = { other: null, signature: null, step: null, detail: null }
  const { ref, who, rights } = speech
  const at = effect === 'undo' ? speech.receivedAt : speech.at
  const spoken = { ref, who, rights, at, kind, origin: 'command' } as const
  return { kind: 'done', effect, feedbackEvent: { id: idOf(invocation, speech), ...spoken, ...nothing, ...said } }
}

type Said = Partial<Pick<FeedbackEvent, 'other' | 'signature' | 'step' | 'detail'>>

/** @returns null when it is not what the command takes */
function readArgument(command: Command, text: string, speech: CommandContext): Said | null {
  switch (command.argument) {
    case 'none':
      return text === '' ? {} : null
    case 'step?':
      return readStep(text, speech)
    case 'signature?':
      return text === '' ? { signature: signatureOf(speech.asserted, speech.pack) } : readSignature(text, speech.pack)
    case 'signature':
      return readSignature(text, speech.pack)
    case 'issue':
      return readIssue(text, speech.ref)
    case 'word':
      return (SIGNALS as readonly string[]).includes(wordOf(text))
        ? { detail: wordOf(text), signature: signatureOf(speech.asserted, speech.pack) }
        : null
    case 'days?':
      return readDays(text)
  }
}

/** People name a step by its number in the comment that they read; kept is the signature's own. */
function readStep(text: string, { asserted, steps, pack }: CommandContext): Said | null {
  const signature = signatureOf(asserted, pack)
  if (text === '') return { signature }
  const place = /^\d{1,2}$/.test(text) ? Number(text) : 0
  const count = signature === null ? MAX_STEP : (pack.signatures.get(signature.id)?.checklist.length ?? 0)
  const step = steps === undefined ? place : (steps[place - 1] ?? 0)
  return step >= 1 && step <= count ? { signature, step } : null
}

function readSignature(text: string, pack: PackContent): Said | null {
  const signature = signatureOf(text.toLowerCase(), pack)
  return signature === null ? null : { signature }
}

function signatureOf(id: string | null, pack: PackContent): FeedbackEvent['signature'] {
  const signature = id === null ? undefined : pack.signatures.get(id)
  return signature === undefined ? null : { id: signature.id, version: signature.since }
}

/** `#12`, `12` or `owner/repo#12`; never the issue itself. */
function readIssue(text: string, ref: IssueRef): Said | null {
  const [, owner = ref.owner, repo = ref.repo, digits] =
    /^(?:([\w-]{1,100})\/([\w.-]{1,100}))?#?(\d{1,9})$/.exec(text) ?? []
  if (digits === undefined) return null
  const other = { owner, repo, number: Number(digits) }
  const isItself = `${owner}/${repo}`.toLowerCase() === `${ref.owner}/${ref.repo}`.toLowerCase()
  return other.number === 0 || (isItself && other.number === ref.number) ? null : { other }
}

function readDays(text: string): Said | null {
  const days = text === '' ? PAUSE_DAYS : /^\d{1,3}$/.test(text) ? Number(text) : -1
  return days >= 0 && days <= MAX_PAUSE_DAYS ? { detail: String(days) } : null
}

/** A signal counts once a person, whichever comment it stands in; all else once in each comment. */
function idOf({ name, argument }: Invocation, { ref, who, comment }: CommandContext): string {
  // Without the name of the repository, which may change: feedback events are told apart within one.
  if (name !== 'signal') return `comment-${comment}/${name} ${argument}`.trim()
  return `signal-#${ref.number}/${who}/${wordOf(argument)}`.toLowerCase()
}

function wordOf(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, '-')
}

function lacking({ by }: Command): string {
  return by === 'maintainer'
    ? 'only maintainers of this repository can do that'
    : 'only the reporter and maintainers can do that'
}

function refused(why: string): Interpretation {
  return { kind: 'refused', why }
}
