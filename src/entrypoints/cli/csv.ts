/** Lines for a spreadsheet (RFC 4180). */

/** Its heading, and what stands in it. */
export type CsvColumn<Row> = readonly [string, (row: Row) => string | number]

export function csvOf<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map(([, value]) => cell(value(row))).join(','))
  return [columns.map(([name]) => name).join(','), ...lines].join('\r\n')
}

/**
 * A spreadsheet takes a cell that begins like this for a formula, some also behind blanks and in full width:
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const harmless = /^(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
