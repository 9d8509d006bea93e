import type { Hit } from '../signatures/pack.ts'

/** In characters. Matches this far apart on one line have nothing to do with each other; a line can be megabytes long. */
const MAX_LINE = 2_000

/** Two matches in one segment share a line if no line ends between them. */
export function sharesLine(a: Hit, b: Hit): boolean {
  const [first, second] = a.start <= b.start ? [a, b] : [b, a]
  if (second.start - first.end > MAX_LINE) return false
  return second.start < first.end || !first.segment.text.slice(first.end, second.start).includes('\n')
}
