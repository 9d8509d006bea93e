/**
 * What was fitted on labelled reports: the weights of evidence, the thresholds of decisions, and the likeness model.
 * Written by `npm run fit`; `weights.json` carries the date and the figures that were reached.
 */
import { z } from 'zod'
import likenessModel from './likeness.json' with { type: 'json' }
import { createLikenessReader, type LikenessReader } from './likeness.ts'
import fitted from './weights.json' with { type: 'json' }

/** Weight by feature name, in log-odds. */
export type Weights = Readonly<Record<string, number>>

export interface Thresholds {
  /** Least confidence at which a signature is asserted. */
  readonly assert: number
  /** A second signature with at least this share of the first one's confidence makes a tie. */
  readonly tie: number
  /** Least probability of an authentication failure at which a question is put. */
  readonly ask: number
}

/** Everything fitted that a diagnosis needs. */
export interface Judgement {
  readonly weights: Weights
  readonly thresholds: Thresholds
  readonly readLikeness: LikenessReader
}

const share = z.number().min(0).max(1)

const schema = z.object({
  weights: z.record(z.string(), z.number()),
  thresholds: z.object({ assert: share, tie: share, ask: share }),
})

/** The judgement that comes with this version. */
export const SHIPPED_JUDGEMENT: Judgement = {
  ...schema.parse(fitted),
  readLikeness: createLikenessReader(likenessModel),
}
