/**
 * Fits the probability that two reports share a cause, and the thresholds above which a match is posted. One command
 * reproduces the result. Every figure is cross-validated by group: a pair is judged with weights that were fitted
 * without its group.
 * Usage: npm run fit:duplicates [-- --dry]   (needs the collected sets next to the project)
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { shippedPack } from '../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../src/adapters/pack-folder.ts'
import { PAIR_FEATURES } from '../src/core/duplicates/pair.ts'
import { type MatchThresholds, type MatchWeights, probabilityOf } from '../src/core/duplicates/probability.ts'
import {
  answerAll,
  areGrouped,
  type DuplicateFigures,
  measureDuplicates,
  type QueryResult,
  toIndexedReports,
} from '../src/core/evaluation/evaluate-duplicates.ts'
import { loadPack } from '../src/core/signatures/load.ts'
import { type DuplicateSet, loadDuplicateSets, loadLookAlikes } from './duplicate-corpora.ts'
import { type Example, fitBinaryLogit } from './fit/binary-logit.ts'

const FOLDS = 5
const RIDGE = 0.3
const STEPS = 60

/** Sign of each weight: every feature raises the probability of a match, except the distance in time. */
const WEIGHT_SIGNS = PAIR_FEATURES.map((name) => (name === 'days' ? -1 : 1))

/** Minimum precision that posted links must have at the chosen thresholds. */
const WANTED_PRECISION = 0.95
const WANTED_COVERAGE = 0.55
const WANTED_AMONG_CAUSES = 0.9
const MIN_JUDGED = 10
const LEVELS = Array.from({ length: 181 }, (_, at) => round(0.05 + at * 0.005))

/**
 * Weight of each set. Streams from a single repository are the best data. Hadoop's groups are far from complete, so
 * reports without a group are left out, and its hundreds of sub-tasks would teach the model that similar text means
 * little.
 */
const IMPORTANCE: Readonly<Record<string, number>> = { 'claude-code': 1, auth: 0.5, hadoop: 0.25 }

/** A pair that people judged to be similar but different counts more than a pair that nobody has judged. */
const LOOK_ALIKE = 4

const { values } = parseArgs({ options: { dry: { type: 'boolean' } } })
const sets = await loadDuplicateSets()
if (sets.length === 0) throw new Error('The collected sets are not next to the project.')
const lookAlikes = await loadLookAlikes(new Set(sets[0]?.stream.map(({ id }) => id)))
const pack = loadPack(await readPackFolder(shippedPack()))
const answeredSets = sets.map((set) => ({
  set,
  answers: answerAll(set.stream, toIndexedReports(set.stream, pack), { clock: () => 0 }),
}))
type AnsweredSet = (typeof answeredSets)[number]

const folds = Array.from({ length: FOLDS }, (_, fold) => fitWeights((group) => group % FOLDS !== fold))
const judged = answeredSets.map((it) => ({ ...it, answers: it.answers.map((answer) => judgeByFold(it.set, answer)) }))
const weights = fitWeights(() => true)
/** The answers with the shipped weights, which were fitted on every group. */
const shipped = answeredSets.map((it) => ({ ...it, answers: it.answers.map((answer) => judgeBy(weights, answer)) }))
const thresholds = chooseThresholds()
const figures = Object.fromEntries(judged.map(({ set, answers }) => [set.name, measure(set, answers, thresholds)]))

process.stdout.write(
  `${JSON.stringify({ ...weights, thresholds, figures, lookAlikes: linkedLookAlikes() }, null, 2)}\n`,
)
if (!values.dry) {
  const fitted = {
    fitted: new Date().toISOString().slice(0, 10),
    pack: pack.fingerprint,
    figures,
    thresholds,
    ...weights,
  }
  await writeFile(
    new URL('../src/core/duplicates/weights.json', import.meta.url),
    `${JSON.stringify(fitted, null, 2)}\n`,
  )
}

/** Returns the index of the report's group, or of a pseudo-group if it has none. */
function groupOf({ groups }: DuplicateSet, id: string): number {
  const found = groups.findIndex(({ ids }) => ids.includes(id))
  return found === -1 ? groups.length + (Number.parseInt(id.replace(/\D/g, ''), 10) % 1_000) : found
}

