/**
 * How much a term counts in a report and among all reports: BM25F (Robertson, Zaragoza, Taylor 2004,
 * https://doi.org/10.1145/1031171.1031181) with fixed pivot lengths, so that the weights of a report do not depend on
 * the others. Parameters were chosen on the sets that `bench:duplicates` measures.
 */
import type { ReportDigest, TermField } from './digest.ts'

const FIELDS: Readonly<
  Record<TermField, { readonly weight: number; readonly length: number; readonly pivot: number }>
> = {
  /** `length`: how far the length of a field counts; `pivot`: the length at which it counts neither way. */
  title: { weight: 4, length: 0.5, pivot: 9 },
  prose: { weight: 1, length: 0.75, pivot: 100 },
  log: { weight: 0.5, length: 0.75, pivot: 80 },
}

/** Where the weight of a repeated term levels off. */
const SATURATION = 4

/** Rarity of a term counts less than BM25 has it: two reports that share all ordinary words are alike, too. */
const RARITY_POWER = 0.6

/** @returns weight of each term of a report, between 0 and 1 */
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

/** Rarities of terms, remembered while the number of reports stays the same: a query asks for ten thousands of them. */
export class Rarities {
  readonly #known = new Float32Array(131_072)
  #among = 0

  /**
   * @param among how many reports there are
   * @param having how many of them have the term, at least one
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
