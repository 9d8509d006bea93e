/**
 * Fits the model parameters for the diagnosis: the text classifier, the evidence weights, the clause reliabilities and
 * the thresholds. One command reproduces the result: the same reports and pack give the same files. Every figure is
 * cross-validated by repository: each report is diagnosed by a model that saw no report of the same repository.
 * Usage: npm run fit [-- --dry] [-- --details FILE]   (needs the collected reports next to the project)
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { shippedPack } from '../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../src/adapters/pack-folder.ts'
import { collectEvidence } from '../src/core/diagnosis/collect-evidence.ts'
import { AUTH_OTHER, describeOutcomes, NOT_AUTH } from '../src/core/diagnosis/confidence.ts'
import { diagnoseScanned } from '../src/core/diagnosis/diagnose.ts'
import type { ModelParameters, Thresholds, Weights } from '../src/core/diagnosis/model-parameters.ts'
import { passagesOf } from '../src/core/diagnosis/passages.ts'
import { type ScannedReport, scanReport } from '../src/core/diagnosis/read-hits.ts'
import { createTextClassifier, type TextClassifierModel } from '../src/core/diagnosis/text-classifier.ts'
import { hasSignature, type LabelledReport } from '../src/core/evaluation/corpus.ts'
import { detailsOf, type EvaluatedReport, judge } from '../src/core/evaluation/evaluated-report.ts'
import { type Figures, measure } from '../src/core/evaluation/figures.ts'
import { parseIssueText } from '../src/core/report/issue-text.ts'
import { readReport } from '../src/core/report/read-report.ts'
import type { Segment } from '../src/core/report/report.ts'
import { loadPack } from '../src/core/signatures/load.ts'
import type { Pack } from '../src/core/signatures/pack.ts'
import {
  loadCollectedReports,
  loadKeptReports,
  loadOwnCases,
  loadOwnReports,
  loadReportsWithDuplicates,
  loadRetoldReports,
  repositoryOf,
} from './corpora.ts'
import { type HitReport, measureReliability } from './fit/clause-reliability.ts'
import { type Choice, fitLogit } from './fit/logit.ts'
import { type TrainingReport, trainTextClassifier } from './fit/train-text-classifier.ts'

const FOLDS = 5
const TEXT_CLASSIFIER = { steps: 150, rate: 0.1, ridge: 2e-5, minReports: 3, maxTerms: 8_000 }
const LOGIT = { steps: 1500, rate: 0.03, ridge: 2e-4 }

/** Report weights: reports collected from real repositories count most, the pack's examples least. */
const IMPORTANCE = { scored: 1, keptAi: 1, keptOther: 1, unscored: 0.6, retold: 1, own: 1, example: 0.3 } as const

/** Reports on which figures are taken. Nobody who wrote a clause has read the kept ones. */
const MEASURED: ReadonlySet<keyof typeof IMPORTANCE> = new Set(['scored', 'keptAi', 'keptOther'])

/** Minimum share of the asserts that the comment calls sure that name the cause, or one that could be defended. */
const SURE_PRECISION = 0.98

/**
 * Confidences are calibrated, so a threshold is what a wrong assert costs: as much as a right one is worth where a line
 * that names the cause is shown with it, and three times as much where none is.
 */
const FIXED_THRESHOLDS: Omit<Thresholds, 'sure'> = {
  assertDecisive: 0.5,
  assertStrong: 0.75,
  tie: 0.6,
  ask: 0.65,
  askNeutral: 0.85,
  askOnRequest: 0.95,
}

const { values } = parseArgs({ options: { dry: { type: 'boolean' }, details: { type: 'string' } } })
const pack = loadPack(await readPackFolder(shippedPack()))
const { scored, unscored, stream } = await loadCollectedReports()
const kept = await loadKeptReports()
const rows = [
  ...scored.map((it) => prepare(it, 'scored')),
  ...kept.ai.map((it) => prepare(it, 'keptAi')),
  ...kept.other.map((it) => prepare(it, 'keptOther')),
  ...unscored.map((it) => prepare(it, 'unscored')),
  ...[...(await loadRetoldReports()), ...(await loadReportsWithDuplicates())].map((it) => prepare(it, 'retold')),
  ...[...(await loadOwnReports()), ...(await loadOwnCases())].map((it) => prepare(it, 'own')),
]
const measuredRows = rows.filter(({ from }) => MEASURED.has(from))
/** With the examples, a line that names a cause outweighs what its words resemble. */
const all = [...rows, ...exampleRows(pack)]

