/**
 * Measures the pages of a large repository: the first page after a start, which reads all reports, each page after that,
 * and the overview after a new report. A page is compared with the first one, because nobody else shows these.
 * Usage: npm run -s bench:pages [-- --json] [--reports 100000]
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openStore } from '../src/adapters/store/open.ts'
import type { Store } from '../src/adapters/store/store.ts'
import { createInProcessAnalysis } from '../src/app/analysis/in-process.ts'
import { createIndexCache } from '../src/app/matching/index-cache.ts'
import { toStoredReport } from '../src/app/matching/stored-report.ts'
import type { IndexedReport } from '../src/core/duplicates/digest.ts'
import { openPack } from '../src/entrypoints/cli/pack.ts'
import { createWebApp } from '../src/entrypoints/web/web-app.ts'
import { generateReports } from './generated-reports.ts'
import { medianOf, printResult } from './result.ts'

const REPOSITORY = { id: 1, owner: 'acme', repo: 'desktop', ownerId: 2, at: 1 }
const BATCH = 1_000
const RUNS = 15
const CHANGES = 5
/** Time between two new reports, on the clock of the pages; and time in which an overview is certainly built. */
const BETWEEN_MS = 20_000
const REBUILD_MS = 3_000
const PAGES = {
  overview: '',
  issues: '/issues',
  'issues by version': '/issues?sort=version',
  'issues searched': '/issues?q=w1',
  clusters: '/clusters',
  'one cluster': '/clusters/1',
  'one issue': '/issues/5',
  feed: '/feed.json',
}

const { values } = parseArgs({ options: { json: { type: 'boolean' }, reports: { type: 'string', default: '100000' } } })
const size = Number(values.reports)
let now = Date.UTC(1975, 5, 1)
const { store } = await openStore({ path: ':memory:' })
await fill(store)
const app = await openApp(store)
const first = await measureFirst()
const figures: Record<string, number> = { ...first }
for (const [name, path] of Object.entries(PAGES)) figures[`${name}, CPU ms`] = await medianCpu(path)
Object.assign(figures, await measureAfterChange())
const slowest = Math.max(...Object.keys(PAGES).map((name) => figures[`${name}, CPU ms`] as number))
printResult(
  { name: 'pages', figures, beside: {} },
  `At ${size} reports the first page takes ${first['first page, CPU ms'].toFixed(0)} ms, and none ${slowest.toFixed(0)} ms after that.`,
)
await store.close()

async function fill(into: Store): Promise<void> {
  await into.claimRepository(REPOSITORY)
  let batch: IndexedReport[] = []
  const matched: (readonly [number, number])[] = []
  const reports = generateReports(size, 1, (number, earlier) => matched.push([number, earlier]))
  for (const report of reports) {
    batch.push(report)
    if (batch.length < BATCH && report.number < size) continue
    await into.keepReports(REPOSITORY, batch.map(toRow))
    for (const { number } of batch) await decide(into, number)
    batch = []
  }
  for (const [number, other] of matched) {
    await into.keepMatches({ ...REPOSITORY, number }, [{ other, probability: 0.9, reasons: ['same words'] }])
  }
}

function toRow(report: IndexedReport) {
  const environment = { product: 'claude-code', version: `2.0.${report.number % 90}`, os: null }
  return toStoredReport(
    report.number,
    { ...report, updatedAt: report.createdAt },
    { ...report.digest, environment, topic: 0.9 },
  )
}

async function decide(into: Store, number: number): Promise<void> {
  const decision = (['assert', 'ask', 'silent'] as const)[number % 3] ?? 'silent'
  const signature = decision === 'assert' ? `cause-${number % 40}` : null
  const said = { decision, reason: 'measured', signature, confidence: 0.9, evidence: [], acts: [], pack: 'p' }
  await into.recordDecision({ ...said, ref: { ...REPOSITORY, number }, delivery: null, at: number })
}

async function openApp(filled: Store) {
  const pack = await openPack()
  return createWebApp({
    pack,
    analysis: createInProcessAnalysis(pack),
    site: 'https://github.com',
    version: '0',
    deadSignatures: () => new Set(),
    clock: () => now,
    blockOf: () => 'bench',
    publicHosts: [],
    pagesPerMinute: 1_000_000,
    repositories: {
      access: { readable: async () => REPOSITORY },
      store: filled,
      indexes: createIndexCache(filled),
    },
    onBroken(error) {
      throw error
    },
  })
}

/** The longest wait is that of another request in the meantime. */
async function measureFirst() {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const start = performance.now()
  const cpu = await cpuOf(PAGES.overview)
  delay.disable()
  return {
    'first page, CPU ms': cpu,
    'first page, ms': performance.now() - start,
    'first page, longest wait of others ms': delay.max / 1e6,
  }
}

/**
 * Each time one more report is stored, with a match. The page is answered at once; the overview is then built again in
 * the background, and the longest wait is that of a request in the meantime.
 */
async function measureAfterChange() {
  const times: number[] = []
  const waits: number[] = []
  const [model] = generateReports(1)
  if (model === undefined) throw new Error('no report')
  for (let run = 1; run <= CHANGES; run++) {
    const number = size + run
    await store.keepReports(REPOSITORY, [toRow({ ...model, number, createdAt: number })])
    await store.keepMatches({ ...REPOSITORY, number }, [{ other: run, probability: 0.9, reasons: ['same words'] }])
    await decide(store, number)
    now += BETWEEN_MS
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    times.push(await cpuOf(PAGES.overview))
    await setTimeout(REBUILD_MS)
    delay.disable()
    waits.push(delay.max / 1e6)
  }
  return {
    'overview after a new report, CPU ms': medianOf(times),
    'longest wait of others meanwhile, ms': medianOf(waits),
  }
}

async function medianCpu(path: string): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) times.push(await cpuOf(path))
  return medianOf(times)
}

async function cpuOf(path: string): Promise<number> {
  const before = process.cpuUsage()
  const response = await app.request(`/${REPOSITORY.owner}/${REPOSITORY.repo}${path}`)
  await response.text()
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
