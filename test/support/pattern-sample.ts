/** Makes up texts that a pattern matches, so that tests and benchmarks need no list of credentials. */
import { type AST, RegExpParser } from '@eslint-community/regexpp'
import type { Random } from './generator.ts'

const parser = new RegExpParser()
const FIRST_PRINTABLE = 0x21
const LAST_PRINTABLE = 0x7e
/** A repetition without an upper limit is repeated this many times more than required. */
const EXTRA = 4

/**
 * @param source of a pattern made of literals, classes, groups, alternatives and repetitions
 * @returns a text of printable ASCII that the pattern matches
 */
export function sampleOfPattern(source: string, random: Random): string {
  return sampleOf(parser.parsePattern(source), random)
}

function sampleOf(node: AST.Node, random: Random): string {
  switch (node.type) {
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup':
      return sampleOf(node.alternatives[random(node.alternatives.length)] as AST.Alternative, random)
    case 'Alternative':
      return node.elements.map((it) => sampleOf(it, random)).join('')
    case 'Quantifier':
      return repeated(node, random)
    case 'Character':
      return String.fromCodePoint(node.value)
    case 'CharacterClass':
    case 'CharacterSet':
      return oneOf(node, random)
    case 'Assertion':
      return ''
    default:
      throw new RangeError(`No sample can be made of ${node.type} in ${node.raw}.`)
  }
}

function repeated({ min, max, element }: AST.Quantifier, random: Random): string {
  const most = Math.min(max, min + EXTRA)
  return Array.from({ length: min + random(most - min + 1) }, () => sampleOf(element, random)).join('')
}

function oneOf(node: AST.CharacterClass | AST.CharacterSet, random: Random): string {
  const pattern = new RegExp(node.raw)
  const length = LAST_PRINTABLE - FIRST_PRINTABLE + 1
  const all = Array.from({ length }, (_, at) => String.fromCharCode(FIRST_PRINTABLE + at)).filter((it) =>
    pattern.test(it),
  )
  return all[random(all.length)] ?? ''
}
