/** Describes a location in an issue as a noun phrase that fits after `from` and inside brackets. */
import type { Report, Source } from '../report/report.ts'
import { showValue } from './captured-value.ts'
import { inlineCode } from './defuse.ts'
import { ENGLISH } from './frame/english.ts'
import type { Frame, Place } from './frame/frame.ts'

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
export function describeLocation(location: LineLocation, report: Report, frame: Frame = ENGLISH): string {
  return frame.place(placeOf(location, report))
}

function placeOf(location: LineLocation, report: Report): Place {
  const line = isFlattened(location, report) ? null : location.line
  if (location.source === 'title') return { in: 'title', line, name: '', heading: '' }
  const comment = report.comments?.find(({ source }) => source === location.source)
  if (comment !== undefined) {
    return { in: 'comment', line, name: new Date(comment.writtenAt).toISOString().slice(0, 10), heading: '' }
  }
  if (location.source !== 'body') return { in: 'file', line, name: showValue(location.source), heading: '' }
  const heading = location.heading ? inlineCode(location.heading, MAX_HEADING) : ''
  return { in: 'description', line, name: '', heading }
}

function isFlattened(location: LineLocation, report: Report): boolean {
  return report.segments.some((it) => it.source === location.source && it.line === location.line && it.flattened)
}
