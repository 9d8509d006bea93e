/**
 * Measures the alarms on a real stream of one repository, with and without bursts of reports. A burst is a seeded choice:
 * eight reports of one cause by eight people within an hour, put into the stream at a random time. A false alarm is one
 * that the stream raises without a burst, as it is and with its days in other orders. A made-up year of a busy repository
 * draws real reports at random times, by day and on weekdays more often than by night and at weekends.
 * Usage: npm run -s bench:alarms [-- [--json] [<folder with the corpora>]]
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { shippedPack } from '../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../src/adapters/pack-folder.ts'
import { type Alarm, ANY_CAUSE, findAlarm } from '../src/core/alarms/find-alarm.ts'
import { type Sighting, sightingOf } from '../src/core/alarms/sighting.ts'
import { type LabelledReport, parseCorpus } from '../src/core/evaluation/corpus.ts'
import { parseStream, UNKNOWN_FACTS } from '../src/core/evaluation/duplicate-corpus.ts'
import { toIndexedReports } from '../src/core/evaluation/evaluate-duplicates.ts'
import { loadPack } from '../src/core/signatures/load.ts'
import { createRandom } from './generated-reports.ts'
import { printResult } from './result.ts'

const SEED = 27
const BURSTS = 20
const BURST_SIZE = 8
const MIN_REPORTS = 6
const ORDERS = 20
const YEARS = 20
const REPORTS_PER_YEAR = 1_000
const DAY_MS = 24 * 60 * 60 * 1000
const MINUTE_MS = 60 * 1000

const { positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } })
const folder = positionals[0] ?? fileURLToPath(new URL('../../shared/corpus/', import.meta.url))
const pack = loadPack(await readPackFolder(shippedPack()))
const random = createRandom(SEED)

const stream = await sightingsIn('claude-code-issues.jsonl')
const pools = await reportsByCause('reports-2-mcp.jsonl', 'reports-2-eco.jsonl', 'auth-reports.jsonl')
const orders = Array.from({ length: ORDERS }, () => inAnotherOrder(stream))
const years = Array.from({ length: YEARS }, makeYear)
const falseAlarms = [stream, ...orders].map((it) => alarmsIn(it).length)
const bursts = Array.from({ length: BURSTS }, makeBurst)
const found = bursts.map(foundAfter)
const within5 = found.filter((it) => it !== null && it <= 5).length
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
const issues = stream.length * (1 + ORDERS)
const delays = found.flatMap((it) => it ?? []).sort((a, b) => a - b)

printResult(
  {
    name: 'alarms',
    figures: {
      bursts: BURSTS,
      'found within 5 reports': within5,
      'median reports until found': delays[Math.floor(delays.length / 2)] ?? 0,
      'issues without a burst': issues,
      'false alarms': sum(falseAlarms),
      'false alarms in the stream as it is': falseAlarms[0] ?? 0,
      'false alarms in a busy repository-year': sum(years.map((it) => alarmsIn(it).length)) / YEARS,
      'false alarms per 1000 issues': (1000 * sum(falseAlarms)) / issues,
    },
    beside: {},
  },
  `${within5} of ${BURSTS} bursts were found within five reports.`,
)

async function sightingsIn(file: string): Promise<readonly Sighting[]> {
  const reports = parseStream(await readFile(join(folder, file), 'utf8'), file)
  const dated = reports.toSorted((a, b) => a.createdAt - b.createdAt)
  return toIndexedReports(dated, pack).map((it) => ({ ...sightingOf(it), who: `reporter-${it.number}` }))
}

/** Real reports of each cause, as sightings, with the causes that the pack reads in them. */
async function reportsByCause(...files: readonly string[]): Promise<ReadonlyMap<string, readonly Sighting[]>> {
  const labelled: LabelledReport[] = []
  for (const file of files) labelled.push(...parseCorpus(await readFile(join(folder, file), 'utf8'), file, pack))
  const known = labelled.filter(({ expected }) => pack.signatures.has(expected))
  const plain = known.map(({ id, issue }) => ({ id, issue, createdAt: 0, facts: UNKNOWN_FACTS }))
  const sightings = toIndexedReports(plain, pack).map(sightingOf)
  const byCause = Map.groupBy(sightings, (_, at) => (known[at] as LabelledReport).expected)
  return new Map([...byCause].filter(([, its]) => its.length >= MIN_REPORTS))
}

