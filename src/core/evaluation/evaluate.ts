/** Measures a pack on labelled reports: diagnoses each report and keeps the results behind the figures. */
import { diagnose } from '../diagnosis/diagnose.ts'
import { readReport } from '../report/read-report.ts'
import type { Pack } from '../signatures/pack.ts'
import type { LabelledReport } from './corpus.ts'
import { type EvaluatedReport, judge } from './evaluated-report.ts'
import { type Figures, measure } from './figures.ts'

export interface Evaluation {
  readonly figures: Figures
  readonly outcomes: readonly EvaluatedReport[]
}

/** @param now a clock in milliseconds, for the `ms` figures */
export function evaluate(reports: readonly LabelledReport[], pack: Pack, now: () => number): Evaluation {
  const ms: number[] = []
  const outcomes = reports.map((report): EvaluatedReport => {
    const read = readReport(report.issue)
    const start = now()
    const diagnosis = diagnose(read, pack)
    ms.push(now() - start)
    return judge(report, diagnosis, pack)
  })
  return { figures: measure(outcomes, ms), outcomes }
}
