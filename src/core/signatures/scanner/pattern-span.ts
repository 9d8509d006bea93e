/**
 * How far a match can reach, read from the syntax tree of its pattern. Most patterns match a few dozen characters: where
 * one of their literals stands, a look at these tells that there is no match, however dense literals are in a text.
 */
import { type AST, visitRegExpAST } from '@eslint-community/regexpp'
import { parseStrictly } from './pattern-syntax.ts'

export interface PatternSpan {
  /** Most characters that a match has outside its runs. */
  readonly width: number
  /** What unbounded repetitions take, 1 at the codes of ASCII, the last for all beyond. Null when there is none. */
  readonly runs: Uint8Array | null
}

/** Part of a text, `end` exclusive. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** A text, or its bytes in UTF-8, as far as its units tell where matches may lie. */
export interface Units {
  at(index: number): number
  /** Most units that a character takes; 1 where all is ASCII. */
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
  const width = widest(parseStrictly(pattern).alternatives, unbounded)
  return { width, runs: unbounded.length === 0 ? null : charactersOf(unbounded) }
}

/** Where literals of a pattern end, ascending: those of `ends` from `first` on that lie in `within`. */
export interface Places {
  readonly ends: readonly number[]
  readonly first: number
  readonly within: Stretch
}

/**
 * Every match that has one of these literals in it lies in one of the stretches around them. Those that touch are tried
 * as one, so that it takes time in proportion to what is looked at, however many literals stand there.
 * @param mayMatch tells of one stretch whether it may hold a match
 */
export function someStretch(
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
    end = reach.behind(at, within.end)
  }
  return end > start && mayMatch(start, end)
}

/** How far matches may reach around literals that end at ascending offsets. */
interface Reach {
  before(at: number, least: number): number
  behind(at: number, most: number): number
}

function fixedReach(width: number): Reach {
  return {
    before: (at, least) => Math.max(least, at - width),
    behind: (at, most) => Math.min(most, at + width),
  }
}

/** Goes on through what runs may take, until there is more of other characters than a match can have. */
function runningReach({ at: unitAt }: Units, width: number, runs: Uint8Array): Reach {
  const isCounted = (index: number) => runs[Math.min(unitAt(index), ASCII)] === 0
  let last = 0
  let end = 0
  let counted = 0 // from the last literal to the end
  return {
    before(at, least) {
      let start = at
      for (let left = width; start > least && !(isCounted(start - 1) && left-- === 0); ) start--
      return start
    },
    behind(at, most) {
      if (at > end) {
        end = at
        counted = 0
      } else for (let index = last; index < at; index++) if (isCounted(index)) counted--
      last = at
      for (; end < most && (counted < width || !isCounted(end)); end++) if (isCounted(end)) counted++
      return end
    },
  }
}

function widest(alternatives: readonly AST.Alternative[], unbounded: AST.Element[]): number {
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
      return widest(element.alternatives, unbounded)
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
  // The two languages do not agree on which controls are white space.
  return characters.map((is, code) => (code < 32 && code !== LINE_END ? 1 : is))
}
