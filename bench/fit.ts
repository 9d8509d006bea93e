/**
 * Fits the model parameters for the diagnosis: the text classifier, the evidence weights and the thresholds. One
 * command reproduces the result: the same reports and pack give the same files. Every figure is cross-validated: each
 * report is diagnosed by a model that was not trained on it.
 * Usage: npm run fit [-- --dry]   (needs the collected reports next to the project)
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { shippedPack } from '../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../src/adapters/pack-folder.ts'
import { collectEvidence } from '../src/core/diagnosis/collect-evidence.ts'
import { AUTH_OTHER, describeOutcomes, NOT_AUTH } from '../src/core/diagnosis/confidence.ts'
import { diagnose } from '../src/core/diagnosis/diagnose.ts'
import type { ModelParameters, Thresholds, Weights } from '../src/core/diagnosis/model-parameters.ts'
import { createTextClassifier, type TextClassifierModel } from '../src/core/diagnosis/text-classifier.ts'
import { hasSignature } from '../src/core/evaluation/corpus.ts'
import { type EvaluatedReport, type Figures, judge, measure } from '../src/core/evaluation/evaluate.ts'
import { parseIssueText } from '../src/core/report/issue-text.ts'
import { readReport } from '../src/core/report/read-report.ts'
import { loadPack } from '../src/core/signatures/load.ts'
import type { Hit, Pack } from '../src/core/signatures/pack.ts'
import { loadCollectedReports, loadOwnReports, type TaggedReport } from './corpora.ts'
import { type HitReport, measureReliability } from './fit/clause-reliability.ts'
import { type Choice, fitLogit } from './fit/logit.ts'
import { type TrainingReport, trainTextClassifier } from './fit/train-text-classifier.ts'

const FOLDS = 10
const TEXT_CLASSIFIER = { steps: 100, rate: 0.1, ridge: 1e-4, minReports: 3 }
const LOGIT = { steps: 1500, rate: 0.03, ridge: 2e-4 }

/** Report weights: reports collected from real repositories count most, the pack's examples least. */
const IMPORTANCE = { scored: 1, unscored: 0.6, own: 0.6, example: 0.3 } as const

/** Minimum precision that asserts must have at the chosen thresholds. */
const WANTED_PRECISION = 0.975

/** Candidate thresholds. */
const SHARES = [0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95]

const { values } = parseArgs({ options: { dry: { type: 'boolean' } } })
const pack = loadPack(await readPackFolder(shippedPack()))
const { scored, unscored, stream } = await loadCollectedReports()
const rows = [...tag(scored, 'scored'), ...tag(unscored, 'unscored'), ...tag(await loadOwnReports(), 'own')].map(
  prepare,
)
const examples = exampleRows(pack)

/** Each fold's parameters before its weights are fitted, learned without the fold's reports. */
const parts = Array.from({ length: FOLDS }, (_, fold) => learn(rows.filter((_, at) => at % FOLDS !== fold)))
const choices = rows.map((row, at) => toChoice(row, parts[at % FOLDS] as Learned))
const foldWeights = parts.map((_, fold) =>
  fitLogit(
    choices.filter((_, at) => at % FOLDS !== fold),
    LOGIT,
  ),
)
const thresholds = chooseThresholds(crossValidate)
const crossValidated = measure(crossValidate(thresholds), [])

const textClassifierAlone = topOfTextClassifier()
const learned = learn(rows)
const weights = fitLogit(choices, LOGIT)
const final: ModelParameters = { ...learned, weights, thresholds }
const onStream = measure(
  stream.map((report) => judge(report, diagnose(readReport(report.issue), pack, final), pack)),
  [],
)

report(crossValidated, onStream, weights, thresholds)
if (!values.dry) await save({ learned, weights, thresholds, crossValidated, onStream })

interface Row extends TaggedReport {
  readonly report: ReturnType<typeof readReport>
  readonly hits: readonly Hit[]
  readonly importance: number
}