/** Each fold's parameters before its weights are fitted, learned without the fold's reports. */
const foldParts = Array.from({ length: FOLDS }, (_, fold) => learn(all.filter((row) => row.fold !== fold)))
const choices = all.map((row) => ({ fold: row.fold, choice: toChoice(row, foldParts[row.fold] as Learned) }))
const choicesWithout = (fold: number) => choices.filter((it) => it.fold !== fold).map(({ choice }) => choice)
const foldWeights = foldParts.map((_, fold) => fitLogit(choicesWithout(fold), LOGIT))
const outcomes = crossValidate({ ...FIXED_THRESHOLDS, sure: 1 })
const thresholds: Thresholds = { ...FIXED_THRESHOLDS, sure: chooseSure(outcomes) }
const crossValidated = measure(outcomes, [])
const parts = Object.fromEntries(
  [...MEASURED].map((from) => [
    from,
    measure(
      outcomes.filter((_, at) => measuredRows[at]?.from === from),
      [],
    ),
  ]),
)

const textClassifierAlone = topOfTextClassifier()
const learned = learn(all)
const weights = fitLogit(
  choices.map(({ choice }) => choice),
  LOGIT,
)
const final: ModelParameters = { ...learned, weights, thresholds }
const onStream = measure(
  stream.map((report) => {
    const scanned = scanReport(readReport(report.issue), pack)
    return judge(report, diagnoseScanned(scanned, pack, final), pack)
  }),
  [],
)

report(crossValidated, onStream, weights, thresholds)
if (values.details !== undefined) {
  await writeFile(values.details, outcomes.map((it) => `${JSON.stringify(detailsOf(it))}\n`).join(''))
}
if (!values.dry) await save({ learned, weights, thresholds, crossValidated, onStream })

interface Row {
  readonly labelled: LabelledReport
  readonly from: keyof typeof IMPORTANCE
  readonly importance: number
  readonly scanned: ScannedReport
  readonly passages: readonly Segment[]
  /** The same for all reports of a repository. */
  readonly fold: number
}

type Learned = Pick<ModelParameters, 'reliabilities' | 'classifyText'> & { readonly model: TextClassifierModel }

function learn(from: readonly Row[]): Learned {
  const model = trainTextClassifier(from.map(toTraining), TEXT_CLASSIFIER)
  const reliabilities = measureReliability(from.filter((it) => it.from !== 'example').map(toHitReport))
  return { model, classifyText: createTextClassifier(model), reliabilities }
}

function toHitReport({ labelled, scanned, importance }: Row): HitReport {
  const wanted = [labelled.expected, ...labelled.also]
  const isCorrect = (id: string) => isAmong(id, wanted)
  return { hits: scanned.hits, importance, isRight: isCorrect }
}

/** A general signature's clauses are also correct on reports of its narrower kinds. */
function isAmong(id: string, wanted: readonly string[]): boolean {
  return wanted.some((it) => it === id || pack.signatures.get(it)?.broader === id)
}

function prepare(labelled: LabelledReport, from: keyof typeof IMPORTANCE): Row {
  const scanned = scanReport(readReport(labelled.issue), pack)
  const passages = passagesOf(scanned)
  const fold = foldOf(from === 'own' || from === 'example' ? labelled.id : repositoryOf(labelled))
  return { labelled, from, importance: IMPORTANCE[from], scanned, passages, fold }
}

/** FNV-1a, so that a repository stays in its fold when others are added. */
function foldOf(repository: string): number {
  let hash = 0x811c9dc5
  for (const character of repository) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash % FOLDS
}

/** The pack's examples count little: the clauses were written to match them. */
function exampleRows(from: Pack): readonly Row[] {
  return [...from.signatures.values()].flatMap(({ id, examples }) =>
    examples
      .filter(({ expect }) => expect.signature !== 'none' || expect.decision === 'silent')
      .map(({ name, report, expect }) => {
        const expected = expect.signature === 'none' ? NOT_AUTH : (expect.signature ?? id)
        return prepare({ id: `${id}: ${name}`, issue: parseIssueText(report), expected, also: [] }, 'example')
      }),
  )
}

function toTraining({ labelled, passages, importance }: Row): TrainingReport {
  return { passages, importance, target: shares(labelled) }
}

/** If other answers would also be correct, the expected one gets most of the probability. */
function shares({ expected, also }: LabelledReport): ReadonlyMap<string, number> {
  const known = (id: string) => (id === NOT_AUTH || pack.signatures.has(id) ? id : AUTH_OTHER)
  const others = [...new Set(also.map(known))].filter((id) => id !== known(expected))
  if (others.length === 0) return new Map([[known(expected), 1]])
  return new Map([[known(expected), 0.8], ...others.map((id): [string, number] => [id, 0.2 / others.length])])
}

