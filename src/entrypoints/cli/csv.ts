/** Lines for a spreadsheet (RFC 4180). */
import { stringify } from 'csv-stringify/sync'

/** The heading of a column, and the value of a row. */
export type CsvColumn<Row> = readonly [string, (row: Row) => string | number]

export function csvOf<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map(([, value]) => withoutFormula(value(row))))
  const text = stringify([columns.map(([name]) => name), ...lines], { record_delimiter: 'windows' })
  return text.replace(/\r\n$/, '')
}

/**
 * A spreadsheet takes a cell that starts like this for a formula, some also behind blanks, which `escape_formulas` of
 * the library leaves alone: https://owasp.org/www-community/attacks/CSV_Injection
 */
function withoutFormula(value: string | number): string {
  const text = String(value)
  const isFormula = typeof value === 'string' && /^(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/.test(text)
  return isFormula ? `'${text}` : text
}
