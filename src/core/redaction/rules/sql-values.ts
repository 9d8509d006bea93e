/** Credentials in rows of SQL: the column that a value belongs to stands before all of the values. */
import { type CredentialNature, natureOf } from '../credential-names.ts'
import type { RedactionRule, SecretMatch } from '../rule.ts'
import { looksGenerated, looksLikePassword } from '../value-shapes.ts'
import { isPrefixedToken } from './prefixed-tokens.ts'
import { PASSWORD, TOKEN } from './revocation.ts'

const COLUMNS = /\((?<columns>[\w\s,"`[\].]{3,1000})\)\s{0,40}values?\s{0,40}(?=\()/gi
/** A string, or anything else up to the next comma or bracket. */
const VALUE =
  /\s{0,40}(?:N?'(?<text>[^'\n]{0,8192})'|"(?<quoted>[^"\n]{0,8192})"|[^,()'"\n]{0,200})\s{0,40}(?<end>[,)]|$)/gy
/** Between two rows. */
const NEXT_ROW = /\s{0,4},?\s{0,40}\(/y
/** A dump has thousands of rows; those after these belong to the next statement. */
const MAX_VALUES = 20_000

export const SQL_VALUES: readonly RedactionRule[] = [
  rowsOf(PASSWORD, ['password'], (it) => looksLikePassword(it) && !/^(?:[a-z_.-]+|[A-Z_]+)$|\s/.test(it)),
  rowsOf(TOKEN, ['token', 'key'], (it) => looksGenerated(it) || /^(?=.*\d)[0-9a-f-]{32,128}$/i.test(it)),
]

type Kind = Pick<RedactionRule, 'id' | 'name' | 'nature' | 'revoke'>

function rowsOf(kind: Kind, natures: readonly CredentialNature[], isValue: (value: string) => boolean): RedactionRule {
  return {
    ...kind,
    hints: ['values'],
    shape: /values?\s{0,40}\((?<=\)\s{0,40}values?\s{0,40}\()/iy,
    pattern: COLUMNS,
    find: (text) =>
      [...text.matchAll(COLUMNS)].flatMap((match) => {
        const columns = (match.groups?.['columns'] ?? '').split(',').map((it) => natureOf(it))
        if (!columns.some((it) => it !== null && natures.includes(it))) return []
        return valuesFrom(text, match.index + match[0].length).flatMap(({ column, ...found }) => {
          const nature = columns[column] ?? null
          const isSecret = nature !== null && natures.includes(nature) && isValue(found.value)
          return isSecret && !isPrefixedToken(found.value) ? [found] : []
        })
      }),
    spansLines: true,
  }
}

interface ColumnValue extends SecretMatch {
  readonly column: number
}

/** @param from offset of the bracket that opens the first row */
function valuesFrom(text: string, from: number): readonly ColumnValue[] {
  const found: ColumnValue[] = []
  let at = openRow(text, from)
  let column = 0
  for (let count = 0; at !== -1 && count < MAX_VALUES; count++) {
    VALUE.lastIndex = at
    const match = VALUE.exec(text)
    if (match === null) break
    const value = match.groups?.['text'] ?? match.groups?.['quoted']
    if (value !== undefined && value !== '') found.push({ column, value, start: match.index + match[0].indexOf(value) })
    const isLast = match.groups?.['end'] !== ','
    column = isLast ? 0 : column + 1
    at = isLast ? openRow(text, VALUE.lastIndex) : VALUE.lastIndex
  }
  return found
}

/** @returns the offset after the bracket that opens the next row, or -1 */
function openRow(text: string, from: number): number {
  NEXT_ROW.lastIndex = from
  return NEXT_ROW.test(text) ? NEXT_ROW.lastIndex : -1
}
