/** Determines from a pattern's syntax tree whether a match can span lines, and derives faster patterns to try first. */
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'

const LINE_END = 10

/**
 * @param pattern in the syntax that JavaScript and RE2 share
 * @throws SyntaxError when the pattern is malformed, or when JavaScript might read it differently from RE2
 */
export function parseStrictly(pattern: string): AST.Pattern {
  const shared = writeNeedlessEscapes(pattern)
  // Without `unicode`, JavaScript reads `\A` as the letter A and `[[:alpha:]]` as a class of letters and a bracket.
  return new RegExpParser({ ecmaVersion: 2025 }).parsePattern(shared, 0, shared.length, { unicode: true })
}

/** `\-` or `\"` means the character itself in both languages, but JavaScript's strict syntax accepts only its code. */
function writeNeedlessEscapes(pattern: string): string {
  return pattern.replace(/\\([\s\S])/g, (written, character: string) =>
    /[-"'`:,;=<>@#%&~! ]/.test(character) ? `\\x${character.charCodeAt(0).toString(16)}` : written,
  )
}

/**
 * @param pattern in the syntax that JavaScript and RE2 share
 * @returns true when no match can contain a line end
 * @throws SyntaxError when the pattern is malformed
 */
export function staysInLine(pattern: string): boolean {
  let stays = true
  const leaves = (mayMatchLineEnd: boolean) => {
    if (mayMatchLineEnd) stays = false
  }
  visitRegExpAST(new RegExpParser({ ecmaVersion: 2025 }).parsePattern(pattern), {
    onCharacterEnter: (node) => leaves(node.parent.type !== 'CharacterClass' && node.value === LINE_END),
    onCharacterSetEnter: (node) => leaves(node.parent.type !== 'CharacterClass' && setHoldsLineEnd(node)),
    onCharacterClassEnter: (node) => leaves(node.negate !== node.elements.some(holdsLineEnd)),
  })
  return stays
}

function holdsLineEnd(element: AST.CharacterClassElement): boolean {
  switch (element.type) {
    case 'Character':
      return element.value === LINE_END
    case 'CharacterClassRange':
      return element.min.value <= LINE_END && element.max.value >= LINE_END
    case 'CharacterSet':
      return setHoldsLineEnd(element)
    default:
      return true // RE2 has no nested classes
  }
}

/** `.` never matches a line end, since patterns run without the `s` flag. */
function setHoldsLineEnd(node: AST.CharacterSet): boolean {
  if (node.kind === 'any') return false
  if (node.kind === 'property') return true
  return node.kind === 'space' ? !node.negate : node.negate
}

/**
 * Removes word boundaries and line anchors. The result matches wherever the pattern does, and elsewhere too. RE2's
 * automaton does not support these assertions and would fall back to a search ten times slower.
 */
export function withoutAssertions(pattern: string): string {
  const cuts: Cut[] = []
  visitRegExpAST(new RegExpParser({ ecmaVersion: 2025 }).parsePattern(pattern), {
    onAssertionEnter: ({ start, end }) => cuts.push({ start, end, by: '' }),
  })
  return withCuts(pattern, cuts)
}

/**
 * Also removes counts: `{0,80}` becomes any number. To count, the automaton needs a state for every set of offsets at
 * which the count may have started. A text that starts the count often makes the automaton build a state for nearly
 * every character.
 */
export function withoutCounts(pattern: string): string {
  const cuts: Cut[] = []
  visitRegExpAST(new RegExpParser({ ecmaVersion: 2025 }).parsePattern(pattern), {
    onAssertionEnter: ({ start, end }) => cuts.push({ start, end, by: '' }),
    onQuantifierLeave({ element, end, min, max }) {
      if (max > 1) cuts.push({ start: element.end, end, by: min === 0 ? '*' : '+' })
    },
  })
  return withCuts(pattern, cuts)
}

/** A part of a pattern and its replacement. */
interface Cut {
  readonly start: number
  readonly end: number
  readonly by: string
}

function withCuts(pattern: string, cuts: readonly Cut[]): string {
  let text = ''
  let kept = 0
  for (const { start, end, by } of cuts.toSorted((a, b) => a.start - b.start)) {
    text += pattern.slice(kept, start) + by
    kept = end
  }
  return text + pattern.slice(kept)
}
