/** What the group of a pattern can capture at most, read from the pattern's syntax tree: which characters, how many. */
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'
import { isPlainCharacter, MAX_STRICT_LENGTH } from './strict-shapes.ts'

/**
 * Looks for a way in which a group could capture more than a plain value. Upper and lower case are folded in patterns, so
 * that two letters outside of ASCII can come in (K as in Kelvin, long s); whoever places a value looks at it once more.
 * @param pattern in the syntax that JavaScript and RE2 share
 * @param name of its group
 * @returns what is too wide, in words; null when every group of the name captures plain characters only, and at most
 *   `MAX_STRICT_LENGTH` of them
 * @throws SyntaxError when the pattern is malformed
 */
export function tooWide(pattern: string, name: string): string | null {
  let found: string | null = null
  visitRegExpAST(new RegExpParser({ ecmaVersion: 2025 }).parsePattern(pattern), {
    onCapturingGroupEnter(group) {
      if (group.name === name) found ??= unplain(group) ?? tooLong(group)
    },
  })
  return found
}

function tooLong(group: AST.CapturingGroup): string | null {
  const most = longest(group)
  if (most <= MAX_STRICT_LENGTH) return null
  return Number.isFinite(most) ? `${most} characters` : 'any number of characters'
}

/** The first part that can match a character with a meaning, as it stands in the pattern. */
function unplain(group: AST.CapturingGroup): string | null {
  let found: string | null = null
  const note = (node: AST.Node, isPlain: boolean) => {
    if (!isPlain) found ??= `\`${node.raw}\``
  }
  visitRegExpAST(group, {
    onCharacterEnter: (node) => {
      if (node.parent.type !== 'CharacterClass' && node.parent.type !== 'CharacterClassRange') note(node, isPlain(node))
    },
    onCharacterSetEnter: (node) => {
      if (node.parent.type !== 'CharacterClass') note(node, isPlain(node))
    },
    onCharacterClassEnter: (node) => note(node, !node.negate && node.elements.every(isPlain)),
    onBackreferenceEnter: (node) => note(node, false),
  })
  return found
}

function isPlain(element: AST.CharacterClassElement | AST.CharacterSet): boolean {
  switch (element.type) {
    case 'Character':
      return isPlainCharacter(String.fromCodePoint(element.value))
    case 'CharacterClassRange': {
      const { min, max } = element
      // No plain character is outside of ASCII.
      if (max.value > 0x7f) return false
      return Array.from({ length: max.value - min.value + 1 }, (_, at) => String.fromCodePoint(min.value + at)).every(
        isPlainCharacter,
      )
    }
    case 'CharacterSet':
      return (element.kind === 'digit' || element.kind === 'word') && !element.negate
    default:
      return false // nested classes are not RE2's; to be safe
  }
}

/** Characters that a part of a pattern can match at most. */
function longest(node: AST.Element | AST.Alternative): number {
  switch (node.type) {
    case 'Alternative':
      return node.elements.reduce((sum, element) => sum + longest(element), 0)
    case 'Group':
    case 'CapturingGroup':
      return Math.max(...node.alternatives.map(longest))
    case 'Quantifier':
      return node.max === 0 ? 0 : node.max * longest(node.element)
    case 'Assertion':
      return 0
    default:
      return 1
  }
}
