/** Compares the results of two packs on the same reports. */
import { type EvaluatedReport, isRightlyAsserted } from './evaluated-report.ts'

/** A pack's result for a report, in short form: `assert missing-scope`, `ask` or `silent`. */
export type Saying = string

export interface Difference {
  readonly id: string
  readonly expected: string
  readonly before: Saying
  readonly after: Saying
  readonly change: 'better' | 'worse' | 'other'
}

/**
 * @param before results of the first pack
 * @param after results of the second pack for the same reports in the same order
 * @returns only the reports with different results
 */
export function compare(before: readonly EvaluatedReport[], after: readonly EvaluatedReport[]): readonly Difference[] {
  return after.flatMap((now, at) => {
    const then = before[at]
    if (then === undefined || resultOf(then) === resultOf(now)) return []
    const { id, expected } = now.report
    return [{ id, expected, before: resultOf(then), after: resultOf(now), change: changeBetween(then, now) }]
  })
}

function resultOf({ diagnosis }: EvaluatedReport): Saying {
  return diagnosis.signature === null ? diagnosis.decision : `assert ${diagnosis.signature}`
}

function changeBetween(before: EvaluatedReport, after: EvaluatedReport): Difference['change'] {
  const gain = worth(after) - worth(before)
  if (gain === 0) return 'other'
  return gain > 0 ? 'better' : 'worse'
}

/** A correct assert is worth more than a question or silence, and a wrong one is worth less. */
function worth(outcome: EvaluatedReport): number {
  if (outcome.diagnosis.decision !== 'assert') return 0
  return isRightlyAsserted(outcome) ? 1 : -1
}
