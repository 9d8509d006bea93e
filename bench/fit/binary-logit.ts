/** Fits a binary logistic regression by Newton's method, with an L2 prior and given signs for the weights. */

export interface Example {
  readonly features: readonly number[]
  /** 1 for the outcome whose probability is fitted, 0 for the other. */
  readonly outcome: 0 | 1
  readonly importance: number
}

export interface BinaryFit {
  readonly bias: number
  readonly weights: readonly number[]
}

export interface BinaryLogitOptions {
  readonly steps: number
  /** Strength of the prior, which pulls every weight, but not the bias, towards zero. */
  readonly ridge: number
  /** Required sign of each weight; a weight with the other sign becomes 0. */
  readonly signs: readonly (1 | -1)[]
  /** What the ridge pulls the weights towards, and the bias to start with; zero and -3 if omitted. */
  readonly prior?: BinaryFit
}

/** Uses coordinate descent: with so few features, it needs no matrix. */
export function fitBinaryLogit(examples: readonly Example[], options: BinaryLogitOptions): BinaryFit {
  const { steps, ridge, signs } = options
  const prior = options.prior ?? { bias: -3, weights: signs.map(() => 0) }
  const weights = [...prior.weights]
  let { bias } = prior
  const scores = examples.map(({ features }) =>
    features.reduce((sum, value, at) => sum + value * (weights[at] as number), bias),
  )
  const move = (by: number, feature: (example: Example) => number) =>
    examples.forEach((example, at) => {
      scores[at] = (scores[at] as number) + by * feature(example)
    })
  for (let step = 0; step < steps; step++) {
    const biasChange = newtonStep(examples, scores, () => 1, { weight: 0, ridge: 0 })
    bias += biasChange
    move(biasChange, () => 1)
    signs.forEach((sign, at) => {
      const feature = ({ features }: Example) => features[at] as number
      const before = weights[at] as number
      const wanted =
        before + newtonStep(examples, scores, feature, { weight: before - (prior.weights[at] as number), ridge })
      weights[at] = wanted * sign > 0 ? wanted : 0
      move((weights[at] as number) - before, feature)
    })
  }
  return { bias, weights }
}

interface Prior {
  /** The weight's distance from the value that the prior expects. */
  readonly weight: number
  readonly ridge: number
}

function newtonStep(
  examples: readonly Example[],
  scores: readonly number[],
  feature: (example: Example) => number,
  { weight, ridge }: Prior,
): number {
  let slope = -ridge * weight
  let curvature = ridge + 1e-9
  examples.forEach((example, at) => {
    const value = feature(example)
    const p = 1 / (1 + Math.exp(-(scores[at] as number)))
    slope += example.importance * (example.outcome - p) * value
    curvature += example.importance * p * (1 - p) * value * value
  })
  return Math.max(-1, Math.min(1, slope / curvature))
}
