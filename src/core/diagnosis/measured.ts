/** How well each signature was recognised on real reports, as measured by `npm run fit`. */
import fitted from './weights.json' with { type: 'json' }

/** Cross-validated: every report was diagnosed by a model that had not seen it. */
export interface MeasuredSignature {
  /** Number of real reports labelled with it. */
  readonly n: number
  /** Of the reports on which it ranked first, the share labelled with it. */
  readonly precision: number
  /** Of the reports labelled with it, the share on which it ranked first. */
  readonly recall: number
}

const MEASURED: Readonly<Record<string, MeasuredSignature>> = fitted.figures.crossValidated.bySignature

/** @returns null for a signature with too few such reports or from another pack */
export function measuredOn(signature: string): MeasuredSignature | null {
  const measured = Object.hasOwn(MEASURED, signature) ? MEASURED[signature] : undefined
  return measured === undefined || measured.n < MIN_REPORTS ? null : measured
}

/**
 * Returns the precision that a signature's assertions promise: that of all assertions in cross-validation, or the
 * signature's own if it is lower. A perfect share of a few reports promises nothing.
 * @returns 0 to 1
 */
export function promisedPrecision(signature: string): number {
  const { strictPrecision } = fitted.figures.crossValidated.asserted
  return Math.min(strictPrecision, measuredOn(signature)?.precision ?? strictPrecision)
}

/** A share computed from one or two reports is meaningless. */
const MIN_REPORTS = 3
