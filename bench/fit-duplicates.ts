/**
 * Fits the probability that two reports share a cause, and the thresholds above which a match is posted. One command
 * reproduces the result. Every figure is cross-validated: a report's pairs are judged by weights that were fitted
 * without its group, or without its repository. One group in five about authentication takes no part at all.
 * Usage: npm run fit:duplicates [-- --dry] [-- --kept]   (needs the collected sets next to the project)
 * `--kept` measures the shipped weights on the groups that took no part, and fits nothing.
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { shippedPack } from '../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../src/adapters/pack-folder.ts'
import { FEATURES, PAIR_FEATURES, type PairFeatures } from '../src/core/duplicates/pair-features.ts'
import {
  type MatchModel,
  type MatchWeights,
  SHIPPED_MODEL,
  type SHIPPED_THRESHOLDS,
} from '../src/core/duplicates/probability.ts'
import {
  answerAll,
  linksOf,
  measureDuplicates,
  type QueryResult,
  toIndexedReports,
} from '../src/core/evaluation/evaluate-duplicates.ts'
import { loadPack } from '../src/core/signatures/load.ts'
import { type DuplicateSet, hashOf, loadDuplicateSets } from './duplicate-corpora.ts'
import { type BinaryFit, type Example, fitBinaryLogit } from './fit/binary-logit.ts'
import { AnsweredSet, judge } from './fit/duplicate-set.ts'
import { chooseThresholds } from './fit/duplicate-thresholds.ts'

const FOLDS = 5
const STEPS = 40
/** The weights for authentication are pulled towards those for text, and are fitted on fewer pairs. */
const RIDGE = { text: 0.3, auth: 2 }
const SIGNS = PAIR_FEATURES.map((name) => FEATURES[name].sign)

/**
 * Weight of each set. Hadoop's groups are far from complete, so reports without a group are left out, and its hundreds
 * of sub-tasks would teach the model that similar text means little.
 */
const IMPORTANCE: Readonly<Record<DuplicateSet['name'], number>> = { 'claude-code': 1, auth: 1, hadoop: 0.25 }

/** A pair that people judged to be similar but different counts more than a pair that nobody has judged. */
const LOOK_ALIKE = 4
/** Nobody has judged most pairs with the same failure, and some of them have the same cause. */
const SAME_FAILURE = 0.3

interface Fold {
  readonly fold: number
  readonly kind: 'text' | 'auth'
  readonly example: Example
}

const { values } = parseArgs({ options: { dry: { type: 'boolean' }, kept: { type: 'boolean' } } })
const sets = await loadDuplicateSets()
if (sets.length === 0) throw new Error('The collected sets are not next to the project.')
const pack = loadPack(await readPackFolder(shippedPack()))
const answersOf = ({ stream }: DuplicateSet) => answerAll(stream, toIndexedReports(stream, pack), { clock: () => 0 })

if (values.kept) printKept()
else await fitAll()

async function fitAll(): Promise<void> {
  const answered = sets.map((set) => new AnsweredSet(set, answersOf(set)))
  const byGroup = crossValidate(answered, (set, id) => hashOf(set.groupOf(id)) % FOLDS)
  const byRepository = crossValidate(answered, (set, id) => hashOf(`${set.set.name} ${repositoryOf(id)}`) % FOLDS)
  const [streams, auth] = [byGroup[0] as AnsweredSet, byGroup[2] as AnsweredSet]
  const none = { signature: 2, auth: 2, text: 2 }
  const thresholds = chooseThresholds((kind, level) =>
    (kind === 'text' ? streams : auth).linksAt({ ...none, [kind]: level }),
  )
  const figuresOf = (judged: readonly AnsweredSet[]) =>
    Object.fromEntries(judged.map((it) => [it.set.name, measure(it, thresholds)]))
  const fitted = {
    fitted: new Date().toISOString().slice(0, 10),
    pack: pack.fingerprint,
    figures: figuresOf(byGroup),
    byRepository: figuresOf(byRepository),
    thresholds,
    ...fitModel(
      answered.flatMap((set) => toExamples(set, () => 0)),
      () => true,
    ),
  }
  process.stdout.write(`${JSON.stringify(fitted, null, 2)}\n`)
  if (values.dry) return
  const file = new URL('../src/core/duplicates/weights.json', import.meta.url)
  await writeFile(file, `${JSON.stringify(fitted, null, 2)}\n`)
}

