/**
 * Tries the characters around a pattern's literals. Most patterns match a few dozen characters, so this check can rule
 * out a match, however densely literals occur in a text.
 */

export interface PatternSpan {
  /** Maximum number of characters in a match, not counting unbounded repetitions. */
  readonly width: number
  /**
   * 1 for each ASCII code that unbounded repetitions match; the last cell is for all other codes. Null if there are
   * none.
   */
  readonly runs: Uint8Array | null
}

/** Part of a text; `end` is exclusive. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** A text as UTF-16 units or UTF-8 bytes. */
export interface Units {
  at(index: number): number
  /** Maximum number of units per character; 1 when all characters are ASCII. */
  readonly most: 1 | 2 | 4
}

/** The number of ASCII codes. */
export const ASCII = 128

/**
 * The offsets at which a pattern's literals end: those in the ascending list `ends`, from index `first`, that are in
 * `within`.
 */
export interface Places {
  readonly ends: readonly number[]
  readonly first: number
  readonly within: Stretch
}

/**
 * Returns true if a match may exist around one of these literals. Every match that contains such a literal is inside
 * one of the stretches around the literals. Stretches that touch are tried as one, so the time is linear in the length
 * of the text, however many literals there are.
 * @param mayMatch returns true if a stretch may contain a match
 */
export function someRangeMayMatch(
  units: Units,
  places: Places,
  span: PatternSpan,
  mayMatch: (start: number, end: number) => boolean,
): boolean {
  const { ends, first, within } = places
  const reach = span.runs === null ? fixedReach(span.width * units.most) : runningReach(units, span.width, span.runs)
  let { start } = within
  let end = start
  for (let place = first; place < ends.length && (ends[place] as number) <= within.end; place++) {
    const at = ends[place] as number
    if (at > end) {
      if (end > start && mayMatch(start, end)) return true
      start = reach.before(at, within.start)
    }
    end = reach.after(at, within.end)
  }
  return end > start && mayMatch(start, end)
}

/** How far matches can extend around literals that end at ascending offsets. */
interface Reach {
  before(at: number, min: number): number
  after(at: number, max: number): number
}

function fixedReach(width: number): Reach {
  return {
    before: (at, min) => Math.max(min, at - width),
    after: (at, max) => Math.min(max, at + width),
  }
}

/** Extends over the characters in `runs`, until there are more than `width` other characters. */
function runningReach({ at: unitAt }: Units, width: number, runs: Uint8Array): Reach {
  const isCounted = (index: number) => runs[Math.min(unitAt(index), ASCII)] === 0
  let last = 0
  let end = 0
  let counted = 0 // other characters from the last literal to `end`
  return {
    before(at, min) {
      let start = at
      for (let left = width; start > min && !(isCounted(start - 1) && left-- === 0); ) start--
      return start
    },
    after(at, max) {
      if (at > end) {
        end = at
        counted = 0
      } else for (let index = last; index < at; index++) if (isCounted(index)) counted--
      last = at
      for (; end < max && (counted < width || !isCounted(end)); end++) if (isCounted(end)) counted++
      return end
    },
  }
}
