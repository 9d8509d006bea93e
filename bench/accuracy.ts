/**
 * Accuracy of the pack. The figures that count are the cross-validated ones, which `npm run fit` wrote down with the
 * weights: a report is judged by a model that has not seen it. Those on our own reports and on the collected ones are
 * of the finished model, which learned from them, and only show that nothing is broken; nothing was ever learned from
 * the healthy stream.
 * Usage: npm run -s bench:accuracy [-- --json]
 */
import { shippedPack } from '../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../src/adapters/pack-folder.ts'
import fitted from '../src/core/diagnosis/weights.json' with { type: 'json' }
import type { LabelledReport } from '../src/core/evaluation/corpus.ts'
import { evaluate } from '../src/core/evaluation/evaluate.ts'
import { loadPack } from '../src/core/signatures/load.ts'
import { loadCollectedReports, loadOwnReports } from './corpora.ts'
import { type FigureSet, printResult } from './result.ts'

const pack = loadPack(await readPackFolder(shippedPack()))
const collected = await loadCollectedReports().catch(() => null)
const { top1, macroF1, asserted, textClassifierAloneTop1 } = fitted.figures.collectedReports

printResult(
  {
    name: 'accuracy',
    figures: {
      'cross-validated top1': top1,
      'cross-validated macro F1': macroF1,
      'cross-validated assert precision': asserted.precision,
      'cross-validated assert recall': asserted.recall,
      ...measure('own, learned from', await loadOwnReports()),
      ...(collected === null ? {} : measure('collected, learned from', collected.scored)),
      ...(collected === null ? {} : measure('healthy stream', collected.stream)),
    },
    beside: { 'words alone (logistic regression)': { 'cross-validated top1': textClassifierAloneTop1 } },
  },
  `Cross-validated, evidence ranks the right signature first in ${(100 * top1).toFixed(1)} of 100 reports, words alone in ` +
    `${(100 * textClassifierAloneTop1).toFixed(1)}: a line that names the cause outweighs everything that merely sounds like another.` +
    (collected === null ? ' The collected reports are not beside the project.' : ''),
)

function measure(name: string, reports: readonly LabelledReport[]): FigureSet {
  const { figures } = evaluate(reports, pack, () => performance.now())
  return {
    [`${name}: top1`]: figures.top1,
    [`${name}: assert precision`]: figures.asserted.precision,
    [`${name}: false asserts per 1000`]: figures.falseAssertsPer1000,
    [`${name}: false comments per 1000`]: figures.falseCommentsPer1000,
  }
}
