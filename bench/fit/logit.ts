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
  decisiveInBrief: 1,
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
  noneRequest: 1,
  noneRequestOnly: 1,
  noneFailure: -1,
  noneTopic: -1,
  noneTopicInTitle: -1,
  noneTopicStrong: -1,
  noneCounterSign: 1,
  decisiveInLog: 1,
  noneCounterSignInTitle: 1,
  againstDecisive: -1,
  againstStrong: -1,
  againstSupporting: -1,
  counterSign: -1,
  outranked: -1,
}

function withSign(name: string, value: number): number {
  const sign = WEIGHT_SIGNS[name.split(':')[0] as string]
  return sign === undefined || value * sign >= 0 ? value : 0
}

export function fitLogit(choices: readonly Choice[], { steps, rate, ridge }: LogitOptions): Weights {
  const names = [
    ...new Set(choices.flatMap(({ outcomes }) => outcomes.flatMap(({ features }) => Object.keys(features)))),
  ].sort()
  const packed = choices.map((choice) => pack(choice, names))
  const weights = new Float64Array(names.length)
  const mean = new Float64Array(names.length)
  const variance = new Float64Array(names.length)
  const gradient = new Float64Array(names.length)
  const total = choices.reduce((sum, { importance }) => sum + importance, 0)
  for (let step = 1; step <= steps; step++) {
    gradient.fill(0)
    for (const choice of packed) addSlope(choice, weights, gradient)
    names.forEach((name, at) => {
      const g = (gradient[at] as number) / total - ridge * (weights[at] as number)
      const m = 0.9 * (mean[at] as number) + 0.1 * g
      const v = 0.999 * (variance[at] as number) + 0.001 * g * g
      mean[at] = m
      variance[at] = v
      const stride = (rate * (m / (1 - 0.9 ** step))) / (Math.sqrt(v / (1 - 0.999 ** step)) + 1e-8)
      weights[at] = withSign(name, (weights[at] as number) + stride)
    })
  }
  return Object.fromEntries(names.map((name, at) => [name, Number((weights[at] as number).toFixed(3))]))
}

/** A choice with the features of each outcome as indices and values, since the fit reads them thousands of times. */
interface PackedChoice {
  readonly outcomes: readonly { readonly at: Int32Array; readonly values: Float64Array }[]
  readonly target: readonly number[]
  readonly importance: number
}

function pack({ outcomes, target, importance }: Choice, names: readonly string[]): PackedChoice {
  const index = new Map(names.map((name, at) => [name, at]))
  const pairs = (features: Features) => Object.entries(features).filter(([, value]) => value !== 0)
  return {
    outcomes: outcomes.map(({ features }) => ({
      at: Int32Array.from(pairs(features), ([name]) => index.get(name) as number),
      values: Float64Array.from(pairs(features), ([, value]) => value),
    })),
    target,
    importance,
  }
}

function addSlope({ outcomes, target, importance }: PackedChoice, weights: Float64Array, gradient: Float64Array): void {
  const shares = softmax(
    outcomes.map(({ at, values }) => {
      let sum = 0
      for (let i = 0; i < at.length; i++) sum += (values[i] as number) * (weights[at[i] as number] as number)
      return sum
    }),
  )
  outcomes.forEach(({ at, values }, outcome) => {
    const miss = importance * ((target[outcome] as number) - (shares[outcome] as number))
    for (let i = 0; i < at.length; i++) {
      const feature = at[i] as number
      gradient[feature] = (gradient[feature] as number) + miss * (values[i] as number)
    }
  })
}