function fitWeights(isTrainingGroup: (group: number) => boolean): MatchWeights {
  const examples = answeredSets.flatMap(({ set, answers }) =>
    answers.filter(({ id }) => isTrainingGroup(groupOf(set, id))).flatMap((answer) => toExamples(set, answer)),
  )
  const fitted = fitBinaryLogit(examples, { steps: STEPS, ridge: RIDGE, signs: WEIGHT_SIGNS })
  const named = PAIR_FEATURES.map((name, at) => [name, round(fitted.weights[at] as number)])
  return { bias: round(fitted.bias), weights: Object.fromEntries(named) }
}

function toExamples(set: DuplicateSet, { id, matches }: QueryResult): readonly Example[] {
  const importance = IMPORTANCE[set.name] as number
  const isGrouped = set.groups.some(({ ids }) => ids.includes(id))
  if (set.name === 'hadoop' && !isGrouped) return []
  return matches.flatMap(({ id: other, match }) => {
    const same = areGrouped(id, other, set.groups)
    // Nobody has confirmed that these two reports of the same failure have different causes; most have the same one.
    if (!same && match.sameCause) return []
    const weight = areGrouped(id, other, lookAlikes) ? LOOK_ALIKE * importance : importance
    return [{ features: PAIR_FEATURES.map((name) => match.features[name]), outcome: same ? 1 : 0, importance: weight }]
  })
}

/** Returns the same answer with the probabilities from the fold that was fitted without its group. */
function judgeByFold(set: DuplicateSet, answer: QueryResult): QueryResult {
  return judgeBy(folds[groupOf(set, answer.id) % FOLDS] as MatchWeights, answer)
}

function judgeBy(by: MatchWeights, answer: QueryResult): QueryResult {
  const matches = answer.matches
    .map(({ id, match }) => ({ id, match: { ...match, probability: probabilityOf(match.features, by) } }))
    .sort((a, b) => b.match.probability - a.match.probability)
  return { ...answer, matches }
}

function measure(set: DuplicateSet, answers: readonly QueryResult[], at: MatchThresholds): DuplicateFigures {
  return measureDuplicates(
    answers.map((answer) => accept(answer, at)),
    set.groups,
  )
}

function accept(answer: QueryResult, at: MatchThresholds): QueryResult {
  const matches = answer.matches.map(({ id, match }) => {
    const threshold = match.sameCause ? at.sameCause : at.textOnly
    return { id, match: { ...match, accepted: match.contradiction === null && match.probability >= threshold } }
  })
  return { ...answer, matches }
}

/**
 * `textOnly`: the highest threshold that reaches the wanted coverage, raised until the shipped weights reach the wanted
 * precision on the reports about authentication. `sameCause`, for pairs with the same cause, may be lower: as low as
 * the wanted precision allows, provided that enough judged links remain to measure it.
 */
function chooseThresholds(): MatchThresholds {
  const linksOf = (name: string, thresholds: MatchThresholds) => {
    const { set, answers } = judged.find((it) => it.set.name === name) as AnsweredSet
    return measure(set, answers, thresholds).links
  }
  const covering = LEVELS.findLast((level) => {
    const { precision, coverage } = linksOf('claude-code', { sameCause: level, textOnly: level })
    return precision >= WANTED_PRECISION && coverage >= WANTED_COVERAGE
  })
  if (covering === undefined) throw new Error('No threshold reaches the wanted precision and coverage.')
  const auth = shipped.find(({ set }) => set.name === 'auth') as AnsweredSet
  const textOnly = LEVELS.find((level) => {
    const { precision } = measure(auth.set, auth.answers, { sameCause: level, textOnly: level }).links
    return level >= covering && precision >= WANTED_AMONG_CAUSES
  })
  if (textOnly === undefined)
    throw new Error('No threshold reaches the wanted precision on reports about authentication.')
  const sameCause = LEVELS.find((level) => {
    const { posted, precision } = linksOf('auth', { sameCause: level, textOnly })
    return posted >= MIN_JUDGED && precision >= WANTED_AMONG_CAUSES
  })
  return { sameCause: Math.min(sameCause ?? textOnly, textOnly), textOnly }
}

/** Number of look-alike pairs that would be linked. */
function linkedLookAlikes(): number {
  const { answers } = judged[0] as AnsweredSet
  return lookAlikes.filter(({ ids }) =>
    answers.some(
      (answer) =>
        ids.includes(answer.id) &&
        accept(answer, thresholds)
          .matches.slice(0, 3)
          .some(({ id, match }) => match.accepted && ids.includes(id)),
    ),
  ).length
}

function round(value: number): number {
  return Number(value.toFixed(4))
}
