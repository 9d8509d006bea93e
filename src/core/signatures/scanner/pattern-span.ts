/** Computes from a pattern's syntax tree how far a match can reach. */
import { type AST, visitRegExpAST } from '@eslint-community/regexpp'
import { parseStrictly } from './pattern-syntax.ts'
import { ASCII, type PatternSpan } from './span-search.ts'

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
