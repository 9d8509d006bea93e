/**
 * Computes the probability that two reports have the same cause by logistic regression over the pair's features. `npm
 * run fit:duplicates` fits the weights, which are committed together with the figures they achieved.
 */
import { FEATURES, type FeatureName, PAIR_FEATURES, type PairFeatures } from './pair-features.ts'
import fitted from './weights.json' with { type: 'json' }

/**
 * The kinds of pairs, each with a threshold of its own: both show the same failure (`signature`), both are about
 * authentication (`auth`), and all others (`text`).
 */
export type PairKind = 'signature' | 'auth' | 'text'

export interface MatchWeights {
  readonly bias: number
  readonly weights: Readonly<Record<FeatureName, number>>
}

/**
 * Reports about authentication have weights of their own: they share error lines and wording without sharing a cause,
 * and their signatures, codes and triggers mean something, which elsewhere they do not.
 */
export interface MatchModel {
  readonly text: MatchWeights
  readonly auth: MatchWeights
}

/** Minimum probabilities at which a match is posted. */
export type MatchThresholds = Readonly<Record<PairKind, number>>

export const SHIPPED_MODEL: MatchModel = { text: fitted.text, auth: fitted.auth }
export const SHIPPED_THRESHOLDS: MatchThresholds = fitted.thresholds

/** @returns the weights that a kind of pair is judged with */
export function weightsFor(kind: PairKind, model: MatchModel = SHIPPED_MODEL): MatchWeights {
  return kind === 'text' ? model.text : model.auth
}

/** @returns 0 to 1 */
export function probabilityOf(features: PairFeatures, { bias, weights }: MatchWeights): number {
  const score = PAIR_FEATURES.reduce((sum, name) => sum + weights[name] * features[name], bias)
  return 1 / (1 + Math.exp(-score))
}

/** A feature that moved the probability of one pair. */
export interface WeighedFeature {
  readonly name: FeatureName
  readonly meaning: string
  readonly value: number
  readonly weight: number
  /** Value times weight: the change in log-odds. */
  readonly change: number
}

/** @returns the features that changed the probability, those that raised it most first */
export function weighFeatures(features: PairFeatures, kind: PairKind): readonly WeighedFeature[] {
  const { weights } = weightsFor(kind)
  return PAIR_FEATURES.map((name) => {
    const [value, weight] = [features[name], weights[name]]
    return { name, meaning: FEATURES[name].meaning, value, weight, change: value * weight }
  })
    .filter(({ change }) => change !== 0)
    .sort((a, b) => b.change - a.change)
}
