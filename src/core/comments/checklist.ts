/** Renders a signature's checklist as a numbered list with the reporter's values filled in. */
import type { Environment } from '../report/report.ts'
import { appliesTo } from '../signatures/applies.ts'
import { readsAsSentence } from '../signatures/authored-text.ts'
import type { Check, Outcome } from '../signatures/schema.ts'
import { endSentence, fillCommand, renderAuthored } from './authored.ts'
import type { Captures } from './captured-value.ts'
import { codeSpan, type FenceLimits, fenceText } from './defuse.ts'
import { sourceLink } from './source-link.ts'

/** Steps that stay unfolded: more than two are not read, and fill a phone's screen. */
const SHORT_STEPS = 2
/** A longer command gets its own code block, which has GitHub's copy button. */
const MAX_INLINE_COMMAND = 60
const COMMAND: FenceLimits = { lines: 20, width: 1_200 }

const OS_NAMES = { macos: 'macOS', windows: 'Windows', linux: 'Linux', wsl: 'WSL' } as const

export interface Checklist {
  /** The first steps, each with the outcome that confirms the failure only. */
  readonly short: string
  /** Every step with all its outcomes, as a numbered list. */
  readonly whole: string
  /** True if `short` leaves out nothing. */
  readonly isWhole: boolean
  /** The 1-based numbers that the listed steps have in the signature, in list order. */
  readonly steps: readonly number[]
}

/**
 * @param steps the signature's steps, in order
 * @param environment selects steps by their `when`; if none applies, all are shown and each says where it applies
 */
export function renderChecklist(steps: readonly Check[], environment: Environment, captures: Captures): Checklist {
  const fitting = steps.filter(({ when }) => appliesTo(when, environment))
  const chosen = fitting.length > 0 ? fitting : steps
  const listed = chosen
    .map((step) => {
      const parts = renderStep(step, captures, appliesTo(step.when, environment))
      return parts === null ? null : { ...parts, step: steps.indexOf(step) + 1 }
    })
    .filter((it) => it !== null)
  const list = (items: readonly string[]) => items.map((text, index) => numbered(text, index + 1)).join('\n')
  const short = list(listed.slice(0, SHORT_STEPS).map((it) => it.short))
  const whole = list(listed.map((it) => it.whole))
  return { short, whole, isWhole: short === whole, steps: listed.map(({ step }) => step) }
}

/** Returns null if nothing is left of the step without its captured values. */
function renderStep(step: Check, captures: Captures, fitting: boolean): { short: string; whole: string } | null {
  const check = renderAuthored(step.check, captures).replace(/[.:]$/, '')
  const [confirming = '', ...others] = step.outcomes.map((it) => renderOutcome(it, captures))
  const how = renderHow(step.how, captures)
  // Without the captured value the outcomes are unknown; the instruction may still help.
  if (check === '' || (confirming === '' && how === '')) return null
  const link = step.source === undefined ? '' : ` (${sourceLink(step.source)})`
  const hasBlock = how.includes('\n')
  const instruction = `${fitting ? '' : applicability(step)}**${check}${how === '' ? '.' : ':'}**${how}`
  const outcomes = confirming === '' ? [] : [confirming, ...others.filter((it) => it !== '')]
  const lines = outcomes.map((it) => `- ${endSentence(it)}`)
  const whole = [
    `${instruction}${hasBlock ? '' : link}`,
    ...(hasBlock && lines.length > 1 ? lines.with(-1, `${lines.at(-1)}${link}`) : lines),
  ]
  const first = confirming === '' ? [] : [`- ${endSentence(firstSentences(confirming))}`]
  return { short: [instruction, ...first].join('\n'), whole: whole.join('\n') }
}

/** What to see and what it means; what to do then is in the whole checklist. */
const SHORT_SENTENCES = 2

function firstSentences(text: string): string {
  return text
    .split(/(?<=[.!?]) (?=\S)/)
    .slice(0, SHORT_SENTENCES)
    .join(' ')
}

/** Returns an empty string if a captured value is missing. */
function renderOutcome({ see, means, next }: Outcome, captures: Captures): string {
  const parts = [see, means, next].filter((it) => it !== undefined).map((it) => renderAuthored(it, captures))
  return parts.includes('') ? '' : parts.map(endSentence).join(' ')
}

function applicability({ when }: Check): string {
  const products = when?.product === undefined ? [] : [when.product].flat()
  const version = when?.version === undefined ? [] : [`version ${when.version}`]
  const names = [...products, ...(when?.os === undefined ? [] : [OS_NAMES[when.os]]), ...version]
  return `Only on ${names.join(', ')}: `
}

/** Text that is not a sentence is a command or a click path, and is shown as code for copying. */
function renderHow(how: string | undefined, captures: Captures): string {
  if (how === undefined) return ''
  if (readsAsSentence(how)) return ` ${endSentence(renderAuthored(how, captures))}`.trimEnd()
  const command = fillCommand(how.trim(), captures)
  const short = command.length <= MAX_INLINE_COMMAND && !command.includes('\n')
  return short ? ` ${codeSpan(command)}` : `\n${fenceText(command, COMMAND)}`
}

function numbered(step: string, number: number): string {
  const indent = ' '.repeat(`${number}. `.length)
  return `${number}. ${step.replaceAll('\n', `\n${indent}`)}`
}
