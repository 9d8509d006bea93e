/** Renders a signature's checklist as a numbered list with the reporter's values filled in. */
import type { Environment } from '../report/report.ts'
import { appliesTo } from '../signatures/applies.ts'
import { readsAsSentence } from '../signatures/authored-text.ts'
import type { Check, Outcome } from '../signatures/schema.ts'
import { endSentence, fillCommand, renderAuthored } from './authored.ts'
import type { Captures } from './captured-value.ts'
import { codeSpan, type FenceLimits, fenceText } from './defuse.ts'
import { sourceLink } from './source-link.ts'

/**
 * At most five steps stay unfolded, fewer when they are long, so that the end of the comment is within reach on a
 * phone.
 */
const MAX_VISIBLE_STEPS = 5
const MIN_VISIBLE_STEPS = 2
const VISIBLE_LENGTH = 1_300
/** A longer command gets its own code block, which has GitHub's copy button. */
const MAX_INLINE_COMMAND = 60
const COMMAND: FenceLimits = { lines: 20, width: 1_200 }

const OS_NAMES = { macos: 'macOS', windows: 'Windows', linux: 'Linux', wsl: 'WSL' } as const

export interface Checklist {
  /** The unfolded part of the numbered list. */
  readonly visible: string
  /** The rest of the list, to be folded; empty when all steps are visible. */
  readonly folded: string
  readonly foldedCount: number
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
    .map((step) => ({
      text: renderStep(step, captures, appliesTo(step.when, environment)),
      step: steps.indexOf(step) + 1,
    }))
    .filter(({ text }) => text !== '')
  const rendered = listed.map(({ text }, index) => numbered(text, index + 1))
  const count = visibleCount(rendered)
  const folded = rendered.slice(count)
  return {
    visible: rendered.slice(0, count).join('\n'),
    folded: folded.join('\n'),
    foldedCount: folded.length,
    steps: listed.map(({ step }) => step),
  }
}

function renderStep(step: Check, captures: Captures, fitting: boolean): string {
  const check = renderAuthored(step.check, captures).replace(/[.:]$/, '')
  const [confirming = '', ...others] = step.outcomes.map((it) => renderOutcome(it, captures))
  const how = renderHow(step.how, captures)
  // Without the captured value the outcomes are unknown; the instruction may still help.
  if (check === '' || (confirming === '' && how === '')) return ''
  const link = step.source === undefined ? '' : ` (${sourceLink(step.source)})`
  const outcomes = confirming === '' ? [] : [confirming, ...others.filter((it) => it !== '')]
  const lines = outcomes.map((it) => `- ${endSentence(it)}`)
  return [
    `${fitting ? '' : applicability(step)}**${check}${how === '' ? '.' : ':'}**${how}${how.includes('\n') ? '' : link}`,
    ...(how.includes('\n') && lines.length > 1 ? lines.with(-1, `${lines.at(-1)}${link}`) : lines),
  ].join('\n')
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

function visibleCount(steps: readonly string[]): number {
  let length = 0
  let count = 0
  for (const step of steps.slice(0, MAX_VISIBLE_STEPS)) {
    length += step.length
    if (count >= MIN_VISIBLE_STEPS && length > VISIBLE_LENGTH) break
    count++
  }
  return count
}
