/**
 * Tells whether the line at which the login in a report's log broke decides for a signature. Who reads the log needs no
 * other word: the rest of the report may be `Login fails, log attached.`
 */
import type { ReportedFlow } from '../flow/report-flow.ts'
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
