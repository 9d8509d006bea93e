/**
 * The features of a pair of reports, from which the probability of a common cause is computed. To add one, add a row
 * here, compute it in `pair.ts`, and run `npm run fit:duplicates`. At most 25, so
 * that a person can read why two reports match.
 */

interface FeatureDefinition {
  /** Whether the feature may only raise (1) or only lower (-1) the probability. A value of 0 never does either. */
  readonly sign: 1 | -1
  /** True for a feature that every pair has; the others count only if both reports are about a login. */
  readonly isText: boolean
  /** What the feature measures, for `duplicates --explain`. */
  readonly meaning: string
}

const text = (sign: 1 | -1, meaning: string): FeatureDefinition => ({ sign, isText: true, meaning })
const shared = (meaning: string): FeatureDefinition => ({ sign: 1, isText: false, meaning })
const differing = (meaning: string): FeatureDefinition => ({ sign: -1, isText: false, meaning })

export const FEATURES = {
  similarity: text(1, 'cosine of all weighted terms'),
  titles: text(1, "cosine of the titles' terms"),
  letters: text(1, "share of the shorter title's trigrams that the other title has"),
  phrases: text(1, 'logarithm of the summed rarity of shared phrases'),
  line: text(1, 'rarity of the rarest shared error line'),
  days: text(-1, 'logarithm of the days between the reports'),
  prominence: text(1, 'similarity above that of the tenth most similar report'),
  sameKind: text(1, 'both report a failure, or both request a feature'),
  week: shared('at most a week between the reports'),
  signature: shared('rarity of the shared signature'),
  capture: shared('rarity of the rarest shared captured value'),
  code: shared('rarity of the rarest shared error code'),
  headline: shared('rarity of the rarest three words that both titles have in this order'),
  surface: shared('rarity of the rarest shared surface, e.g. the desktop app'),
  trigger: shared('rarity of the rarest shared trigger, e.g. a restart'),
  product: shared('same product'),
  version: shared('closeness of the versions'),
  stage: shared('rarity of the shared stage at which the login broke, with its status if that is shared too'),
  otherStage: differing('the logins broke at different stages'),
  otherSignature: differing('different signatures rank first'),
  otherCode: differing('both show error codes, and share none'),
  otherHost: differing('both name servers, and share none'),
  otherProduct: text(-1, 'different products'),
  otherTrigger: differing('both name triggers, and share none'),
} as const satisfies Readonly<Record<string, FeatureDefinition>>

export type FeatureName = keyof typeof FEATURES

/** One number per feature, either roughly between 0 and 1 or a small logarithm; 0 where a report does not say. */
export type PairFeatures = Readonly<Record<FeatureName, number>>

export const PAIR_FEATURES = Object.keys(FEATURES) as readonly FeatureName[]
