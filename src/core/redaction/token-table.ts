/**
 * Turns a table of token shapes into redaction rules. A row is one line:
 *
 *     kind | name | prefixes | rest | look-alike | how to revoke it
 *
 * The prefixes are literals, separated by spaces. The rest is a pattern for what follows them. A rest of a fixed length
 * must not be followed by a letter or digit. The look-alike is a text with the prefix that the row must leave unchanged;
 * the tests check that, and generate the text that it must replace. The last column is a page of the vendor or an
 * instruction.
 */
import { prefixed, type RedactionRule } from './rule.ts'
import { readsAsWords } from './value-shapes.ts'

export interface TokenShape {
  readonly id: string
  readonly name: string
  readonly prefixes: readonly string[]
  /** Source of a pattern; the prefix is not part of it. */
  readonly rest: string
  readonly lookAlike: string
  readonly revoke: string
}

/** @throws RangeError for a row that does not have six cells, which the tests of every table would show */
export function readTokenTable(table: string): readonly TokenShape[] {
  return table
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(readRow)
}

/** The rule for a row. */
export function ruleFor({ id, name, prefixes, rest, revoke }: TokenShape): RedactionRule {
  const end = /\{\d+\}$/.test(rest) ? '(?![A-Za-z0-9])' : ''
  const start = prefixes.map((prefix) => RegExp.escape(prefix)).join('|')
  return prefixed({
    id,
    name,
    revoke,
    hints: prefixes.map((prefix) => prefix.toLowerCase()),
    shape: new RegExp(`(?:${start})${firstPart(rest)}`, 'y'),
    body: `(?:${start})${rest}${end}`,
    // A short prefix also starts names, such as `sk_some_long_function_name`.
    accept: (it) => prefixes.every((prefix) => prefix.length >= MIN_UNMISTAKABLE) || !readsAsWords(it),
  })
}

/** A prefix of this length occurs in no other text. */
const MIN_UNMISTAKABLE = 5

function readRow(line: string): TokenShape {
  const cells = line.split(' | ').map((cell) => cell.trim())
  if (cells.length !== 6) throw new RangeError(`A row of the token table has 6 cells: ${line}`)
  const [id = '', name = '', prefixes = '', rest = '', lookAlike = '', revoke = ''] = cells
  return { id, name, prefixes: prefixes.split(' '), rest, lookAlike, revoke }
}

/** The beginning of a pattern, up to its first repetition, of which only the minimum is required. */
function firstPart(rest: string): string {
  const repetition = /\{(\d+)[^}]*\}/.exec(rest)
  return repetition === null ? rest : `${rest.slice(0, repetition.index)}{${repetition[1]}}`
}