function makeBurst(): readonly Sighting[] {
  const causes = [...pools.keys()].sort()
  const cause = causes[Math.floor(random() * causes.length)] as string
  const pool = pools.get(cause) as readonly Sighting[]
  const first = (stream[0] as Sighting).at
  const last = (stream.at(-1) as Sighting).at
  const start = first + 10 * DAY_MS + random() * (last - first - 11 * DAY_MS)
  const minutes = Array.from({ length: BURST_SIZE }, () => random() * 60).sort((a, b) => a - b)
  return minutes.map((minute, at) => {
    const model = pool[Math.floor(random() * pool.length)] as Sighting
    return { ...model, number: 1_000_000 + at, who: `burst-${at}`, at: start + minute * MINUTE_MS, version: null }
  })
}

/** @returns after how many of its reports the burst is found, or null */
function foundAfter(burst: readonly Sighting[]): number | null {
  const at = burst.findIndex((newest, index) => {
    const past = [...stream.filter((it) => it.at < newest.at), ...burst.slice(0, index)]
    const alarm = findAlarm(newest, past)
    return alarm !== null && isAbout(alarm, burst)
  })
  return at === -1 ? null : at + 1
}

/** Whether an alarm consists mostly of the burst's reports. */
function isAbout({ reports }: Alarm, burst: readonly Sighting[]): boolean {
  const own = new Set(burst.map(({ number }) => number))
  return reports.filter((it) => own.has(it)).length > reports.length / 2
}

/** Alarms with the same cause within a day are one. */
function alarmsIn(sightings: readonly Sighting[]): readonly Alarm[] {
  const raised: Alarm[] = []
  for (const [index, newest] of sightings.entries()) {
    const alarm = findAlarm(newest, sightings.slice(0, index))
    if (alarm === null) continue
    const isKnown = raised.some((it) => newest.at - it.since < DAY_MS && [alarm.cause, ANY_CAUSE].includes(it.cause))
    if (!isKnown) raised.push(alarm)
  }
  return raised
}

/** The same reports, each at its own time of day, with the days shuffled. */
function inAnotherOrder(sightings: readonly Sighting[]): readonly Sighting[] {
  const dayOf = ({ at }: Sighting) => Math.floor(at / DAY_MS)
  const days = [...new Set(sightings.map(dayOf))]
  const shuffled = days.map((day) => ({ day, key: random() })).sort((a, b) => a.key - b.key)
  const moved = new Map(shuffled.map(({ day }, index) => [day, days[index] as number]))
  return sightings
    .map((it) => ({ ...it, at: it.at + ((moved.get(dayOf(it)) as number) - dayOf(it)) * DAY_MS }))
    .toSorted((a, b) => a.at - b.at)
}

function makeYear(): readonly Sighting[] {
  const all = [...pools.values()].flat()
  const versions = Array.from({ length: 52 }, (_, week) => `1.${week}`)
  const times: number[] = []
  while (times.length < REPORTS_PER_YEAR) {
    const at = random() * 365 * DAY_MS
    const hour = (at % DAY_MS) / (60 * MINUTE_MS)
    const busy = (1 + Math.cos(((hour - 15) / 24) * 2 * Math.PI)) / 2
    const weekday = Math.floor(at / DAY_MS) % 7 < 5 ? 1 : 0.4
    if (random() < (0.1 + 0.9 * busy) * weekday) times.push(at)
  }
  return times
    .sort((a, b) => a - b)
    .map((at, number) => {
      const model = all[Math.floor(random() * all.length)] as Sighting
      const week = Math.floor(at / (7 * DAY_MS) - random() ** 2 * 8)
      return { ...model, number, at, who: `reporter-${number}`, version: versions[Math.max(0, week)] ?? null }
    })
}
