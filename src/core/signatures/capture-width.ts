/** Determines from a pattern's syntax tree which characters a group can capture, and at most how many. */
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'
import { isPlainCharacter, MAX_STRICT_LENGTH } from './strict-shapes.ts'

/**
 * Checks whether a group can capture anything other than a plain value. Patterns ignore case, so two letters outside
 * ASCII can match too (the Kelvin sign and the long s). The code that inserts a value checks it again.
 * @param pattern in the syntax that JavaScript and RE2 share
 * @param name the group's name
 * @returns a description of what the group can capture; null when every group with that name captures only plain
 *   characters, and at most `MAX_STRICT_LENGTH` of them
 * @throws SyntaxError when the pattern is malformed
 */
export function describeUnsafeCapture(pattern: string, name: string): string | null {
  let found: string | null = null
  visitRegExpAST(new RegExpParser({ ecmaVersion: 2025 }).parsePattern(pattern), {
    onCapturingGroupEnter(group) {
      if (group.name === name) found ??= unplain(group) ?? tooLong(group)
    },
  })
  return found
}

function tooLong(group: AST.CapturingGroup): string | null {
  const length = maxLengthOf(group)
  if (length <= MAX_STRICT_LENGTH) return null
  return Number.isFinite(length) ? `${length} characters` : 'any number of characters'
}

/** Returns the source of the first part that can match a character that is not plain. */
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
      // All plain characters are ASCII.
      if (max.value > 0x7f) return false
      return Array.from({ length: max.value - min.value + 1 }, (_, at) => String.fromCodePoint(min.value + at)).every(
        isPlainCharacter,
      )
    }
    case 'CharacterSet':
      return (element.kind === 'digit' || element.kind === 'word') && !element.negate
    default:
      return false // RE2 has no nested classes
  }
}

/** Returns the maximum number of characters that a part of a pattern can match. */
function maxLengthOf(node: AST.Element | AST.Alternative): number {
  switch (node.type) {
    case 'Alternative':
      return node.elements.reduce((sum, element) => sum + maxLengthOf(element), 0)
    case 'Group':
    case 'CapturingGroup':
      return Math.max(...node.alternatives.map(maxLengthOf))
    case 'Quantifier':
      return node.max === 0 ? 0 : node.max * maxLengthOf(node.element)
    case 'Assertion':
      return 0
    default:
      return 1
  }
}
