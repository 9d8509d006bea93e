/**
 * Computes the probability that two reports have the same cause by logistic regression over the pair's features. `npm
 * run fit:duplicates` fits the weights, which are committed together with the figures they achieved.
 */
import { PAIR_FEATURES, type PairFeatures } from './pair.ts'
import fitted from './weights.json' with { type: 'json' }

export interface MatchWeights {
  readonly bias: number
  readonly weights: Readonly<Record<keyof PairFeatures, number>>
}

/** Minimum probabilities at which a match is posted. */
export interface MatchThresholds {
  /** When both reports show the same failure. */
  readonly sameCause: number
  /** When only the texts are similar. */
  readonly textOnly: number
}

export const SHIPPED_WEIGHTS: MatchWeights = fitted
export const SHIPPED_THRESHOLDS: MatchThresholds = fitted.thresholds

/** @returns 0 to 1 */
export function probabilityOf(features: PairFeatures, { bias, weights }: MatchWeights = SHIPPED_WEIGHTS): number {
  const score = PAIR_FEATURES.reduce((sum, name) => sum + weights[name] * features[name], bias)
  return 1 / (1 + Math.exp(-score))
}
