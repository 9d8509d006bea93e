/**
 * Measures the accuracy of the pack. The figures that count are the cross-validated ones, which `npm run fit` stores with
 * the weights: each report is diagnosed by a model that was not trained on its repository; above all those for the unread
 * reports, which nobody who wrote a clause has seen (`test/corpus/README.md`). The figures for our own, the retold and
 * the collected reports come from the final model, which was trained on them; they only show that nothing is broken. The
 * healthy stream is never used for training.
 * Usage: npm run -s bench:accuracy [-- --json]
 */
import { shippedPack } from '../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../src/adapters/pack-folder.ts'
import fitted from '../src/core/diagnosis/weights.json' with { type: 'json' }
import type { LabelledReport } from '../src/core/evaluation/corpus.ts'
import { evaluate } from '../src/core/evaluation/evaluate.ts'
import type { Figures } from '../src/core/evaluation/figures.ts'
import { loadPack } from '../src/core/signatures/load.ts'
import { loadCollectedReports, loadOwnReports, loadRetoldReports } from './corpora.ts'
import { type FigureSet, printResult } from './result.ts'

const pack = loadPack(await readPackFolder(shippedPack()))
const collected = await loadCollectedReports().catch(() => null)
const { crossValidated, kept } = fitted.figures

printResult(
  {
    name: 'accuracy',
    figures: {
      ...inRows('cross-validated', crossValidated),
      'cross-validated: macro F1': crossValidated.macroF1,
      ...inRows('unread, AI clients and MCP', kept.ai),
      ...inRows('unread, other ecosystems', kept.other),
      ...measure('retold, trained on', await loadRetoldReports()),
      ...measure('own, trained on', await loadOwnReports()),
      ...(collected === null ? {} : measure('collected, trained on', collected.scored)),
      ...(collected === null ? {} : measure('healthy stream', collected.stream)),
    },
    beside: {
      'words alone (logistic regression)': { 'cross-validated: top1, strict': crossValidated.textClassifierAloneTop1 },
    },
  },
  `In cross-validation, evidence ranks the correct signature first in ${percent(crossValidated.strictTop1)} of 100 ` +
    `reports, and the words alone do in ${percent(crossValidated.textClassifierAloneTop1)}.` +
    (collected === null ? ' The collected reports are missing.' : ''),
)

function percent(share: number): string {
  return (100 * share).toFixed(1)
}

function measure(name: string, reports: readonly LabelledReport[]): FigureSet {
  return inRows(name, evaluate(reports, pack, () => performance.now()).figures)
}

type Summary = Pick<
  Figures,
  'strictTop1' | 'top1' | 'silentOnAuth' | 'falseAssertsPer1000' | 'falseCommentsPer1000'
> & { readonly asserted: Pick<Figures['asserted'], 'strictPrecision' | 'precision' | 'strictRecall'> }

function inRows(name: string, figures: Summary): FigureSet {
  return {
    [`${name}: top1, strict`]: figures.strictTop1,
    [`${name}: top1`]: figures.top1,
    [`${name}: assert precision, strict`]: figures.asserted.strictPrecision,
    [`${name}: assert precision`]: figures.asserted.precision,
    [`${name}: assert recall`]: figures.asserted.strictRecall,
    [`${name}: silent on authentication`]: figures.silentOnAuth,
    [`${name}: false asserts per 1000`]: figures.falseAssertsPer1000,
    [`${name}: false comments per 1000`]: figures.falseCommentsPer1000,
  }
}
