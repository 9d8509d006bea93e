/** What two packs say differently of the same reports, report by report. */
import { type EvaluatedReport, isRightlyAsserted } from './evaluate.ts'

/** What a pack says of a report, in one word or two: `assert missing-scope`, `ask`, `silent`. */
export type Saying = string

export interface Difference {
  readonly id: string
  readonly expected: string
  readonly before: Saying
  readonly after: Saying
  readonly change: 'better' | 'worse' | 'other'
}

/**
 * @param before and after outcomes of the same reports in the same order
 * @returns only the reports of which the two say something different
 */
export function compare(before: readonly EvaluatedReport[], after: readonly EvaluatedReport[]): readonly Difference[] {
  return after.flatMap((now, at) => {
    const then = before[at]
    if (then === undefined || say(then) === say(now)) return []
    const { id, expected } = now.report
    return [{ id, expected, before: say(then), after: say(now), change: weigh(then, now) }]
  })
}

function say({ diagnosis }: EvaluatedReport): Saying {
  return diagnosis.signature === null ? diagnosis.decision : `assert ${diagnosis.signature}`
}

function weigh(before: EvaluatedReport, after: EvaluatedReport): Difference['change'] {
  const gain = worth(after) - worth(before)
  if (gain === 0) return 'other'
  return gain > 0 ? 'better' : 'worse'
}

/** A right assert helps; a wrong one harms more than a question or silence. */
function worth(outcome: EvaluatedReport): number {
  if (outcome.diagnosis.decision !== 'assert') return 0
  return isRightlyAsserted(outcome) ? 1 : -1
}
