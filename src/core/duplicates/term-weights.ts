/**
 * The weight of a term in a report and its rarity among all reports: BM25F (Robertson, Zaragoza, Taylor 2004,
 * https://doi.org/10.1145/1031171.1031181) with fixed pivot lengths, so that a report's weights do not depend on other
 * reports. The parameters were tuned on the data sets that `bench:duplicates` uses.
 */
import type { ReportDigest, TermField } from './digest.ts'

const FIELDS: Readonly<
  Record<TermField, { readonly weight: number; readonly length: number; readonly pivot: number }>
> = {
  /** `length`: how much the field's length counts; `pivot`: the length that has a neutral effect. */
  title: { weight: 4, length: 0.5, pivot: 9 },
  prose: { weight: 1, length: 0.75, pivot: 100 },
  log: { weight: 0.5, length: 0.75, pivot: 80 },
}

/** The larger this value, the later a repeated term's weight levels off. */
const SATURATION = 4

/** Makes rarity count less than in BM25, because two reports that share all their ordinary words are similar, too. */
const RARITY_POWER = 0.6

/** @returns the weight of each term of a report, between 0 and 1 */
export function weighTerms(terms: ReportDigest['terms']): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const field of ['title', 'prose', 'log'] as const) {
    const { weight, length, pivot } = FIELDS[field]
    const share = weight / (1 - length + (length * terms[field].length) / pivot)
    for (const term of terms[field]) sums.set(term, (sums.get(term) ?? 0) + share)
  }
  for (const [term, sum] of sums) sums.set(term, sum / (SATURATION + sum))
  return sums
}

/** Caches rarities for as long as the number of reports stays the same. A query needs tens of thousands of them. */
export class Rarities {
  readonly #known = new Float32Array(131_072)
  #among = 0

  /**
   * @param among number of reports
   * @param having number of reports with the term, at least one
   */
  of(among: number, having: number): number {
    if (among !== this.#among) {
      this.#known.fill(0)
      this.#among = among
    }
    if (having >= this.#known.length) return rarity(among, having)
    const known = this.#known[having] as number
    if (known !== 0) return known
    this.#known[having] = rarity(among, having)
    return this.#known[having] as number
  }
}

function rarity(among: number, having: number): number {
  return Math.log(1 + (among - having + 0.5) / (having + 0.5)) ** RARITY_POWER
}
