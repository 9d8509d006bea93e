/**
 * Accuracy of the pack: on the project's own reports always, on collected reports where they are present; beside two
 * classifiers that know words only. On our own reports the likeness model was trained; the figures that count are those
 * on reports that nothing was fitted on, and the cross-validated ones in `src/diagnosis/weights.json`.
 * Usage: npm run -s bench:accuracy [-- --json]
 */
import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js'
import { shippedPack } from '../src/config/environment.ts'
import { SHIPPED_JUDGEMENT } from '../src/diagnosis/judgement.ts'
import { hasSignature, type LabelledReport } from '../src/evaluation/corpus.ts'
import { evaluate, type Figures } from '../src/evaluation/evaluate.ts'
import { readReport } from '../src/report/read-report.ts'
import { readPackFolder } from '../src/signatures/folder.ts'
import { loadPack } from '../src/signatures/load.ts'
import { loadCollectedReports, loadOwnReports } from './corpora.ts'
import { type FigureSet, printResult } from './result.ts'

const pack = loadPack(await readPackFolder(shippedPack()))
const own = await loadOwnReports()
const collected = await loadCollectedReports().catch(() => null)
const bayes = trainBayes(own)

const measured = [
  ...figuresOf('own', own),
  ...(collected === null
    ? []
    : [...figuresOf('collected', collected.scored), ...figuresOf('stream', collected.stream)]),
]
const compared = collected?.scored ?? own
printResult(
  {
    name: 'accuracy',
    figures: Object.fromEntries(measured),
    beside: {
      'likeness alone': { [compared === own ? 'own top1' : 'collected top1']: topOf(compared, readsLike) },
      'natural BayesClassifier': {
        [compared === own ? 'own top1' : 'collected top1']: topOf(compared, (it) => bayes.classify(textOf(it))),
      },
    },
  },
  collected === null
    ? 'The collected reports are not beside the project: only our own were measured.'
    : 'Evidence that knows what it reads, beside classifiers that only know words.',
)

function figuresOf(name: string, reports: readonly LabelledReport[]): [string, number][] {
  const figures: Figures = evaluate(reports, pack, () => performance.now()).figures
  const set: FigureSet = {
    top1: figures.top1,
    'macro F1': figures.macroF1,
    'assert precision': figures.asserted.precision,
    'assert recall': figures.asserted.recall,
    'false asserts per 1000': figures.falseAssertsPer1000,
    'false comments per 1000': figures.falseCommentsPer1000,
  }
  return Object.entries(set).map(([figure, value]) => [`${name} ${figure}`, value])
}

function trainBayes(reports: readonly LabelledReport[]): InstanceType<typeof BayesClassifier> {
  const classifier = new BayesClassifier()
  for (const report of reports.filter(hasSignature)) classifier.addDocument(textOf(report), report.expected)
  classifier.train()
  return classifier
}

function textOf({ issue }: LabelledReport): string {
  return `${issue.title} ${issue.body ?? ''}`
}

function readsLike({ issue }: LabelledReport): string {
  const { probabilities } = SHIPPED_JUDGEMENT.readLikeness(readReport(issue))
  const ranked = [...probabilities].filter(([outcome]) => pack.signatures.has(outcome)).sort((a, b) => b[1] - a[1])
  return ranked[0]?.[0] ?? ''
}

/** Share of the reports with a signature as their answer whose first guess is right. */
function topOf(reports: readonly LabelledReport[], guess: (report: LabelledReport) => string): number {
  const answered = reports.filter(hasSignature)
  return answered.filter((report) => [report.expected, ...report.also].includes(guess(report))).length / answered.length
}
