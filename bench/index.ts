/**
 * Measures the index at 100,000 and 1,000,000 generated reports: build time, memory, query time and the time to add one
 * report, compared with SQLite FTS5 and minisearch on the same reports; and the same of the index when it is opened from
 * a file. Each engine runs in its own process, so its memory can be measured.
 * Usage: npm run -s bench:index [-- --json] [--reports 100000,1000000]
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import MiniSearch from 'minisearch'
import { createSavedIndexes } from '../src/adapters/saved-indexes/saved-indexes.ts'
import type { IndexedReport } from '../src/core/duplicates/digest.ts'
import { findMatches } from '../src/core/duplicates/find-matches.ts'
import { ReportIndex } from '../src/core/duplicates/report-index.ts'
import { generateReports } from './generated-reports.ts'
import { type FigureSet, printResult } from './result.ts'

/** The interface of every measured engine. */
interface Engine {
  add(report: IndexedReport): unknown
  query(report: IndexedReport): unknown
  /** Saves the index and opens it; the rest is measured on what was opened. */
  reopen?(): Promise<FigureSet>
}

const QUERIES = 500
/** Number of queries for the slow engines, which is enough for their percentiles. */
const SLOW_ENGINE_QUERIES = 40
const ADDED = 1_000

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    reports: { type: 'string', default: '100000,1000000' },
    engine: { type: 'string' },
  },
})
const sizes = values.reports.split(',').map(Number)

const ENGINES: Readonly<Record<string, (size: number) => Engine>> = {
  'auth-triage': (size) => ours(size),
  'SQLite FTS5': () => fts5(),
  minisearch: () => minisearch(),
}

/** minisearch keeps a map for every term and report, so a million reports do not fit in memory. */
const MAX_REPORTS: Readonly<Record<string, number>> = { minisearch: 100_000 }

if (values.engine === undefined) compare()
else process.stdout.write(JSON.stringify(await measure(values.engine, sizes[0] as number)))

function compare(): void {
  const figures: Record<string, FigureSet> = {}
  for (const name of Object.keys(ENGINES)) {
    const sets = sizes.filter((size) => size <= (MAX_REPORTS[name] ?? size)).map((size) => inOwnProcess(name, size))
    figures[name] = Object.assign({}, ...sets)
  }
  const { 'auth-triage': ours = {}, ...beside } = figures
  const [size = 0] = sizes
  const p50 = `${size} reports: query p50 ms`
  const ratio = (beside['SQLite FTS5']?.[p50] ?? Number.NaN) / (ours[p50] ?? Number.NaN)
  printResult(
    { name: 'index', figures: ours, beside },
    `A query is ${ratio.toFixed(0)} × faster than with SQLite FTS5 at ${size} reports.`,
  )
}

function inOwnProcess(engine: string, size: number): FigureSet {
  const args = [
    '--expose-gc',
    '--max-old-space-size=16384',
    fileURLToPath(import.meta.url),
    '--engine',
    engine,
    '--reports',
    String(size),
  ]
  return JSON.parse(
    execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }),
  ) as FigureSet
}

async function measure(name: string, size: number): Promise<FigureSet> {
  const queries = name === 'auth-triage' ? QUERIES : SLOW_ENGINE_QUERIES
  const before = memoryMb()
  const engine = (ENGINES[name] as (typeof ENGINES)[string])(size)
  const queryReports: IndexedReport[] = []
  let ms = 0
  let at = 0
  for (const report of generateReports(size)) {
    if (at++ % Math.ceil(size / queries) === 0) queryReports.push(report)
    const start = performance.now()
    engine.add(report)
    ms += performance.now() - start
  }
  for (const report of queryReports.slice(0, 10)) engine.query(report)
  const after = memoryMb()
  const times = queryReports.map((report) => timed(() => engine.query(report))).sort((a, b) => a - b)
  const adding = [...generateReports(ADDED, 2)].map((report) =>
    timed(() => engine.add({ ...report, number: size + report.number })),
  )
  const named: Record<string, number> = {
    'build s': ms / 1000,
    'live memory MB': after.live - before.live,
    'resident memory MB': after.resident - before.resident,
    'query p50 ms': percentile(times, 0.5),
    'query p99 ms': percentile(times, 0.99),
    'add one, mean ms': adding.reduce((sum, it) => sum + it, 0) / ADDED,
  }
  if (engine.reopen !== undefined) {
    Object.assign(named, await engine.reopen())
    named['opened: live memory MB'] = memoryMb().live - before.live
    const again = queryReports.map((report) => timed(() => engine.query(report))).sort((a, b) => a - b)
    named['opened: query p50 ms'] = percentile(again, 0.5)
    named['opened: query p99 ms'] = percentile(again, 0.99)
  }
  return Object.fromEntries(Object.entries(named).map(([key, value]) => [`${size} reports: ${key}`, value]))
}