function tag(
  reports: readonly TaggedReport['labelled'][],
  from: keyof typeof IMPORTANCE,
): readonly (TaggedReport & { importance: number })[] {
  return reports.map((labelled) => ({ labelled, importance: IMPORTANCE[from] }))
}

type Learned = Pick<ModelParameters, 'reliabilities' | 'classifyText'> & { readonly model: TextClassifierModel }

function learn(from: readonly Row[]): Learned {
  const model = trainTextClassifier([...from, ...examples].map(toTraining), TEXT_CLASSIFIER)
  const reliabilities = measureReliability(from.map(toHitReport))
  return { model, classifyText: createTextClassifier(model), reliabilities }
}

function toHitReport({ labelled, hits, importance }: Row): HitReport {
  const wanted = [labelled.expected, ...labelled.also]
  const isCorrect = (id: string) => isAmong(id, wanted)
  return { hits, importance, isRight: isCorrect }
}

/** A general signature's clauses are also correct on reports of its narrower kinds. */
function isAmong(id: string, wanted: readonly string[]): boolean {
  return wanted.some((it) => it === id || pack.signatures.get(it)?.broader === id)
}

function prepare({ labelled, importance }: TaggedReport & { importance: number }): Row {
  const report = readReport(labelled.issue)
  return { labelled, importance, report, hits: pack.scanner.scan(report.segments) }
}

/** The pack's examples train only the text classifier: the clauses were written to match them. */
function exampleRows(from: Pack): readonly Row[] {
  return [...from.signatures.values()].flatMap(({ id, examples }) =>
    examples
      .filter(({ expect }) => expect.signature !== 'none' || expect.decision === 'silent')
      .map(({ name, report, expect }) => {
        const expected = expect.signature === 'none' ? NOT_AUTH : (expect.signature ?? id)
        const labelled = { id: `${id}: ${name}`, issue: parseIssueText(report), expected, also: [] }
        return prepare({ labelled, importance: IMPORTANCE.example })
      }),
  )
}

function toTraining({ labelled, report, importance }: Row): TrainingReport {
  return { report, importance, target: shares(labelled) }
}

/** If other answers would also be correct, the expected one gets most of the probability. */
function shares({ expected, also }: TaggedReport['labelled']): ReadonlyMap<string, number> {
  if (also.length === 0) return new Map([[expected, 1]])
  return new Map([[expected, 0.7], ...also.map((id): [string, number] => [id, 0.3 / also.length])])
}

/** If the expected answer is not among the outcomes, "another failure" is the correct outcome. */
function toChoice({ labelled, report, hits, importance }: Row, { classifyText, reliabilities }: Learned): Choice {
  const outcomes = describeOutcomes(collectEvidence(hits, classifyText(report), pack), reliabilities)
  const wanted = shares(labelled)
  const direct = outcomes.map(({ outcome }) => wanted.get(outcome) ?? broaderShare(outcome, wanted, outcomes))
  const missing = 1 - direct.reduce((sum, it) => sum + it, 0)
  const target = direct.map((share, at) =>
    outcomes[at]?.outcome === AUTH_OTHER ? share + Math.max(0, missing) : share,
  )
  return { outcomes, target, importance }
}

/** A narrower kind of the expected answer is correct if the expected answer itself is not among the outcomes. */
function broaderShare(outcome: string, wanted: ReadonlyMap<string, number>, outcomes: Choice['outcomes']): number {
  const broader = pack.signatures.get(outcome)?.broader
  if (broader === undefined || outcomes.some((it) => it.outcome === broader)) return 0
  return wanted.get(broader) ?? 0
}

/** Diagnoses every report with the fold that was trained without it. */
function crossValidate(it: Thresholds): readonly EvaluatedReport[] {
  return rows.flatMap((row, at) => {
    if (!isScored(row.labelled.id)) return []
    const fold = at % FOLDS
    const parameters = { ...(parts[fold] as Learned), weights: foldWeights[fold] as Weights, thresholds: it }
    return [judge(row.labelled, diagnose(row.report, pack, parameters), pack)]
  })
}

