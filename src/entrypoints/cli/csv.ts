/** CSV output for spreadsheets (RFC 4180). */
import { stringify } from 'csv-stringify/sync'

/** A column heading, and a function that returns the value for a row. */
export type CsvColumn<Row> = readonly [string, (row: Row) => string | number]

export function csvOf<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map(([, value]) => withoutFormula(value(row))))
  const text = stringify([columns.map(([name]) => name), ...lines], { record_delimiter: 'windows' })
  return text.replace(/\r\n$/, '')
}

/**
 * Spreadsheets treat a cell that starts like this as a formula. Some do so even after leading blanks, which the
 * library's `escape_formulas` option does not handle: https://owasp.org/www-community/attacks/CSV_Injection
 */
function withoutFormula(value: string | number): string {
  const text = String(value)
  const isFormula = typeof value === 'string' && /^(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/.test(text)
  return isFormula ? `'${text}` : text
}
