/**
 * Joins the segments of one list. An item that looks like a line of a log is a segment of another kind than its
 * neighbours, and a list of the steps of a login is one trace all the same.
 */
import type { Segment } from '../report/report.ts'

/** A segment within the text of its list. */
export interface ListPart {
  readonly segment: Segment
  /** 0-based line of the list's text at which the segment starts. */
  readonly line: number
  /** Offset in the list's text. */
  readonly start: number
}

interface ListedText {
  readonly text: string
  readonly parts: readonly ListPart[]
}

/** A blank line can part two items. */
const MAX_GAP = 1

/** @returns the texts to read as one, in order; a segment that is no item of a list is a text of its own */
export function joinLists(segments: readonly Segment[]): readonly ListedText[] {
  const groups: Segment[][] = []
  for (const segment of segments) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group !== undefined && last !== undefined && continuesList(last, segment)) group.push(segment)
    else groups.push([segment])
  }
  return groups.map(join)
}

function continuesList(last: Segment, next: Segment): boolean {
  const gap = next.line - endOf(last)
  return last.source === next.source && gap >= 0 && gap <= MAX_GAP && startsItem(last) && startsItem(next)
}

/** 1-based line of the source after the segment. */
function endOf({ line, text }: Segment): number {
  return line + text.split('\n').length
}

function startsItem({ outline }: Segment): boolean {
  return outline?.some(({ line }) => line === 0) === true
}

function join(segments: readonly Segment[]): ListedText {
  const parts: ListPart[] = []
  let text = ''
  const first = segments[0]?.line ?? 0
  for (const [at, segment] of segments.entries()) {
    const before = segments[at - 1]
    // As many lines as in the source, so that lines can be counted in either.
    const lines = before === undefined ? 0 : 1 + segment.line - endOf(before)
    text += '\n'.repeat(lines)
    parts.push({ segment, line: segment.line - first, start: text.length })
    text += segment.text
  }
  return { text, parts }
}
