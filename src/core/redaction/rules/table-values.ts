/** Credentials in tables of Markdown and of comma-separated values: the first row names the columns. */
import { type CredentialNature, natureOf } from '../credential-names.ts'
import { endOfLine } from '../line-bounds.ts'
import type { RedactionRule, SecretMatch } from '../rule.ts'
import { isUuid, looksGenerated, looksMixed, looksStrong } from '../value-shapes.ts'
import { isPrefixedToken } from './prefixed-tokens.ts'
import { PASSWORD, TOKEN } from './revocation.ts'

/** A heading, and in Markdown the rule below it. */
const MARKDOWN = /(?<=^|\n)[ >]{0,4}\|(?<header>[^\n]{3,600})\n[ >]{0,4}\|[ \t:|-]{3,600}\n/g
const SEPARATED = /(?<=^|\n)[ >]{0,4}(?<header>[\w "'.-]{1,60}(?<separator>[,;\t])[\w "'.,;\t-]{1,400})\n/g
/** Reports show a few rows. */
const MAX_ROWS = 200
const MAX_ROW_LENGTH = 2_000

interface Layout {
  readonly pattern: RegExp
  readonly hints: readonly string[]
}

const LAYOUTS: readonly Layout[] = [
  { pattern: MARKDOWN, hints: ['|-', '|:-', '| -', '| :-'] },
  {
    pattern: SEPARATED,
    hints: ['password', 'passwd', 'secret', 'token', 'api_key', 'apikey'].flatMap((it) =>
      [',', ';', '\t'].flatMap((sign) => [sign + it, it + sign]),
    ),
  },
]

export const TABLE_VALUES: readonly RedactionRule[] = LAYOUTS.flatMap((layout) => [
  columnsOf(PASSWORD, layout, ['password'], (it) => looksStrong(it) || looksMixed(it) || looksGenerated(it, 10)),
  columnsOf(
    TOKEN,
    layout,
    ['token', 'key'],
    (it) => looksGenerated(it) || isUuid(it) || /^[0-9a-f]{32,128}$/i.test(it),
  ),
])

function columnsOf(
  kind: Pick<RedactionRule, 'id' | 'name' | 'nature' | 'revoke'>,
  { pattern, hints }: Layout,
  natures: readonly CredentialNature[],
  isValue: (value: string) => boolean,
): RedactionRule {
  const isColumn = (name: string): boolean => {
    const nature = natureOf(name)
    return nature !== null && natures.includes(nature)
  }
  return {
    ...kind,
    hints,
    pattern,
    find: (text) =>
      [...text.matchAll(pattern)].flatMap((match) => {
        const separator = match.groups?.['separator'] ?? '|'
        const columns = (match.groups?.['header'] ?? '').split(separator).map(isColumn)
        if (!columns.includes(true)) return []
        const cells = cellsFrom(text, match.index + match[0].length, separator)
        return cells.filter(
          ({ column, value }) => columns[column] === true && isValue(value) && !isPrefixedToken(value),
        )
      }),
    spansLines: true,
  }
}

interface Cell extends SecretMatch {
  readonly column: number
}

/** @param from offset of the first row; the table ends at a line without a separator */
function cellsFrom(text: string, from: number, separator: string): readonly Cell[] {
  const found: Cell[] = []
  let start = from
  for (let row = 0; row < MAX_ROWS && start < text.length; row++) {
    const end = endOfLine(text, start)
    const line = text.slice(start, Math.min(end, start + MAX_ROW_LENGTH))
    if (!line.includes(separator)) break
    // In Markdown a separator is before the first cell.
    let at = separator === '|' ? start + line.indexOf('|') + 1 : start
    for (const [column, cell] of text
      .slice(at, start + line.length)
      .split(separator)
      .entries()) {
      const value = cell.replace(/^[\s"'`*]+|[\s"'`*]+$/g, '')
      if (value !== '') found.push({ column, value, start: at + cell.indexOf(value) })
      at += cell.length + 1
    }
    start = end + 1
  }
  return found
}
