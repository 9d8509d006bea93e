/**
 * Measures the time to diagnose one 20 KB report, compared with running the same patterns one by one with plain
 * `RegExp`.
 * Usage: npm run -s bench:diagnose [-- --json] [-- --runs 200]
 */
import { parseArgs } from 'node:util'
import { shippedPack } from '../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../src/adapters/pack-folder.ts'
import { diagnose } from '../src/core/diagnosis/diagnose.ts'
import { readReport } from '../src/core/report/read-report.ts'
import type { Segment } from '../src/core/report/report.ts'
import { loadPack } from '../src/core/signatures/load.ts'
import type { Pack } from '../src/core/signatures/pack.ts'
import { loadOwnReports } from './corpora.ts'
import { writeLog } from './log-file.ts'
import { medianMs, printResult } from './result.ts'

const SIZE = 20_000
const { values } = parseArgs({ options: { json: { type: 'boolean' }, runs: { type: 'string', default: '200' } } })
const runCount = Number(values.runs)

const pack = loadPack(await readPackFolder(shippedPack()))
const patterns = patternsOf(pack)
const own = await loadOwnReports()
const typical = measure(typicalBody())
const dense = measure(denseBody())

printResult(
  {
    name: 'diagnose',
    figures: {
      'typical ms': typical.ours,
      'typical, times faster': typical.plain / typical.ours,
      'dense ms': dense.ours,
      'dense, times faster': dense.plain / dense.ours,
      patterns: patterns.length,
    },
    beside: {
      'RegExp per pattern': { 'typical ms': typical.plain, 'dense ms': dense.plain, patterns: patterns.length },
    },
  },
  `Diagnosing a typical report of ${SIZE / 1000} KB takes ${typical.ours.toFixed(2)} ms, ${(typical.plain / typical.ours).toFixed(1)} times ` +
    `faster than running only its patterns one by one. A report full of failures takes ${dense.ours.toFixed(2)} ms.`,
)

function measure(body: string): { readonly ours: number; readonly plain: number } {
  const report = readReport({ title: 'Login fails', body, attachments: [] })
  return {
    ours: medianMs(runCount, () => diagnose(report, pack)),
    plain: medianMs(runCount, () => runPlain(report.segments)),
  }
}

/** A typical report: about a page of prose, then a service's log that fills the rest. */
function typicalBody(): string {
  const lines: string[] = []
  writeLog({ write: (text: string) => lines.push(text) > 0 }, SIZE)
  const story = own
    .slice(0, 3)
    .map(({ issue }) => issue.body ?? '')
    .join('\n\n')
  return `${story}\n\n\`\`\`\n${lines.join('').slice(0, SIZE - story.length)}\n\`\`\`\n`
}

/** The worst case: about 50 reports of failures, one after the other. */
function denseBody(): string {
  return own
    .map(({ issue }) => issue.body ?? '')
    .join('\n\n')
    .slice(0, SIZE)
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
