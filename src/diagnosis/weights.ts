/** The fitted weights and thresholds. Written by `bench/fit-weights.ts`; see the file itself for its date and figures. */
import { z } from 'zod'
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

const share = z.number().min(0).max(1)

const schema = z.object({
  weights: z.record(z.string(), z.number()),
  thresholds: z.object({ assert: share, tie: share, ask: share }),
})

export const { weights, thresholds }: { weights: Weights; thresholds: Thresholds } = schema.parse(fitted)
