/**
 * Measures the accuracy of the pack. The figures that count are the cross-validated ones: each report is diagnosed by a
 * model that was not trained on it, and `npm run fit` stores the figures with the weights; and those for the kept
 * reports, which nobody has read (`test/corpus/README.md`). The figures for our own, the retold and the collected
 * reports come from the final model, which was trained on them; they only show that nothing is broken. The healthy
 * stream is never used for training.
 * Usage: npm run -s bench:accuracy [-- --json]
 */
import { shippedPack } from '../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../src/adapters/pack-folder.ts'
import fitted from '../src/core/diagnosis/weights.json' with { type: 'json' }
import type { LabelledReport } from '../src/core/evaluation/corpus.ts'
import { evaluate } from '../src/core/evaluation/evaluate.ts'
import { loadPack } from '../src/core/signatures/load.ts'
import { loadCollectedReports, loadKeptReports, loadOwnReports, loadRetoldReports } from './corpora.ts'
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
      ...measure('kept, unread', await loadKeptReports()),
      ...measure('retold, trained on', await loadRetoldReports()),
      ...measure('own, trained on', await loadOwnReports()),
      ...(collected === null ? {} : measure('collected, trained on', collected.scored)),
      ...(collected === null ? {} : measure('healthy stream', collected.stream)),
    },
    beside: { 'words alone (logistic regression)': { 'cross-validated top1': textClassifierAloneTop1 } },
  },
  `In cross-validation, evidence ranks the correct signature first in ${(100 * top1).toFixed(1)} of 100 reports, and the words alone do in ` +
    `${(100 * textClassifierAloneTop1).toFixed(1)}. A line that names the cause outweighs text that only resembles another cause.` +
    (collected === null ? ' The collected reports are missing.' : ''),
)

function measure(name: string, reports: readonly LabelledReport[]): FigureSet {
  const { figures } = evaluate(reports, pack, () => performance.now())
  return {
    [`${name}: top1`]: figures.top1,
    [`${name}: assert precision, strict`]: figures.asserted.strictPrecision,
    [`${name}: assert precision`]: figures.asserted.precision,
    [`${name}: assert recall`]: figures.asserted.strictRecall,
    [`${name}: silent on authentication`]: figures.silentOnAuth,
    [`${name}: false asserts per 1000`]: figures.falseAssertsPer1000,
    [`${name}: false comments per 1000`]: figures.falseCommentsPer1000,
  }
}
