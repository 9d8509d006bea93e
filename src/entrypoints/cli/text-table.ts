/** Pads the cells of a table for a terminal. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.keys() ?? []
  const widths = [...columns].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  const line = (row: readonly string[]) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')
  return rows.map((row) => line(row).trimEnd()).join('\n')
}