function timed(call: () => unknown): number {
  const start = performance.now()
  call()
  return performance.now() - start
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] as number
}

/** Live memory after a garbage collection. The rest of the process's memory is garbage from generating the reports. */
function memoryMb() {
  // Objects that one collection only marks as unreachable are freed by the next.
  for (let times = 0; times < 3; times += 1) globalThis.gc?.()
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage()
  return { live: (heapUsed + arrayBuffers) / 2 ** 20, resident: rss / 2 ** 20 }
}

function textOf({ digest }: IndexedReport): string {
  return [...digest.terms.title, ...digest.terms.prose, ...digest.terms.log].join(' ')
}

/**
 * The two other engines search for a report's 60 rarest terms, as in `bench:duplicates`, because searching for all
 * terms would take minutes.
 */
function rarestTerms(report: IndexedReport, reportCounts: ReadonlyMap<string, number>): readonly string[] {
  const terms = [...new Set(textOf(report).split(' '))]
  return terms.sort((a, b) => (reportCounts.get(a) ?? 0) - (reportCounts.get(b) ?? 0)).slice(0, 60)
}

function countTerms(report: IndexedReport, reportCounts: Map<string, number>): string {
  const text = textOf(report)
  for (const term of new Set(text.split(' '))) reportCounts.set(term, (reportCounts.get(term) ?? 0) + 1)
  return text
}

function ours(size: number): Engine {
  let index = ReportIndex.empty(new Set(), size)
  return {
    add: (report) => index.put(report),
    query: (report) => findMatches(index, report, { most: 10 }),
    async reopen() {
      const folder = mkdtempSync(join(tmpdir(), 'bench-index-'))
      const saved = createSavedIndexes(folder)
      const start = performance.now()
      await saved.save(1, { epoch: null, revision: 0, sample: 0 }, index.image())
      const written = performance.now()
      const opened = await saved.open(1)
      if (opened === null) throw new Error('The saved index cannot be opened.')
      index = ReportIndex.open(opened.sections)
      const end = performance.now()
      // What is open stays readable.
      rmSync(folder, { recursive: true })
      return { 'save s': (written - start) / 1000, 'open s': (end - written) / 1000 }
    },
  }
}

function fts5(): Engine {
  const database = new DatabaseSync(':memory:')
  database.exec('create virtual table reports using fts5(text)')
  const insert = database.prepare('insert into reports(rowid, text) values (?, ?)')
  const select = database.prepare('select rowid from reports where reports match ? order by bm25(reports) limit 10')
  const reportCounts = new Map<string, number>()
  return {
    add: (report) => insert.run(report.number, countTerms(report, reportCounts)),
    query: (report) =>
      select.all(
        rarestTerms(report, reportCounts)
          .map((term) => `"${term}"`)
          .join(' OR '),
      ),
  }
}

function minisearch(): Engine {
  const search = new MiniSearch({ fields: ['text'], tokenize: (text) => text.split(' '), processTerm: (term) => term })
  const reportCounts = new Map<string, number>()
  return {
    add: (report) => search.add({ id: report.number, text: countTerms(report, reportCounts) }),
    query: (report) => search.search(rarestTerms(report, reportCounts).join(' '), { combineWith: 'OR' }).slice(0, 10),
  }
}
