/**
 * Finds the literal texts of which every match of a pattern must contain at least one. The scanner looks for those
 * first, so that the cost of a scan does not grow with the number of patterns; see
 * https://swtch.com/~rsc/regexp/regexp4.html for the idea.
 */
import type { AST } from '@eslint-community/regexpp'
import { parseStrictly } from './pattern-syntax.ts'

/** A shorter literal would point at too many places to be worth looking for. */
export const MIN_LITERAL_LENGTH = 3

/** A larger set of alternatives is not followed further. */
const MAX_LITERALS = 24

/** What is known of a node: all the texts it can be (`exact`), and texts of which one must occur in it (`needs`). */
interface Knowledge {
  readonly exact: readonly string[] | null
  readonly needs: readonly string[] | null
}

const EMPTY: Knowledge = { exact: [''], needs: null }
const UNKNOWN: Knowledge = { exact: null, needs: null }

/**
 * @param pattern in the syntax that JavaScript and RE2 share
 * @returns lower-case ASCII texts of which each match contains at least one, or null when there are none of
 *   `MIN_LITERAL_LENGTH` letters or digits
 * @throws SyntaxError when the pattern is malformed, or JavaScript might read it otherwise than RE2 does
 */
export function requiredLiterals(pattern: string): readonly string[] | null {
  return strongest([knowDisjunction(parseStrictly(pattern).alternatives)])
}

function knowDisjunction(alternatives: readonly AST.Alternative[]): Knowledge {
  const known = alternatives.map((it) => knowSequence(it.elements))
  const exact = mergeAll(known.map((it) => it.exact))
  const needs = mergeAll(known.map((it) => strongest([it])))
  return { exact, needs }
}

function mergeAll(sets: readonly (readonly string[] | null)[]): readonly string[] | null {
  const merged = new Set<string>()
  for (const set of sets) {
    if (set === null) return null
    for (const text of set) merged.add(text)
  }
  return merged.size <= MAX_LITERALS ? [...merged] : null
}

/** Joins neighbours whose texts are all known into longer texts; every finished run is something that must occur. */
function knowSequence(elements: readonly AST.Element[]): Knowledge {
  const found: Knowledge[] = []
  let run: readonly string[] = ['']
  let whole = true
  for (const element of elements) {
    const known = knowElement(element)
    const longer = known.exact === null ? null : product(run, known.exact)
    if (longer !== null) {
      run = longer
      continue
    }
    found.push({ exact: run, needs: null }, known)
    whole = false
    run = known.exact ?? ['']
  }
  if (whole) return { exact: run, needs: null }
  found.push({ exact: run, needs: null })
  return { exact: null, needs: strongest(found) }
}

function product(left: readonly string[], right: readonly string[]): readonly string[] | null {
  if (left.length * right.length > MAX_LITERALS) return null
  return left.flatMap((a) => right.map((b) => a + b))
}

function knowElement(element: AST.Element): Knowledge {
  switch (element.type) {
    case 'Character':
      return knowCharacter(element.value)
    case 'CharacterClass':
      return knowClass(element)
    case 'Group':
    case 'CapturingGroup':
      return knowDisjunction(element.alternatives)
    case 'Quantifier':
      return knowQuantifier(element)
    case 'Assertion':
      return EMPTY
    default:
      return UNKNOWN
  }
}

/** Only ASCII is looked for, because only ASCII folds its case without changing length. */
function knowCharacter(code: number): Knowledge {
  return code < 128 ? { exact: [String.fromCharCode(code).toLowerCase()], needs: null } : UNKNOWN
}

function knowClass(node: AST.CharacterClass): Knowledge {
  // RE2 takes a bracket that comes first for a member: its `[][x]` is one class, not two.
  if (node.elements.length === 0) throw new SyntaxError('empty class')
  if (node.negate || node.elements.length > 4) return UNKNOWN
  const parts = node.elements.map((it) => (it.type === 'Character' ? knowCharacter(it.value).exact : null))
  return { exact: mergeAll(parts), needs: null }
}

function knowQuantifier(node: AST.Quantifier): Knowledge {
  const inner = knowElement(node.element)
  if (node.min === 0) return node.max === 1 ? { exact: mergeAll([inner.exact, ['']]), needs: null } : UNKNOWN
  if (node.min === 1 && node.max === 1) return inner
  return { exact: null, needs: strongest([inner]) }
}

/** Of several sets, the one whose shortest text is longest; null when none is long enough. */
function strongest(known: readonly Knowledge[]): readonly string[] | null {
  let best: readonly string[] | null = null
  for (const it of known) {
    for (const set of [it.exact, it.needs]) {
      if (set !== null && shortest(set) >= Math.max(MIN_LITERAL_LENGTH, best === null ? 0 : shortest(best) + 1))
        best = set
    }
  }
  return best
}

/** Letters and digits of the shortest text; spaces and punctuation stand everywhere and point at nothing. */
function shortest(set: readonly string[]): number {
  return Math.min(...set.map((it) => it.replace(/[^a-z0-9]/g, '').length))
}
