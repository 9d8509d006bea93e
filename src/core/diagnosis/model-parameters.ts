/**
 * The model parameters fitted on labelled reports: the evidence weights, the decision thresholds, and the text
 * classifier. `npm run fit` writes them; `weights.json` also records the date and the figures that were achieved.
 */
import type { Strength } from './diagnosis.ts'
import type { PackChoice } from './pack-choice.ts'
import textClassifierModel from './text-classifier.json' with { type: 'json' }
import { createTextClassifier, type TextClassifier } from './text-classifier.ts'
import fitted from './weights.json' with { type: 'json' }

/** Weight by feature name, in log-odds. */
export type Weights = Readonly<Record<string, number>>

/** How often a clause was right on labelled reports, in log-odds shrunk towards the average for its strength. */
export interface Reliabilities {
  /** By signature and clause, e.g. `missing-scope/gateway-log`. */
  readonly clauses: Readonly<Record<string, number>>
  /** The average for each strength, used for a clause that has never been measured. */
  readonly strengths: Readonly<Record<Strength, number>>
}

export interface Thresholds {
  /** Minimum confidence at which a signature with a decisive clause is asserted. */
  readonly assertDecisive: number
  /** Minimum confidence at which a signature with a strong but no decisive clause is asserted. */
  readonly assertStrong: number
  /** Minimum confidence at which the comment says `sure`. */
  readonly sure: number
  /** A second signature with at least this share of the first one's confidence makes a tie. */
  readonly tie: number
  /** Minimum probability of an authentication failure at which a question is asked about a signature with evidence. */
  readonly ask: number
  /** The same for the neutral question, which rests on the words of the report alone. */
  readonly askNeutral: number
  /** The same for a report that asks for something and shows no failing run. */
  readonly askOnRequest: number
}

/** Everything that a diagnosis depends on besides the report and the pack. */
export interface ModelParameters {
  readonly weights: Weights
  readonly reliabilities: Reliabilities
  readonly thresholds: Thresholds
  readonly classifyText: TextClassifier
  /**
   * Signatures that a repository has turned off: evaluated, but never asserted or asked about. If one leads, the bot
   * stays silent.
   */
  readonly off?: ReadonlySet<string>
  /** True for a text that is known to be about a login, such as a remark on an answer; false if omitted. */
  readonly isAboutLogin?: boolean
  /** The repository's choice of packs; all packs are on by default. */
  readonly packs?: PackChoice
}

const { weights, reliabilities, thresholds }: Omit<ModelParameters, 'classifyText'> = fitted

/** The parameters shipped with this version. The compiler checks the types in the files, and a test the values. */
export const SHIPPED_PARAMETERS: ModelParameters = {
  weights,
  reliabilities,
  thresholds,
  classifyText: createTextClassifier(textClassifierModel),
}