function measure(judged: AnsweredSet, thresholds: typeof SHIPPED_THRESHOLDS) {
  const { msPerQuery: _, ...figures } = measureDuplicates(judged.accepting(thresholds), judged.set.groups)
  return { ...figures, lookAlikesLinked: judged.linksAt(thresholds).lookAlikes }
}

/** Judges each report by a model that was fitted without the reports in its fold. */
function crossValidate(
  answered: readonly AnsweredSet[],
  foldOf: (set: AnsweredSet, id: string) => number,
): readonly AnsweredSet[] {
  const examples = answered.flatMap((set) => toExamples(set, (id) => foldOf(set, id)))
  const models = Array.from({ length: FOLDS }, (_, fold) => fitModel(examples, (it) => it.fold !== fold))
  return answered.map((set) => set.judgeBy((id) => models[foldOf(set, id)] as MatchModel))
}

function fitModel(examples: readonly Fold[], isTraining: (example: Fold) => boolean): MatchModel {
  const of = (kind: Fold['kind']) => examples.filter((it) => it.kind === kind && isTraining(it)).map((it) => it.example)
  const text = fitBinaryLogit(of('text'), { steps: STEPS, ridge: RIDGE.text, signs: SIGNS })
  const auth = fitBinaryLogit(of('auth'), { steps: STEPS, ridge: RIDGE.auth, signs: SIGNS, prior: text })
  return { text: toWeights(text), auth: toWeights(auth) }
}

function toWeights({ bias, weights }: BinaryFit): MatchWeights {
  const named = PAIR_FEATURES.map((name, at) => [name, round(weights[at] as number)])
  return { bias: round(bias), weights: Object.fromEntries(named) }
}

function toExamples(set: AnsweredSet, foldOf: (id: string) => number): readonly Fold[] {
  const { name } = set.set
  const queries = set.answers.filter(({ id }) => name !== 'hadoop' || set.isGrouped(id))
  return queries.flatMap(({ id, matches }) =>
    matches.map(({ id: other, match }): Fold => {
      const same = set.areSame(id, other)
      const isLookAlike = set.areLookAlikes(id, other)
      const unjudged = !same && !isLookAlike && match.sameCause ? SAME_FAILURE : 1
      const importance = IMPORTANCE[name] * unjudged * (isLookAlike ? LOOK_ALIKE : 1)
      const kind = match.kind === 'text' ? 'text' : 'auth'
      return {
        fold: foldOf(id),
        kind,
        example: { features: valuesOf(match.features, kind), outcome: same ? 1 : 0, importance },
      }
    }),
  )
}

function valuesOf(features: PairFeatures, kind: Fold['kind']): readonly number[] {
  return PAIR_FEATURES.map((name) => (kind === 'auth' || FEATURES[name].isText ? features[name] : 0))
}

/** Prints the figures of the shipped weights on the groups that took no part in the fit. */
function printKept(): void {
  for (const set of sets.filter(({ kept }) => kept.length > 0)) {
    const answers = answersOf(set).map((answer): QueryResult => judge(answer, SHIPPED_MODEL))
    const { msPerQuery: _, elsewhere: __, ...figures } = measureDuplicates(answers, set.kept)
    const ids = new Set(set.kept.filter(({ sure }) => sure).flatMap((group) => group.ids))
    const links = answers.filter(({ id }) => ids.has(id)).map((answer) => [answer.id, linksOf(answer)])
    process.stdout.write(
      `${JSON.stringify({ set: set.name, ...figures, links: figures.links, posted: links }, null, 2)}\n`,
    )
  }
}

function repositoryOf(id: string): string {
  return id.split('#').length > 1 ? (id.split('#')[0] as string) : ''
}

function round(value: number): number {
  return Number(value.toFixed(4))
}
