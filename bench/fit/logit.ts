/**
 * Fits a conditional logit by gradient ascent with Adam (D. P. Kingma and J. Ba, 2015) and an L2 prior: one small set
 * of weights for all outcomes of all reports.
 */
import type { Features, OutcomeFeatures } from '../../src/core/diagnosis/confidence.ts'
import type { Weights } from '../../src/core/diagnosis/model-parameters.ts'
import { softmax } from '../../src/core/diagnosis/text-classifier.ts'

/** One report: its possible outcomes, the correctness of each one (shares that sum to 1), and the report's weight. */
export interface Choice {
  readonly outcomes: readonly OutcomeFeatures[]
  readonly target: readonly number[]
  readonly importance: number
}

export interface LogitOptions {
  readonly steps: number
  readonly rate: number
  /** Strength of the prior, which pulls every weight towards zero. */
  readonly ridge: number
}

/**
 * Required sign of each weight: evidence never lowers a score and counter-evidence never raises one, whatever a small
 * corpus shows.
 */
const WEIGHT_SIGNS: Readonly<Record<string, 1 | -1>> = {
  decisive: 1,
  decisiveMore: 1,
  strong: 1,
  strongMore: 1,
  supporting: 1,
  supportingMore: 1,
  inTitle: 1,
  bestClause: 1,
  otherClauses: 1,
  textClass: 1,
  otherTextClass: 1,
  noneTextClass: 1,
  noneCounterSign: 1,
  noneCounterSignInTitle: 1,
  againstDecisive: -1,
  againstStrong: -1,
  againstSupporting: -1,
  counterSign: -1,
  outranked: -1,
}

function withSign(name: string, value: number): number {
  const sign = WEIGHT_SIGNS[name]
  return sign === undefined || value * sign >= 0 ? value : 0
}

export function fitLogit(choices: readonly Choice[], { steps, rate, ridge }: LogitOptions): Weights {
  const names = [
    ...new Set(choices.flatMap(({ outcomes }) => outcomes.flatMap(({ features }) => Object.keys(features)))),
  ].sort()
  const weights = new Map(names.map((name) => [name, 0]))
  const mean = new Map(names.map((name) => [name, 0]))
  const variance = new Map(names.map((name) => [name, 0]))
  const total = choices.reduce((sum, { importance }) => sum + importance, 0)
  for (let step = 1; step <= steps; step++) {
    const gradient = slope(choices, weights)
    for (const name of names) {
      const g = (gradient.get(name) ?? 0) / total - ridge * (weights.get(name) as number)
      const m = 0.9 * (mean.get(name) as number) + 0.1 * g
      const v = 0.999 * (variance.get(name) as number) + 0.001 * g * g
      mean.set(name, m)
      variance.set(name, v)
      const stride = (rate * (m / (1 - 0.9 ** step))) / (Math.sqrt(v / (1 - 0.999 ** step)) + 1e-8)
      weights.set(name, withSign(name, (weights.get(name) as number) + stride))
    }
  }
  return Object.fromEntries([...weights].map(([name, value]) => [name, Number(value.toFixed(3))]))
}

function slope(choices: readonly Choice[], weights: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const gradient = new Map<string, number>()
  for (const { outcomes, target, importance } of choices) {
    const shares = softmax(outcomes.map(({ features }) => scoreOf(features, weights)))
    outcomes.forEach(({ features }, at) => {
      const miss = importance * ((target[at] as number) - (shares[at] as number))
      for (const [name, value] of Object.entries(features)) gradient.set(name, (gradient.get(name) ?? 0) + miss * value)
    })
  }
  return gradient
}

function scoreOf(features: Features, weights: ReadonlyMap<string, number>): number {
  return Object.entries(features).reduce((sum, [name, value]) => sum + value * (weights.get(name) ?? 0), 0)
}
