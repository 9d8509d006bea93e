/**
 * Exact tail probabilities, which decide whether a count is beyond chance. They hold for any sample size, so five threads
 * are judged as fairly as five hundred.
 */

/**
 * @param hits number of successes, 0 to `of`
 * @param share probability of a success, 0 to 1
 * @returns P(X ≥ hits) for a binomial X of `of` trials
 */
export function binomialTail(hits: number, of: number, share: number): number {
  if (hits <= 0) return 1
  if (hits > of || share <= 0) return 0
  if (share >= 1) return 1
  let tail = 0
  for (let k = hits; k <= of; k++) {
    tail += Math.exp(logChoose(of, k) + k * Math.log(share) + (of - k) * Math.log1p(-share))
  }
  return Math.min(1, tail)
}

/**
 * Tests a rate against an earlier one without knowing either (Przyborowski and Wilenski, "Homogeneity of results in
 * testing samples from Poisson series", 1940): given the sum of both counts, the recent one is binomial.
 * @param recent number of events in the recent period
 * @param earlier number of events in the earlier period
 * @param part length of the recent period, as a share of both periods together, 0 to 1
 * @returns the probability of so many recent events or more if the rate is unchanged
 */
export function rateRiseTail(recent: number, earlier: number, part: number): number {
  return binomialTail(recent, recent + earlier, part)
}

export interface Draw {
  /** Marked items among those drawn. */
  readonly hits: number
  readonly drawn: number
  /** Marked items in all. */
  readonly marked: number
  readonly all: number
}

/**
 * Fisher's exact test, one-sided.
 * @returns the probability of so many marked items or more among those drawn, if the draw is blind
 */
export function drawTail({ hits, drawn, marked, all }: Draw): number {
  let tail = 0
  for (let k = hits; k <= Math.min(drawn, marked); k++) {
    if (drawn - k > all - marked) continue
    tail += Math.exp(logChoose(marked, k) + logChoose(all - marked, drawn - k) - logChoose(all, drawn))
  }
  return Math.min(1, tail)
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k)
}

const LOG_FACTORIALS: number[] = [0]

function logFactorial(n: number): number {
  for (let at = LOG_FACTORIALS.length; at <= n; at++) {
    LOG_FACTORIALS.push((LOG_FACTORIALS[at - 1] as number) + Math.log(at))
  }
  return LOG_FACTORIALS[n] as number
}
