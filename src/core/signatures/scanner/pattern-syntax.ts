/** What the syntax tree of a pattern tells about running it: whether it can leave a line, and a quicker pattern to try first. */
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'

const LINE_END = 10

/**
 * @param pattern in the syntax that JavaScript and RE2 share
 * @throws SyntaxError when the pattern is malformed, or JavaScript might read it otherwise than RE2 does
 */
export function parseStrictly(pattern: string): AST.Pattern {
  const shared = writeNeedlessEscapes(pattern)
  // Without `unicode` JavaScript takes `\A` for the letter A and `[[:alpha:]]` for a class of letters and a bracket.
  return new RegExpParser({ ecmaVersion: 2025 }).parsePattern(shared, 0, shared.length, { unicode: true })
}

/** Both languages take `\-` or `\"` for the character itself, but JavaScript's strict syntax wants to hear it as a code. */
function writeNeedlessEscapes(pattern: string): string {
  return pattern.replace(/\\([\s\S])/g, (written, character: string) =>
    /[-"'`:,;=<>@#%&~! ]/.test(character) ? `\\x${character.charCodeAt(0).toString(16)}` : written,
  )
}

/**
 * @param pattern in the syntax that JavaScript and RE2 share
 * @returns true when no match can hold a line end
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
      return true // nested classes are not RE2's; to be safe
  }
}

/** `.` never matches a line end here, since patterns run without the flag that lets it. */
function setHoldsLineEnd(node: AST.CharacterSet): boolean {
  if (node.kind === 'any') return false
  if (node.kind === 'property') return true
  return node.kind === 'space' ? !node.negate : node.negate
}

/**
 * The pattern without word boundaries and line anchors: it matches wherever the pattern does, and elsewhere too. RE2's
 * automaton knows no such assertions and would hand the text to a search ten times slower.
 */
export function withoutAssertions(pattern: string): string {
  const cuts: Cut[] = []
  visitRegExpAST(new RegExpParser({ ecmaVersion: 2025 }).parsePattern(pattern), {
    onAssertionEnter: ({ start, end }) => cuts.push({ start, end, by: '' }),
  })
  return withCuts(pattern, cuts)
}

/**
 * The same without counts: `{0,80}` is any number. To count, the automaton needs a state for every set of places where
 * the count may have begun, and a text that begins it often makes it build one for nearly every character.
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

/** What stands there instead of a part of a pattern. */
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
