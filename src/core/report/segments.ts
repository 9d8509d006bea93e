/** Joins adjacent lines of the same kind and section into segments. Missing lines become blank lines. */

import type { OutlineMark, Segment } from './report.ts'
import type { LocatedLine, ReportBuilder } from './report-builder.ts'
import type { Origin } from './restore-line-breaks.ts'

/** A segment with its section, from which the fields are built. */
export interface SegmentRun {
  readonly segment: Segment
  readonly section: number
  readonly isHeading: boolean
}

/** @param origins the body line that each parsed line came from */
export function joinIntoSegments(builder: ReportBuilder, origins: readonly Origin[]): readonly SegmentRun[] {
  const groups: LocatedLine[][] = []
  for (const line of builder.lines) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group !== undefined && last !== undefined && belongsTo(last, line, origins)) group.push(line)
    else groups.push([line])
  }
  return groups.map((group) => toRun(group, builder, origins))
}

function belongsTo(last: LocatedLine, next: LocatedLine, origins: readonly Origin[]): boolean {
  if (last.kind !== next.kind || last.section !== next.section || last.block !== next.block || next.line < last.line)
    return false
  const [before, after] = [originOf(last, origins), originOf(next, origins)]
  return before.flattened === after.flattened && (!after.flattened || before.line === after.line)
}

function toRun(group: readonly LocatedLine[], builder: ReportBuilder, origins: readonly Origin[]): SegmentRun {
  const [first] = group
  if (first === undefined) throw new RangeError('a group of lines is never empty')
  const heading = builder.sections[first.section]?.heading ?? null
  const outline = outlineOf(group, heading)
  const segment: Segment = {
    kind: first.kind,
    source: 'body',
    heading,
    ...originOf(first, origins),
    text: textOf(group),
    ...(outline.length > 0 && { outline }),
  }
  return { segment, section: first.section, isHeading: first.isHeading }
}

function outlineOf(group: readonly LocatedLine[], own: string | null): readonly OutlineMark[] {
  const first = group[0]?.line ?? 1
  let heading = own
  return group.flatMap(({ line, above, startsItem }): OutlineMark[] => {
    const isOther = above !== heading
    heading = above
    if (!isOther) return startsItem ? [{ line: line - first }] : []
    return [{ line: line - first, heading: above }]
  })
}

function textOf(group: readonly LocatedLine[]): string {
  let text = ''
  let at = group[0]?.line ?? 1
  for (const { line, text: lineText } of group) {
    const gap = line === at && text !== '' ? ' ' : '\n'.repeat(line - at)
    text += gap + lineText
    at = line
  }
  return text
}

function originOf({ line }: LocatedLine, origins: readonly Origin[]): Origin {
  return origins[line - 1] ?? { line, flattened: false }
}
