/**
 * Runs the benchmarks that need nothing outside the project, at a small size, and prints how each compares with its
 * competitor. Takes less than three minutes. Good for noticing that something became slow; the single benchmarks give
 * the figures to quote.
 * Usage: npm run -s bench:quick [-- --json]
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type BenchResult, type FigureSet, machine, medianOf } from './result.ts'

/** Each benchmark itself takes medians; whole processes also differ from each other. */
const RUNS = 3

interface QuickBench {
  /** A benchmark's file in this folder, without its ending. */
  readonly name: string
  readonly args?: readonly string[]
  /** A figure that auth-triage and the competitor both have. */
  readonly figure: string
  readonly unit: string
  readonly isHigherBetter: boolean
  /** The first one that was measured is compared with. */
  readonly competitors: readonly string[]
}

const BENCHES: readonly QuickBench[] = [
  {
    name: 'start',
    args: ['--built'],
    figure: 'package, triage, ms',
    unit: 'ms',
    isHigherBetter: false,
    competitors: ['node -e 0'],
  },
  {
    name: 'diagnose',
    args: ['--runs', '15'],
    figure: 'typical ms',
    unit: 'ms',
    isHigherBetter: false,
    competitors: ['RegExp per pattern'],
  },
  {
    name: 'redaction',
    args: ['--own', '--seed', '1'],
    figure: 'MB/s',
    unit: 'MB/s',
    isHigherBetter: true,
    competitors: ['RegExp per shape'],
  },
  {
    name: 'scan',
    args: ['--mb', '10', '--built'],
    figure: 'MB/s',
    unit: 'MB/s',
    isHigherBetter: true,
    competitors: ['ripgrep', 'RegExp per pattern'],
  },
  {
    name: 'duplicates',
    args: ['--generated', '500'],
    figure: 'generated recall@1',
    unit: 'recall@1',
    isHigherBetter: true,
    competitors: ['SQLite FTS5'],
  },
  {
    name: 'index',
    args: ['--reports', '5000'],
    figure: '5000 reports: query p50 ms',
    unit: 'ms',
    isHigherBetter: false,
    competitors: ['SQLite FTS5'],
  },
]

interface Comparison {
  readonly unit: string
  readonly ours: number
  readonly competitor: string
  readonly theirs: number
  /** How many times better than the competitor. */
  readonly ratio: number
}

const build = fileURLToPath(new URL('../scripts/build.ts', import.meta.url))
execFileSync(process.execPath, [build], { stdio: 'ignore' })
const benches: Record<string, Comparison> = {}
for (const bench of BENCHES) benches[bench.name] = compare(bench)
if (process.argv.includes('--json'))
  process.stdout.write(`${JSON.stringify({ machine: machine(), benches }, null, 2)}\n`)
else process.stdout.write(`quick on ${machine()}, medians of ${RUNS} runs\n\n${toLines(benches)}\n`)

function compare(bench: QuickBench): Comparison {
  const { unit, isHigherBetter } = bench
  const runs = Array.from({ length: RUNS }, () => run(bench))
  const [{ competitor }] = runs as [Run]
  const ratio = medianOf(runs.map(({ ours, theirs }) => (isHigherBetter ? ours / theirs : theirs / ours)))
  const [ours, theirs] = [medianOf(runs.map((it) => it.ours)), medianOf(runs.map((it) => it.theirs))]
  return { unit, ours, competitor, theirs, ratio }
}

type Run = Pick<Comparison, 'ours' | 'competitor' | 'theirs'>

/** @throws if the benchmark did not measure the figure */
function run({ name, args = [], figure, competitors }: QuickBench): Run {
  const file = fileURLToPath(new URL(`${name}.ts`, import.meta.url))
  const output = execFileSync(process.execPath, [file, '--json', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const { figures, beside } = JSON.parse(output) as BenchResult
  const competitor = competitors.find((it) => beside[it] !== undefined)
  const [ours, theirs] = [figures, beside[competitor ?? ''] ?? ({} as FigureSet)].map((set) => set[figure] ?? null)
  if (competitor === undefined || ours == null || theirs == null) throw new Error(`${name} did not measure ${figure}.`)
  return { ours, competitor, theirs }
}

function toLines(all: Readonly<Record<string, Comparison>>): string {
  const number = (value: number) => String(Number(value.toPrecision(3)))
  return Object.entries(all)
    .map(([name, { unit, ours, competitor, theirs, ratio }]) =>
      [
        name.padEnd(12),
        `${number(ratio)} ×`.padEnd(9),
        `${number(ours)} ${unit}; ${competitor}: ${number(theirs)}`,
      ].join(''),
    )
    .join('\n')
}
