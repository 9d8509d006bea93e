/**
 * Computes from a pattern's syntax tree how far a match can reach. Most patterns match a few dozen characters, so a
 * check of the characters around a literal can rule out a match, however densely literals occur in a text.
 */
import { type AST, visitRegExpAST } from '@eslint-community/regexpp'
import { parseStrictly } from './pattern-syntax.ts'

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

const ASCII = 128
const LINE_END = 10

/**
 * @param pattern in the syntax that JavaScript and RE2 share
 * @throws SyntaxError when the pattern is malformed
 */
export function spanOf(pattern: string): PatternSpan {
  const unbounded: AST.Element[] = []
  const width = widthOfWidest(parseStrictly(pattern).alternatives, unbounded)
  return { width, runs: unbounded.length === 0 ? null : charactersOf(unbounded) }
}

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

function widthOfWidest(alternatives: readonly AST.Alternative[], unbounded: AST.Element[]): number {
  const widths = alternatives.map(({ elements }) =>
    elements.reduce((sum, element) => sum + widthOf(element, unbounded), 0),
  )
  return Math.max(...widths)
}

function widthOf(element: AST.Element, unbounded: AST.Element[]): number {
  switch (element.type) {
    case 'Character':
    case 'CharacterSet':
    case 'CharacterClass':
      return 1
    case 'Group':
    case 'CapturingGroup':
      return widthOfWidest(element.alternatives, unbounded)
    case 'Assertion':
      return 0
    case 'Quantifier':
      if (element.max < Number.POSITIVE_INFINITY) return element.max * widthOf(element.element, unbounded)
      unbounded.push(element.element)
      return 0
    default:
      return Number.POSITIVE_INFINITY
  }
}

function charactersOf(elements: readonly AST.Element[]): Uint8Array {
  const characters = new Uint8Array(ASCII + 1).fill(1, ASCII)
  const add = ({ raw, parent }: AST.Character | AST.CharacterSet | AST.CharacterClass) => {
    if (parent?.type.startsWith('CharacterClass')) return
    const one = new RegExp(`^(?:${raw})$`, 'isu')
    for (let code = 0; code < ASCII; code++) if (one.test(String.fromCharCode(code))) characters[code] = 1
  }
  for (const element of elements) {
    visitRegExpAST(element, { onCharacterEnter: add, onCharacterSetEnter: add, onCharacterClassEnter: add })
  }
  // JavaScript and RE2 disagree about which control characters are white space.
  return characters.map((value, code) => (code < 32 && code !== LINE_END ? 1 : value))
}
