/** Finds what a report shows of a failure whose cause is not known, and what it leaves open. */
import type { Report } from '../report/report.ts'
import { errorLineOf, type FailureLine } from './error-line.ts'

const WAITS =
  /\b(?:hangs?|hanging|freezes?|frozen|stuck|spins?|spinning|loading (?:forever|screen)|never (?:finishes|completes|ends|returns|loads)|nothing (?:happens|responds|reacts)|no reaction|for ?ever|blank (?:page|screen)|keeps (?:waiting|loading))\b/i

/** Words that say when it worked, or what has changed since. */
const WHEN =
  /\b(?:since|until|used to|worked|first time|today|yesterday|this (?:morning|afternoon|evening|week)|last (?:night|week|month)|suddenly|stopped|no longer|upgrad\w+|updat\w+)\b/i

/** What a question can be about if no signature leads. */
export interface OpenPoints {
  /** True if the report is little more than a picture or a file that could not be read. */
  readonly needsText: boolean
  readonly hasPicture: boolean
  /** The line that shows the failure; null if no line does. */
  readonly failureLine: FailureLine | null
  /** True if the report says when it worked, or what has changed. */
  readonly saysWhen: boolean
  /** True if the report says that something hangs or that nothing happens. */
  readonly waits: boolean
}

export function openPointsOf(report: Report): OpenPoints {
  const { segments, hasPicture = false } = report
  const waits = segments.some(({ text }) => WAITS.test(text))
  const line = errorLineOf(report)
  // Where a page stays at "Loading account", these words show no failure.
  const failureLine = waits && !line?.isError ? null : line
  return {
    needsText: failureLine === null && needsText(report),
    hasPicture,
    failureLine,
    saysWhen: segments.some(({ kind, text }) => kind !== 'log' && WHEN.test(text)),
    waits,
  }
}

/** In words, without the title. */
const LITTLE_TEXT = 40

function needsText({ segments, hasPicture, unread }: Report): boolean {
  if (!hasPicture && !unread?.length) return false
  const words = segments.filter(({ kind }) => kind !== 'title').flatMap(({ text }) => text.split(/\s+/, LITTLE_TEXT))
  return words.length < LITTLE_TEXT
}
