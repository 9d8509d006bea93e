/**
 * How long the diagnosis of one report of 20 KB takes, beside the same patterns run one by one with plain `RegExp`.
 * Usage: npm run -s bench:diagnose [-- --json]
 */
import { shippedPack } from '../src/config/environment.ts'
import { diagnose } from '../src/diagnosis/diagnose.ts'
import { readReport } from '../src/report/read-report.ts'
import type { Segment } from '../src/report/report.ts'
import { readPackFolder } from '../src/signatures/folder.ts'
import { loadPack } from '../src/signatures/load.ts'
import type { Pack } from '../src/signatures/pack.ts'
import { loadOwnReports } from './corpora.ts'
import { medianMs, printResult } from './result.ts'

const SIZE = 20_000
const RUNS = 200

const pack = loadPack(await readPackFolder(shippedPack()))
const report = readReport({ title: 'Login fails', body: await bodyOf(SIZE), attachments: [] })
const patterns = patternsOf(pack)

const whole = medianMs(RUNS, () => diagnose(report, pack))
const scan = medianMs(RUNS, () => pack.scanner.scan(report.segments))
const plain = medianMs(RUNS, () => runPlain(report.segments))

printResult(
  {
    name: 'diagnose',
    figures: { 'diagnosis ms': whole, 'scan ms': scan, patterns: patterns.length, 'times faster': plain / whole },
    beside: { 'RegExp per pattern': { 'scan ms': plain, patterns: patterns.length } },
  },
  `One report of ${SIZE / 1000} KB is diagnosed in ${whole.toFixed(2)} ms, ${(plain / whole).toFixed(1)} times faster than its patterns alone run one by one.`,
)

/** Reports of our own, one after the other, up to the size: prose with fenced logs in between. */
async function bodyOf(size: number): Promise<string> {
  const bodies = (await loadOwnReports()).map(({ issue }) => issue.body ?? '')
  return bodies.join('\n\n').slice(0, size)
}

function patternsOf({ signatures, counterSigns, topic, genericMessages }: Pack): readonly RegExp[] {
  const clauses = [
    ...[...signatures.values()].flatMap(({ evidence, against }) => [...evidence, ...against]),
    ...Object.values(counterSigns).flatMap(({ evidence }) => evidence),
    ...topic.evidence,
    ...genericMessages,
  ]
  return clauses.flatMap(({ regex }) => [regex ?? []].flat().map((source) => new RegExp(source, 'im')))
}

function runPlain(segments: readonly Segment[]): number {
  let hits = 0
  for (const { text } of segments) for (const pattern of patterns) if (pattern.test(text)) hits++
  return hits
}
