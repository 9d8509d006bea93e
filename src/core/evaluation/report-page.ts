/** Renders the figures of an evaluation as a Markdown page, for deciding whether to trust a pack. */
import { list, table } from '../documentation/markdown.ts'
import type { Evaluation } from './evaluate.ts'
import { type EvaluatedReport, isRightlyAsserted } from './evaluated-report.ts'
import type { SignatureFigures } from './figures.ts'
import { percent } from './percent.ts'

/** @param name the name of the corpus, for the heading */
export function renderReportPage(name: string, { figures, outcomes }: Evaluation): string {
  const { asserted, ms } = figures
  return [
    `# Results of the pack on ${name}`,
    list([
      `${figures.reports} reports, ${figures.auth} of them about authentication`,
      `first-ranked signature right: ${percent(figures.top1)}; macro F1 ${percent(figures.macroF1)}`,
      `asserted ${asserted.count} times, with precision ${percent(asserted.precision)} and recall ${percent(asserted.recall)}`,
      `of 1,000 reports that are not about authentication: ${figures.falseAssertsPer1000.toFixed(1)} asserted, ${figures.falseCommentsPer1000.toFixed(1)} commented on`,
      `diagnosis of one report: ${ms.p50.toFixed(2)} ms at the median, ${ms.p99.toFixed(2)} ms at the 99th percentile`,
    ]),
    '## By signature',
    tableOrNone(
      ['signature', 'reports', 'precision', 'recall', 'F1'],
      Object.entries(figures.bySignature).map(signatureRow),
    ),
    '## Confusions',
    tableOrNone(
      ['expected', 'ranked first', 'reports'],
      figures.confusions.map(({ expected, predicted, count }) => [expected, predicted, String(count)]),
    ),
    '## Precision by threshold',
    tableOrNone(['threshold', 'asserted', 'precision', 'silent or asked'], thresholdRows(outcomes)),
    '## Wrong asserts',
    listOrNone(outcomes.filter(isWronglyAsserted).map(wrongAssert)),
  ].join('\n\n')
}

function signatureRow([id, { n, precision, recall, f1 }]: [string, SignatureFigures]): readonly string[] {
  return [id, String(n), percent(precision), percent(recall), percent(f1)]
}

const THRESHOLDS = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98]

/** The results of asserting at each threshold if confidence were the only condition. */
function thresholdRows(outcomes: readonly EvaluatedReport[]): readonly (readonly string[])[] {
  return THRESHOLDS.map((least) => {
    const above = outcomes.filter(({ diagnosis }) => diagnosis.ranked.length > 0 && diagnosis.confidence >= least)
    const right = above.filter(({ diagnosis, isRight }) => isRight(diagnosis.ranked[0]?.signature ?? ''))
    const silent = outcomes.length === 0 ? 0 : 1 - above.length / outcomes.length
    const precision = above.length === 0 ? '–' : percent(right.length / above.length)
    return [least.toFixed(2), String(above.length), precision, percent(silent)]
  })
}

function isWronglyAsserted(outcome: EvaluatedReport): boolean {
  return outcome.diagnosis.decision === 'assert' && !isRightlyAsserted(outcome)
}

function wrongAssert({ report, diagnosis }: EvaluatedReport): string {
  const clauses = diagnosis.ranked[0]?.evidence.map(({ id }) => `\`${id}\``).join(', ')
  return `${report.id}: asserted \`${diagnosis.signature}\` at ${percent(diagnosis.confidence)} by ${clauses}, expected \`${report.expected}\``
}

function listOrNone(items: readonly string[]): string {
  return items.length === 0 ? 'None.' : list(items)
}

function tableOrNone(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? 'None.' : table(head, rows)
}
