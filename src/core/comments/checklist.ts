/** Renders a signature's checklist as a numbered list with the reporter's values filled in. */
import type { Diagnosis, Evidence } from '../diagnosis/diagnosis.ts'
import { STAGE_NAMES } from '../flow/stage.ts'
import type { Report } from '../report/report.ts'
import { howFor } from '../signatures/applies.ts'
import { namesIn, readsAsSentence } from '../signatures/authored-text.ts'
import { fittingTexts } from '../signatures/fitting-texts.ts'
import type { Check, Outcome, Signature } from '../signatures/schema.ts'
import { endSentence, fillCommand, renderAuthored } from './authored.ts'
import { type Captures, capturedValue } from './captured-value.ts'
import { codeSpan, type FenceLimits, fenceText } from './defuse.ts'
import { mentionEvidence } from './evidence-section.ts'
import { ENGLISH } from './frame/english.ts'
import type { Frame } from './frame/frame.ts'
import { sourceLink } from './source-link.ts'
import { answersToSteps, QuotedPassages } from './step-answers.ts'
import { compareNearness, type Nearness, nearnessOf } from './step-nearness.ts'

/** Steps that stay unfolded: more than two are not read, and fill a phone's screen. */
const SHORT_STEPS = 2
/** The open causes of a symptom, and a version that works, take the place of the second step. */
const SHORT_STEPS_BESIDE = 1
/** In characters. Two longer outcomes fill a phone's screen. */
const MAX_FOUND = 700
/** A longer command gets its own code block, which has GitHub's copy button. */
const MAX_INLINE_COMMAND = 60
const COMMAND: FenceLimits = { lines: 20, width: 1_200 }

export interface Checklist {
  /** The outcomes that the report shows by itself, with what to do then; empty if it shows none. */
  readonly found: string
  /** The first steps that the report leaves open, each with the outcome that confirms the failure. */
  readonly short: string
  /** Whether the report leaves open as many steps as `short` has room for. */
  readonly isShortFull: boolean
  /** The first step, for a report that answers all of them; empty if it leaves one open. */
  readonly answered: string
  /** Every step with all its outcomes, as a numbered list: those of `found`, then the open ones, then the answered ones. */
  readonly whole: string
  /** The 1-based numbers that the listed steps have in the signature, in list order. */
  readonly steps: readonly number[]
}

export interface ChecklistContext {
  readonly report: Report
  /** What the report already says, as in a diagnosis. */
  readonly answers: Diagnosis['answers']
  readonly values: Captures
  /** The login that the report's logs show; null or omitted if they show none. */
  readonly flow?: Diagnosis['flow']
  /** English if omitted. */
  readonly frame?: Frame
}

/** A step that fits the report, rendered. */
interface ListedStep {
  readonly short: string
  readonly instruction: string
  /** What follows the instruction, a line each: all outcomes. */
  readonly outcomes: readonly string[]
  /** Printed behind the instruction, or behind the last outcome if the instruction ends in a block; may be empty. */
  readonly link: string
  readonly answer: Evidence | undefined
  /** The outcome that the report shows; empty if it shows none. */
  readonly found: string
  readonly step: number
  readonly isOpen: boolean
  readonly nearness: Nearness
  /** False if the outcome that confirms the failure needs a value that the report does not have. */
  readonly confirms: boolean
}

/** Steps for other reports than this one, as their `when` says, are left out. */
export function renderChecklist(
  signature: Pick<Signature, 'id' | 'checklist'> & Partial<Pick<Signature, 'kind'>>,
  context: ChecklistContext,
): Checklist {
  const hasMore = signature.kind === 'symptom' || context.report.workingVersion !== undefined
  const short = hasMore ? SHORT_STEPS_BESIDE : SHORT_STEPS
  const chosen = chooseVariants(signature, context)
  const answers = answersToSteps(signature, context.answers)
  const listed = signature.checklist.flatMap((check, at): ListedStep[] => {
    const parts = chosen.has(check) ? renderStep(check, context) : null
    if (parts === null) return []
    const { outcome, passage: answer, isDone = false } = answers[at] ?? {}
    const found = renderFound(check, outcome, context.values)
    const nearness = nearnessOf(check, context.flow ?? null)
    return [{ ...parts, answer, found, step: at + 1, isOpen: !isDone, nearness }]
  })
  const shown = listed.filter(({ found }) => found !== '')
  const open = listed.filter(({ isOpen }) => isOpen).sort(compareOpen)
  const answered = listed.filter(({ isOpen, found }) => !isOpen && found === '')
  const ordered = [...shown, ...open, ...answered]
  const list = (items: readonly string[]) => items.map((text, index) => numbered(text, index + 1)).join('\n')
  const quoted = new QuotedPassages()
  const known = ordered.map((it, index) => knownOf(it, { number: index + 1, quoted }, context))
  const [first, second] = shown.map(({ found }) => `- ${found}`)
  const fitsBoth = short > 1 && `${first}${second}`.length <= MAX_FOUND
  return {
    found: [first, fitsBoth ? second : undefined].filter((it) => it !== undefined).join('\n'),
    short: list(open.slice(0, short).map(({ short }) => short)),
    isShortFull: open.length >= short,
    answered: open.length > 0 ? '' : list(answered.slice(0, 1).map(({ short }) => short)),
    whole: list(ordered.map((it, index) => wholeStep(it, known[index] ?? ''))),
    steps: ordered.map(({ step }) => step),
  }
}

/**
 * Steps with the same `check` are variants of one step, of which the first that fits is listed. Of several with the same
 * `when`, it is the first whose values the report has, or else the last, which needs the fewest.
 */
