/** The output of every benchmark: a table and a sentence for people, or one JSON document with `--json`. */
import { cpus } from 'node:os'

export type FigureSet = Readonly<Record<string, number>>

export interface BenchResult {
  readonly name: string
  readonly figures: FigureSet
  /** The competitors' figures, measured in the same run. */
  readonly beside: Readonly<Record<string, FigureSet>>
}

/** @param conclusion one sentence, for people */
export function printResult(result: BenchResult, conclusion: string): void {
  const { name, figures, beside } = result
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ name, machine: machine(), figures, beside }, null, 2)}\n`)
    return
  }
  const columns: [string, FigureSet][] = [['auth-triage', figures], ...Object.entries(beside)]
  const rows = [...new Set(columns.flatMap(([, set]) => Object.keys(set)))]
  const table = [
    ['', ...columns.map(([title]) => title)],
    ...rows.map((row) => [row, ...columns.map(([, set]) => (set[row] === undefined ? '' : readable(set[row])))]),
  ]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0))) ?? []
  const lines = table.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  process.stdout.write(`${name} on ${machine()}\n\n${lines.join('\n')}\n\n${conclusion}\n`)
}

/** The processor and the version of Node, for the head of an output. */
export function machine(): string {
  return `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`
}

export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number
}

function readable(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(3)
}

/** Median time of `runs` calls, in milliseconds, after a tenth as many warm-up calls. */
export function medianMs(runs: number, call: () => unknown): number {
  for (let run = 0; run < Math.ceil(runs / 10); run++) call()
  const times = Array.from({ length: runs }, () => {
    const start = performance.now()
    call()
    return performance.now() - start
  })
  return medianOf(times)
}