/** If the expected answer is not among the outcomes, "another failure" is the correct outcome. */
function toChoice({ labelled, scanned, passages, importance }: Row, { classifyText, reliabilities }: Learned): Choice {
  const outcomes = describeOutcomes(collectEvidence(scanned, classifyText(passages), pack), reliabilities)
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

/** Diagnoses every measured report with the fold that was trained without its repository. */
function crossValidate(it: Thresholds): readonly EvaluatedReport[] {
  return measuredRows.map(({ labelled, scanned, fold }) => {
    const parameters = { ...(foldParts[fold] as Learned), weights: foldWeights[fold] as Weights, thresholds: it }
    return judge(labelled, diagnoseScanned(scanned, pack, parameters), pack)
  })
}

/** Returns the share of measured reports for which the text classifier alone ranks the expected signature first. */
function topOfTextClassifier(): number {
  const answered = measuredRows.filter((row) => hasSignature(row.labelled, pack))
  const correct = answered.filter(({ labelled, passages, fold }) => {
    const { probabilities } = (foldParts[fold] as Learned).classifyText(passages)
    const ranked = [...probabilities].filter(([id]) => pack.signatures.has(id)).sort((a, b) => b[1] - a[1])
    return ranked[0]?.[0] === labelled.expected
  })
  return correct.length / answered.length
}

/** Returns the lowest confidence above which asserts are right often enough to be called sure. */
function chooseSure(outcomes: readonly EvaluatedReport[]): number {
  const candidates = [0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99]
  const isGood = (from: number) =>
    measure(
      outcomes.filter(({ diagnosis }) => diagnosis.confidence >= from),
      [],
    ).asserted.precision >= SURE_PRECISION
  return candidates.find(isGood) ?? 0.995
}

function report(all: Figures, healthy: Figures, fitted: Weights, chosen: Thresholds): void {
  const lines = [
    `cross-validated by repository on ${inWords(all)}`,
    ...Object.entries(parts).map(([from, figures]) => `  ${from}: ${inWords(figures)}`),
    `on ${healthy.reports} reports of a healthy stream: ${healthy.falseAssertsPer1000.toFixed(1)} false asserts and ` +
      `${healthy.falseCommentsPer1000.toFixed(1)} false comments per 1,000`,
    `thresholds ${JSON.stringify(chosen)}`,
    `weights ${JSON.stringify(fitted)}`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

function inWords({ asserted, ...figures }: Figures): string {
  return (
    `${figures.reports} reports: top1 ${figures.strictTop1.toFixed(3)} strict, ${figures.top1.toFixed(3)} lenient; ` +
    `asserted ${asserted.count} at precision ${asserted.strictPrecision.toFixed(3)} strict, ` +
    `${asserted.precision.toFixed(3)} lenient, and recall ${asserted.strictRecall.toFixed(3)}; silent on auth ` +
    `${figures.silentOnAuth.toFixed(3)}; on ${figures.notAuth} not-auth reports ` +
    `${figures.falseAssertsPer1000.toFixed(0)} false asserts and ${figures.falseCommentsPer1000.toFixed(0)} words per 1,000`
  )
}

interface Fitted {
  readonly learned: Learned
  readonly weights: Weights
  readonly thresholds: Thresholds
  readonly crossValidated: Figures
  readonly onStream: Figures
}

async function save({ learned, weights, thresholds, crossValidated, onStream }: Fitted): Promise<void> {
  const figures = {
    folds: FOLDS,
    crossValidated: {
      ...summaryOf(crossValidated),
      macroF1: crossValidated.macroF1,
      textClassifierAloneTop1: textClassifierAlone,
      bySignature: crossValidated.bySignature,
    },
    collected: summaryOf(parts['scored'] as Figures),
    kept: { ai: summaryOf(parts['keptAi'] as Figures), other: summaryOf(parts['keptOther'] as Figures) },
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

function summaryOf(figures: Figures) {
  const { reports, top1, strictTop1, asserted, silentOnAuth, notAuth, falseAssertsPer1000, falseCommentsPer1000 } =
    figures
  return {
    count: reports,
    top1,
    strictTop1,
    asserted,
    silentOnAuth,
    notAuth,
    falseAssertsPer1000,
    falseCommentsPer1000,
  }
}
