/** How well each signature was recognised on collected reports, as `npm run fit` measured it. */
import fitted from './weights.json' with { type: 'json' }

/** Cross-validated: every report was judged by a model that had not seen it. */
export interface MeasuredSignature {
  /** Collected reports whose answer it is. */
  readonly n: number
  /** Of the reports on which it ranked first, the share whose answer it is. */
  readonly precision: number
  /** Of the reports whose answer it is, the share on which it ranked first. */
  readonly recall: number
}

const MEASURED: Readonly<Record<string, MeasuredSignature>> = fitted.figures.collectedReports.bySignature

/** @returns null for a signature of which too few reports were collected, or of another pack */
export function measuredOn(signature: string): MeasuredSignature | null {
  const measured = Object.hasOwn(MEASURED, signature) ? MEASURED[signature] : undefined
  return measured === undefined || measured.n < MIN_REPORTS ? null : measured
}

/** A share of one or two reports says nothing. */
const MIN_REPORTS = 3
