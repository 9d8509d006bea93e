/** `eval`: measures the pack on labelled reports. */
import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { compare } from '../../../core/evaluation/compare.ts'
import { type LabelledReport, parseCorpus } from '../../../core/evaluation/corpus.ts'
import { type Evaluation, evaluate, type Figures, isRightlyRanked } from '../../../core/evaluation/evaluate.ts'
import { renderReportPage } from '../../../core/evaluation/report-page.ts'
import type { Io } from '../io.ts'
import { openPack, openPackAt } from '../pack.ts'
import { toJson } from '../terminal-text.ts'

interface Options {
  readonly details?: string
  readonly report?: string
  readonly compare?: string
  readonly pack?: string
  readonly json?: boolean
}

export function addEval(program: Command, io: Io): void {
  program
    .command('eval')
    .description('measure the accuracy of the pack on labelled reports (JSON Lines)')
    .argument('<corpus.jsonl>', 'labelled reports')
    .option('--details <file>', 'write one JSON line per report: the expected and the actual answer and its evidence')
    .option('--report <file>', 'write the figures as a Markdown page')
    .option('--compare <pack>', 'list the reports that another pack (a folder or a git ref) answers differently')
    .option('--pack <folder>', 'measure the signature pack in this folder instead')
    .option('--json', 'print the figures as one JSON document')
    .action(async (file: string, options: Options) => {
      const reports = parseCorpus(await io.read(file), basename(file))
      const evaluation = evaluate(reports, await openPack(options.pack), clock)
      if (options.details !== undefined) await writeFile(options.details, printDetails(evaluation))
      if (options.report !== undefined)
        await writeFile(options.report, `${renderReportPage(basename(file), evaluation)}\n`)
      if (options.compare !== undefined) return printComparison(reports, evaluation, options.compare)
      io.print(options.json ? toJson(evaluation.figures) : printFigures(evaluation.figures))
    })

  async function printComparison(reports: readonly LabelledReport[], now: Evaluation, other: string): Promise<void> {
    const before = evaluate(reports, await openPackAt(other), clock)
    const differences = compare(before.outcomes, now.outcomes)
    const rows = differences.map(
      ({ id, expected, before, after, change }) => `${change.padEnd(6)}  ${id} (${expected}): ${before} → ${after}`,
    )
    io.print(
      [...rows, `${differences.length} of ${reports.length} reports are answered differently by ${other}`].join('\n'),
    )
  }
}

const clock = () => performance.now()

function printDetails({ outcomes }: Evaluation): string {
  const lines = outcomes.map((outcome) => {
    const { report, diagnosis } = outcome
    const { decision, reason, signature, confidence, topic } = diagnosis
    const ranked = diagnosis.ranked.slice(0, 3).map((it) => ({
      signature: it.signature,
      confidence: it.confidence,
      evidence: it.evidence.map(({ id }) => id),
      against: it.against.map(({ id }) => id),
    }))
    const { id, expected, also } = report
    const line = {
      id,
      expected,
      also,
      right: isRightlyRanked(outcome),
      decision,
      reason,
      signature,
      confidence,
      topic,
      ranked,
    }
    return toJson(line, 0)
  })
  return `${lines.join('\n')}\n`
}

function printFigures(figures: Figures): string {
  const { asserted } = figures
  return [
    `reports              ${figures.reports} (${figures.auth} about authentication)`,
    `top-ranked correct   ${percent(figures.top1)}`,
    `macro F1             ${percent(figures.macroF1)}`,
    `asserted             ${asserted.count}, precision ${percent(asserted.precision)}, recall ${percent(asserted.recall)}`,
    `false asserts        ${figures.falseAssertsPer1000.toFixed(1)} per 1,000 reports that are not about authentication`,
    `false comments       ${figures.falseCommentsPer1000.toFixed(1)} per 1,000`,
    `diagnosis            ${figures.ms.p50.toFixed(2)} ms median, ${figures.ms.p99.toFixed(2)} ms at the 99th percentile`,
  ].join('\n')
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
