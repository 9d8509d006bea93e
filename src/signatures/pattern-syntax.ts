/** What the syntax tree of a pattern tells about running it: whether it can leave a line, and a quicker pattern to try first. */
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'

const LINE_END = 10

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
  let shorter = ''
  let kept = 0
  visitRegExpAST(new RegExpParser({ ecmaVersion: 2025 }).parsePattern(pattern), {
    onAssertionEnter({ start, end }) {
      shorter += pattern.slice(kept, start)
      kept = end
    },
  })
  return shorter + pattern.slice(kept)
}
