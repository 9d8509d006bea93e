/** Scans a report and reads how each match is meant. */
import { isRequestOnly, type Purpose, purposeOf } from '../report/purpose.ts'
import type { Report, Segment } from '../report/report.ts'
import type { Hit, Pack } from '../signatures/pack.ts'
import { type HitReading, readHit } from './mood.ts'

/** A match of a clause with its reading. */
export interface ReadHit extends Hit {
  readonly reading: HitReading
}

export interface ScannedReport {
  readonly report: Report
  readonly purpose: Purpose
  /** In segment order. */
  readonly hits: readonly ReadHit[]
}

/** @param report redacted */
export function scanReport(report: Report, pack: Pack): ScannedReport {
  const hits = pack.scanner.scan(report.segments)
  const purpose = purposeOf(report)
  const boilerplate = Map.groupBy(
    hits.filter(({ owned }) => owned.role === 'boilerplate'),
    ({ segment }) => segment,
  )
  const nothingFailed = isRequestOnly(purpose)
  const read = hits
    .filter(({ owned }) => owned.role !== 'boilerplate')
    .map((hit): ReadHit => {
      const reading = readHit(hit)
      if (boilerplate.get(hit.segment)?.some((it) => sharesLine(hit, it))) {
        return { ...hit, reading: { ...reading, mood: 'boilerplate' } }
      }
      const isExample = nothingFailed && reading.mood === 'stated' && !isAttached(hit.segment)
      return { ...hit, reading: isExample ? { ...reading, mood: 'example' } : reading }
    })
  return { report, purpose, hits: read }
}

/** What a log file shows was printed in a run. */
function isAttached({ kind, source }: Segment): boolean {
  return kind === 'log' && source !== 'body' && !source.startsWith('comment:')
}

/** Two matches in one segment share a line if no line ends between them. */
export function sharesLine(a: Hit, b: Hit): boolean {
  const [first, second] = a.start <= b.start ? [a, b] : [b, a]
  return second.start < first.end || !first.segment.text.slice(first.end, second.start).includes('\n')
}
