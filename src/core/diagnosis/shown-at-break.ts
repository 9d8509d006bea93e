/**
 * Tells whether the line at which the login in a report's log broke decides for a signature. Who reads the log needs no
 * other word: the rest of the report may be `Login fails, log attached.`
 */
import type { ReportedFlow } from '../flow/report-flow.ts'
import type { Report } from '../report/report.ts'
import type { Candidate } from './diagnosis.ts'

/** In lines: programs write a failure, its reason and the request on lines of their own. */
const MAX_DISTANCE = 2

export function isShownAtBreak({ evidence }: Candidate, flow: ReportedFlow | null): boolean {
  const broken = flow?.broken ?? null
  if (broken === null) return false
  return evidence.some(
    ({ strength, segment, source, line }) =>
      strength === 'decisive' &&
      segment === 'log' &&
      source === broken.segment &&
      Math.abs(line - broken.line) <= MAX_DISTANCE,
  )
}

/** Beside the title and the logs; not every language parts its words. */
const MAX_WORDS = 20
const MAX_CHARACTERS = 160

/** Whether a report leaves it to its logs to say what failed. */
export function saysLittle({ segments }: Report): boolean {
  const told = segments.filter(({ kind }) => kind === 'prose' || kind === 'quote').map(({ text }) => text)
  const words = told.flatMap((text) => text.split(/\s+/, MAX_WORDS))
  return words.length < MAX_WORDS && told.join(' ').length <= MAX_CHARACTERS
}