function chooseVariants({ id, checklist }: Pick<Signature, 'id' | 'checklist'>, context: ChecklistContext): Set<Check> {
  const fitting = fittingTexts(checklist, { id, kind: 'checklist' }, { report: context.report, diagnosis: context })
  const variants = [...Map.groupBy(fitting, ({ check }) => check).values()]
  return new Set(
    variants.map((group) => {
      const first = group[0] as Check
      const alike = group.filter(({ when }) => JSON.stringify(when) === JSON.stringify(first.when))
      return alike.find((it) => hasValues(it, context)) ?? alike.at(-1) ?? first
    }),
  )
}

function hasValues(step: Check, { report, values }: ChecklistContext): boolean {
  return namesIn(howFor(step, report.environment) ?? '').every((name) => capturedValue(name, values) !== null)
}

/** At the same stage, a step that cannot say what confirms the failure decides less. */
function compareOpen(a: ListedStep, b: ListedStep): number {
  return compareNearness(a.nearness, b.nearness) || Number(b.confirms) - Number(a.confirms)
}

/** The step with the outcome that the report shows. That it confirms the failure is said by the comment's headline. */
function renderFound({ check }: Check, outcome: Outcome | undefined, values: Captures): string {
  if (outcome === undefined) return ''
  const means = outcome.means?.replace(/^This confirms the failure(?:\. ?|: (\p{L}))/u, (_, first = '') =>
    first.toUpperCase(),
  )
  const text = renderOutcome({ ...outcome, means: means === '' ? undefined : means }, values)
  const name = renderAuthored(check, values).replace(/[.:]$/, '')
  return name === '' || text === '' ? '' : `**${name}:** ${text}`
}

/** What the report already says about a step; empty if that is nothing. A passage is quoted at one step only. */
function knownOf(
  { answer, nearness }: ListedStep,
  { number, quoted }: { readonly number: number; readonly quoted: QuotedPassages },
  { report, flow }: ChecklistContext,
): string {
  if (answer !== undefined) {
    const earlier = quoted.quote(answer, number)
    return earlier === null
      ? `You already report: ${mentionEvidence(answer, report)}`
      : `You already report it in what is quoted at step ${earlier}`
  }
  const reached = nearness === 'passed' ? flow?.reached : null
  return reached ? `You already show: the login got as far as ${STAGE_NAMES[reached]}` : ''
}

/** Returns null if nothing is left of the step without its captured values. */
function renderStep(
  step: Check,
  { report, values, frame = ENGLISH }: ChecklistContext,
): Pick<ListedStep, 'short' | 'instruction' | 'outcomes' | 'link' | 'confirms'> | null {
  const check = renderAuthored(step.check, values).replace(/[.:]$/, '')
  const [confirming = '', ...others] = step.outcomes.map((it) => renderOutcome(it, values))
  const how = renderHow(step, { report, values })
  // Without the captured value the outcomes are unknown; the instruction may still help.
  if (check === '' || (confirming === '' && how === '')) return null
  const instruction = `**${check}${how === '' ? '.' : ':'}**${how}`
  const seen = renderAuthored(step.outcomes[0]?.see ?? '', values)
  const first = confirming === '' ? [] : [`- ${frame.confirmedIf} ${endSentence(seen)}`]
  return {
    short: [instruction, ...first].join('\n'),
    instruction,
    outcomes: confirming === '' ? [] : [confirming, ...others],
    link: step.source === undefined ? '' : ` (${sourceLink(step.source)})`,
    confirms: confirming !== '',
  }
}

/** The step with what the report already says about it and with all its outcomes. */
function wholeStep({ instruction, outcomes, link }: ListedStep, known: string): string {
  const hasBlock = instruction.includes('\n')
  const lines = [known, ...outcomes].filter((it) => it !== '').map((it) => `- ${endSentence(it)}`)
  const ending = hasBlock && lines.length > 1 ? lines.with(-1, `${lines.at(-1)}${link}`) : lines
  return [`${instruction}${hasBlock ? '' : link}`, ...ending].join('\n')
}

/** Returns an empty string if what to see depends on a captured value that is missing. */
function renderOutcome({ see, means, next }: Pick<Outcome, 'see' | 'means' | 'next'>, values: Captures): string {
  const [seen, ...rest] = [see, means, next].map((it) => (it === undefined ? '' : renderAuthored(it, values)))
  return seen === ''
    ? ''
    : [seen, ...rest]
        .filter((it) => it !== '')
        .map((it) => endSentence(it as string))
        .join(' ')
}

/** Text that is not a sentence is a command or a click path, and is shown as code for copying. */
function renderHow(step: Check, { report, values }: Pick<ChecklistContext, 'report' | 'values'>): string {
  const how = howFor(step, report.environment)
  if (how === undefined) return ''
  if (readsAsSentence(how)) return ` ${endSentence(renderAuthored(how, values))}`.trimEnd()
  const command = fillCommand(how.trim(), values, report.environment.os === 'windows' ? 'powershell' : 'posix')
  const isForWindows = how === step.windows && step.windows !== step.how
  const [inline, above] = isForWindows ? [' in PowerShell,', ' in PowerShell:'] : ['', '']
  const short = command.length <= MAX_INLINE_COMMAND && !command.includes('\n')
  return short ? `${inline} ${codeSpan(command)}` : `${above}\n${fenceText(command, COMMAND)}`
}

function numbered(step: string, number: number): string {
  const indent = ' '.repeat(`${number}. `.length)
  return `${number}. ${step.replaceAll('\n', `\n${indent}`)}`
}
