/**
 * Finds the fixed texts in a pattern, as its author wrote them. An explanation lists them when the pattern does not
 * match.
 */
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'
import { MIN_LITERAL_LENGTH } from './literals.ts'

/**
 * @param pattern in the syntax that JavaScript and RE2 share
 * @returns every run of at least `MIN_LITERAL_LENGTH` fixed characters, in order, without duplicates
 * @throws SyntaxError when the pattern is malformed
 */
export function literalRuns(pattern: string): readonly string[] {
  const runs: string[] = []
  visitRegExpAST(new RegExpParser({ ecmaVersion: 2025 }).parsePattern(pattern), {
    onAlternativeEnter: ({ elements }) => runs.push(...runsOf(elements)),
  })
  return [...new Set(runs.map((it) => it.trim()).filter((it) => it.length >= MIN_LITERAL_LENGTH))]
}

function runsOf(elements: readonly AST.Element[]): readonly string[] {
  const runs = ['']
  for (const element of elements) {
    if (element.type === 'Character') runs.push(`${runs.pop()}${String.fromCodePoint(element.value)}`)
    else if (element.type !== 'Assertion') runs.push('')
  }
  return runs
}
