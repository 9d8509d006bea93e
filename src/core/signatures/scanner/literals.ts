/**
 * Finds a set of literals such that every match of a pattern contains at least one of them. The scanner searches for
 * the literals first, so the cost of a scan does not grow with the number of patterns. Idea:
 * https://swtch.com/~rsc/regexp/regexp4.html
 */
import type { AST } from '@eslint-community/regexpp'
import { parseStrictly } from './pattern-syntax.ts'

/** In letters and digits. A shorter literal occurs too often to be useful. */
export const MIN_LITERAL_LENGTH = 3

/** A set with more alternatives than this counts as unknown. */
const MAX_LITERALS = 24

/** What is known about the literals of a syntax tree node. */
interface Knowledge {
  /** All texts that the node can match; null if unknown. */
  readonly exact: readonly string[] | null
  /** Texts, at least one of which occurs in every match of the node; null if unknown. */
  readonly needs: readonly string[] | null
  /** More sets of that kind; each of them has a text in every match. */
  readonly every?: readonly (readonly string[])[] | undefined
}

const EMPTY: Knowledge = { exact: [''], needs: null }
const UNKNOWN: Knowledge = { exact: null, needs: null }

/** In characters. A companion is searched for only near a literal, so it may be shorter than one. */
const MIN_COMPANION_LENGTH = 2

/** A few companions rule out nearly all places that all of them would. */
const MAX_COMPANIONS = 3

/**
 * @param pattern in the syntax that JavaScript and RE2 share
 * @returns lower-case ASCII texts, at least one of which occurs in each match, or null when there is no such set whose
 *   texts all have at least `MIN_LITERAL_LENGTH` letters or digits
 * @throws SyntaxError when the pattern is malformed, or when JavaScript might read it differently from RE2
 */
export function requiredLiterals(pattern: string): readonly string[] | null {
  return strongest([knowDisjunction(parseStrictly(pattern).alternatives)])
}

/**
 * @param pattern that `requiredLiterals` accepts
 * @returns for each alternative of the pattern, sets of lower-case ASCII texts: a match contains at least one text of
 *   every set of one alternative. Empty if nothing is known about an alternative.
 */
export function companionLiterals(pattern: string): readonly (readonly (readonly string[])[])[] {
  const alternatives = parseStrictly(pattern).alternatives.map(({ elements }) => {
    const { exact, every = [] } = knowSequence(elements)
    return [...every, ...(exact === null ? [] : [exact])]
      .filter((set) => set.every(({ length }) => length >= MIN_COMPANION_LENGTH))
      .sort((a, b) => a.length - b.length)
      .slice(0, MAX_COMPANIONS)
  })
  return alternatives.some((sets) => sets.length === 0) ? [] : alternatives
}

function knowDisjunction(alternatives: readonly AST.Alternative[]): Knowledge {
  const known = alternatives.map((it) => knowSequence(it.elements))
  const exact = mergeAll(known.map((it) => it.exact))
  const needs = mergeAll(known.map((it) => strongest([it])))
  if (known.length === 1) return { exact, needs, every: known[0]?.every }
  const companion = mergeAll(known.map(longestSet))
  return { exact, needs, every: companion === null ? [] : [companion] }
}

/** Returns the set whose shortest text is longest, or null when none is long enough for a companion. */
function longestSet({ exact, needs, every = [] }: Knowledge): readonly string[] | null {
  const shortestText = (set: readonly string[]) => Math.min(...set.map(({ length }) => length))
  const [first] = [exact, needs, ...every]
    .filter((set) => set !== null)
    .filter((set) => shortestText(set) >= MIN_COMPANION_LENGTH)
    .sort((a, b) => shortestText(b) - shortestText(a))
  return first ?? null
}

function mergeAll(sets: readonly (readonly string[] | null)[]): readonly string[] | null {
  const merged = new Set<string>()
  for (const set of sets) {
    if (set === null) return null
    for (const text of set) merged.add(text)
  }
  return merged.size <= MAX_LITERALS ? [...merged] : null
}

/** Joins adjacent elements with known texts into longer texts. At least one text of every finished run must occur. */
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
  const every = found.flatMap(({ exact, every = [] }) => (exact === null ? every : [...every, exact]))
  return { exact: null, needs: strongest(found), every }
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

/** Literals are ASCII only, because only ASCII keeps its length when case is folded. */
function knowCharacter(code: number): Knowledge {
  return code < 128 ? { exact: [String.fromCharCode(code).toLowerCase()], needs: null } : UNKNOWN
}

function knowClass(node: AST.CharacterClass): Knowledge {
  // In RE2 a bracket at the start of a class is a member: `[][x]` is one class, not two.
  if (node.elements.length === 0) throw new SyntaxError('empty class')
  if (node.negate || node.elements.length > 4) return UNKNOWN
  const parts = node.elements.map((it) => (it.type === 'Character' ? knowCharacter(it.value).exact : null))
  return { exact: mergeAll(parts), needs: null }
}

function knowQuantifier(node: AST.Quantifier): Knowledge {
  const inner = knowElement(node.element)
  if (node.min === 0) return node.max === 1 ? { exact: mergeAll([inner.exact, ['']]), needs: null } : UNKNOWN
  if (node.min === 1 && node.max === 1) return inner
  return {
    exact: null,
    needs: strongest([inner]),
    every: [...(inner.every ?? []), ...(inner.exact ? [inner.exact] : [])],
  }
}

/** Returns the set whose shortest text is longest, or null when none is long enough. */
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

/**
 * Returns the smallest number of letters and digits in any text of the set. Spaces and punctuation are too common to
 * count.
 */
function shortest(set: readonly string[]): number {
  return Math.min(...set.map((it) => it.replace(/[^a-z0-9]/g, '').length))
}
