/** `eval`: measures the pack on labelled reports. */

import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { compare } from '../../../core/evaluation/compare.ts'
import {
  type LabelledReport,
  labelsOfPack,
  parseCorpus,
  parseLabelledIssues,
  parseMapping,
} from '../../../core/evaluation/corpus.ts'
import { type Evaluation, evaluate } from '../../../core/evaluation/evaluate.ts'
import { detailsOf } from '../../../core/evaluation/evaluated-report.ts'
import type { Figures } from '../../../core/evaluation/figures.ts'
import { isIssueList } from '../../../core/evaluation/issue-list.ts'
import { percent } from '../../../core/evaluation/percent.ts'
import { renderReportPage } from '../../../core/evaluation/report-page.ts'
import type { ConfidenceInterval } from '../../../core/evaluation/statistics.ts'
import type { Pack } from '../../../core/signatures/pack.ts'
import type { Io } from '../io.ts'
import { openPack, openPackAt } from '../pack.ts'
import { toJson } from '../terminal-text.ts'

interface Options {
  readonly labels?: string
  readonly details?: string
  readonly report?: string
  readonly compare?: string
  readonly pack?: string
  readonly json?: boolean
}

export function addEval(program: Command, io: Io): void {
  program
    .command('eval')
    .description(
      'measure the accuracy of the pack on labelled reports: JSON Lines, or what `gh issue list --json number,title,body,labels` prints',
    )
    .argument('<corpus.jsonl>', 'labelled reports')
    .option(
      '--labels <file>',
      'for a list of issues: a JSON object from GitHub label to signature id, `auth-other` or `not-auth`',
    )
    .option('--details <file>', 'write one JSON line per report: the expected and the actual answer and its evidence')
    .option('--report <file>', 'write the figures as a Markdown page')
    .option('--compare <pack>', 'list the reports that another pack (a folder or a git ref) answers differently')
    .option('--pack <folder>', 'measure the signature pack in this folder instead')
    .option('--json', 'print the figures as one JSON document')
    .action(async (file: string, options: Options) => {
      const pack = await openPack(options.pack)
      const reports = await readReports(file, options, pack)
      const evaluation = evaluate(reports, pack, clock)
      if (options.details !== undefined) await writeFile(options.details, printDetails(evaluation))
      if (options.report !== undefined)
        await writeFile(options.report, `${renderReportPage(basename(file), evaluation)}\n`)
      if (options.compare !== undefined) return printComparison(reports, evaluation, options.compare)
      io.print(options.json ? toJson(evaluation.figures) : printFigures(evaluation.figures))
    })

  async function readReports(file: string, { labels }: Options, pack: Pack): Promise<readonly LabelledReport[]> {
    const text = await io.read(file)
    if (!isIssueList(text)) return parseCorpus(text, basename(file), pack)
    const mapping = labels === undefined ? labelsOfPack(pack) : parseMapping(await io.read(labels), basename(labels))
    return parseLabelledIssues(text, basename(file), mapping)
  }

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
  return outcomes.map((outcome) => `${toJson(detailsOf(outcome), 0)}\n`).join('')
}

function printFigures(figures: Figures): string {
  const { asserted, intervals } = figures
  return [
    `reports              ${figures.reports} (${figures.auth} about authentication)`,
    '                     strict                    with `also`',
    `right one first      ${both(figures.strictTop1, intervals.strictTop1)}${both(figures.top1, intervals.top1)}`,
    `asserts right        ${both(asserted.strictPrecision, intervals.strictPrecision)}${both(asserted.precision, intervals.precision)}`,
    `asserted rightly     ${both(asserted.strictRecall, intervals.strictRecall)}${both(asserted.recall, intervals.recall)}`,
    `asserted             ${asserted.count}, on ${percent(asserted.coverage)} of the reports with a signature`,
    `silent on auth       ${both(figures.silentOnAuth, intervals.silentOnAuth)}`,
    `false asserts        ${figures.falseAssertsPer1000.toFixed(1)} per 1,000 reports that are not about authentication (${figures.notAuth} here)`,
    `false comments       ${figures.falseCommentsPer1000.toFixed(1)} per 1,000`,
    `baseless questions   ${percent(figures.questionsWithoutEvidence)}`,
    `macro F1             ${percent(figures.macroF1)}`,
    ...figures.calibration.map(
      ({ from, to, count, strictPrecision, precision }) =>
        `confidence ${from.toFixed(2)}–${to.toFixed(2)} ${String(count).padStart(4)} asserts, ${percent(strictPrecision)} right, ${percent(precision)} with \`also\``,
    ),
    `diagnosis            ${figures.ms.p50.toFixed(2)} ms median, ${figures.ms.p99.toFixed(2)} ms at the 99th percentile`,
  ].join('\n')
}

/** A share with its 95 % interval, padded to a column. */
function both(share: number, [low, high]: ConfidenceInterval): string {
  return `${percent(share)} (${percent(low)}–${percent(high)})`.padEnd(26)
}
