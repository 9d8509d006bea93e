/** Describes a location in an issue as a noun phrase that fits after `from` and inside brackets. */
import type { Report, Source } from '../report/report.ts'
import { showValue } from './captured-value.ts'
import { inlineCode } from './defuse.ts'

const MAX_HEADING = 60

export interface LineLocation {
  readonly source: Source
  readonly heading?: string | null
  /** 1-based line number in the source. */
  readonly line: number
}

/**
 * For example `line 12 of the description, under “Logs”` or ``line 3 of `sdk-debug.txt` ``. Text that has lost its line
 * breaks has no line numbers, so only its heading or file is named.
 */
export function describeLocation(place: LineLocation, report: Report): string {
  if (place.source === 'title') return 'the title'
  const line = isFlattened(place, report) ? '' : `line ${place.line} of `
  const comment = report.comments?.find(({ source }) => source === place.source)
  if (comment !== undefined) return `${line}your comment of ${new Date(comment.writtenAt).toISOString().slice(0, 10)}`
  if (place.source !== 'body') return `${line}${showValue(place.source)}`
  const heading = place.heading ? `, under “${inlineCode(place.heading, MAX_HEADING)}”` : ''
  return `${line}the description${heading}`
}

function isFlattened(place: LineLocation, report: Report): boolean {
  return report.segments.some((it) => it.source === place.source && it.line === place.line && it.flattened)
}
