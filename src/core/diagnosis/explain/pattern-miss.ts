/** For a pattern without a hit, finds which of its literals occur in the report. */
import { lineAt, type Segment, type SegmentKind } from '../../report/report.ts'
import { literalRuns } from '../../signatures/scanner/literal-runs.ts'

export interface PatternMiss {
  readonly pattern: string
  /** Literals that occur, each with its first location. */
  readonly found: readonly LiteralLocation[]
  readonly missing: readonly string[]
}

export interface LiteralLocation {
  readonly literal: string
  readonly segment: SegmentKind
  /** 1-based line number in the source. */
  readonly line: number
}

/** @param segments the segments that the clause searches */
export function findLiterals(
  pattern: string,
  segments: readonly Segment[],
  { matchCase }: { readonly matchCase: boolean },
): PatternMiss {
  const fold = (text: string) => (matchCase ? text : text.toLowerCase())
  const folded = segments.map((segment) => ({ ...segment, text: fold(segment.text) }))
  const places = literalRuns(pattern).map((literal) => ({ literal, place: firstPlace(fold(literal), folded) }))
  return {
    pattern,
    found: places.flatMap(({ literal, place }) => (place === null ? [] : [{ literal, ...place }])),
    missing: places.filter(({ place }) => place === null).map(({ literal }) => literal),
  }
}

function firstPlace(literal: string, segments: readonly Segment[]): Omit<LiteralLocation, 'literal'> | null {
  for (const segment of segments) {
    const at = segment.text.indexOf(literal)
    if (at !== -1) return { segment: segment.kind, line: lineAt(segment, at) }
  }
  return null
}
