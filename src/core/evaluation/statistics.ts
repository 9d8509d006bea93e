/** Shares with their intervals, and percentiles. */

/** The 95 % confidence interval of a share. */
export type ConfidenceInterval = readonly [low: number, high: number]

/** Quantile of the standard normal distribution for a two-sided interval of 95 %. */
const Z = 1.96

/**
 * The 95 % score interval for a share (E. B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", 1927).
 * @returns zero to one when nothing was measured
 */
export function wilsonInterval(part: number, whole: number): ConfidenceInterval {
  if (whole === 0) return [0, 1]
  const p = part / whole
  const centre = p + (Z * Z) / (2 * whole)
  const spread = Z * Math.sqrt((p * (1 - p)) / whole + (Z * Z) / (4 * whole * whole))
  const scale = 1 + (Z * Z) / whole
  return [Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale)]
}

/** @returns zero when nothing was measured */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

export function mean(values: readonly number[]): number {
  return share(
    values.reduce((sum, it) => sum + it, 0),
    values.length,
  )
}

/** Percentile by the nearest-rank method. */
export function percentile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * at) - 1)] ?? 0
}