/** Returns the share of scored reports for which the text classifier alone ranks the expected signature first. */
function topOfTextClassifier(): number {
  const answered = rows
    .map((row, at) => ({ row, reader: parts[at % FOLDS] as Learned }))
    .filter(({ row }) => isScored(row.labelled.id) && hasSignature(row.labelled))
  const correct = answered.filter(({ row, reader }) => {
    const ranked = [...reader.classifyText(row.report).probabilities].filter(([id]) => pack.signatures.has(id))
    const first = ranked.sort((a, b) => b[1] - a[1])[0]?.[0]
    return first !== undefined && [row.labelled.expected, ...row.labelled.also].includes(first)
  })
  return correct.length / answered.length
}

function isScored(id: string): boolean {
  return scored.some((it) => it.id === id)
}

/**
 * Of the threshold pairs with the wanted precision, returns the one with the highest recall; `tie` and `ask` stay
 * unchanged.
 */
function chooseThresholds(outcomesAt: (thresholds: Thresholds) => readonly EvaluatedReport[]): Thresholds {
  let chosen: Thresholds = { assertDecisive: 0.95, assertStrong: 0.95, tie: 0.6, ask: 0.8 }
  let bestRecall = 0
  for (const assertDecisive of SHARES) {
    for (const assertStrong of SHARES.filter((it) => it >= assertDecisive)) {
      const thresholds = { ...chosen, assertDecisive, assertStrong }
      const { precision, recall } = measure(outcomesAt(thresholds), []).asserted
      if (precision < WANTED_PRECISION || recall <= bestRecall) continue
      chosen = thresholds
      bestRecall = recall
    }
  }
  return chosen
}

function report(real: Figures, healthy: Figures, fitted: Weights, chosen: Thresholds): void {
  const { asserted } = real
  const lines = [
    `cross-validated on ${real.reports} collected reports: top1 ${real.top1.toFixed(3)}, macro F1 ${real.macroF1.toFixed(3)}, ` +
      `asserted ${asserted.count} at precision ${asserted.precision.toFixed(3)} and recall ${asserted.recall.toFixed(3)}`,
    `on ${healthy.reports} reports of a healthy stream: ${healthy.falseAssertsPer1000.toFixed(1)} false asserts and ` +
      `${healthy.falseCommentsPer1000.toFixed(1)} false comments per 1,000`,
    `thresholds ${JSON.stringify(chosen)}`,
    `weights ${JSON.stringify(fitted)}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

interface Fitted {
  readonly learned: Learned
  readonly weights: Weights
  readonly thresholds: Thresholds
  readonly crossValidated: Figures
  readonly onStream: Figures
}

async function save({ learned, weights, thresholds, crossValidated, onStream }: Fitted): Promise<void> {
  const { top1, macroF1, asserted } = crossValidated
  const figures = {
    folds: FOLDS,
    collectedReports: {
      count: crossValidated.reports,
      top1,
      macroF1,
      asserted,
      textClassifierAloneTop1: textClassifierAlone,
      bySignature: crossValidated.bySignature,
    },
    healthyStream: {
      count: onStream.reports,
      falseAssertsPer1000: onStream.falseAssertsPer1000,
      falseCommentsPer1000: onStream.falseCommentsPer1000,
    },
  }
  const fitted = {
    fitted: new Date().toISOString().slice(0, 10),
    pack: pack.fingerprint,
    figures,
    thresholds,
    weights,
    reliabilities: learned.reliabilities,
  }
  const folder = new URL('../src/core/diagnosis/', import.meta.url)
  await writeFile(new URL('weights.json', folder), `${JSON.stringify(fitted, null, 2)}\n`)
  await writeFile(new URL('text-classifier.json', folder), `${JSON.stringify(learned.model)}\n`)
}
