/**
 * Generates reports like those in a large repository, without using any real text: terms are drawn from a
 * Zipf-Mandelbrot distribution over a vocabulary that grows with the repository, lengths are log-normal, and every
 * tenth report rewords an earlier one.
 */
import type { IndexedReport, TermField } from '../src/core/duplicates/digest.ts'

/** mulberry32 (T. Ettinger): small, seeded, good enough for drawing words. */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Rounded medians and spreads of the reports in Hadoop's tracker and in a claude-code stream. */
const LENGTHS: Readonly<
  Record<TermField, { readonly median: number; readonly spread: number; readonly most: number }>
> = {
  title: { median: 7, spread: 0.4, most: 30 },
  prose: { median: 65, spread: 0.9, most: 1_000 },
  log: { median: 25, spread: 1.4, most: 600 },
}

/** Heaps' law with the constants for English text (C. D. Manning, P. Raghavan, H. Schütze 2008, 5.1.1). */
function vocabularySize(reports: number): number {
  return Math.round(44 * (reports * 120) ** 0.49)
}

const ZIPF_SHIFT = 2.7
const DAY_MS = 86_400_000

/** @param onReworded called for each report that rewords an earlier one, with both numbers */
export function* generateReports(
  count: number,
  seed = 1,
  onReworded: (number: number, earlier: number) => void = () => undefined,
): Generator<IndexedReport> {
  const random = createRandom(seed)
  const draw = createDraw(vocabularySize(count), random)
  const recent: { readonly number: number; readonly terms: IndexedReport['digest']['terms'] }[] = []
  for (let number = 1; number <= count; number++) {
    const earlier = number % 10 === 0 ? recent[Math.floor(random() * recent.length)] : undefined
    if (earlier !== undefined) onReworded(number, earlier.number)
    const model = earlier?.terms
    const terms = {
      title: fieldOf('title', model, draw, random),
      prose: fieldOf('prose', model, draw, random),
      log: fieldOf('log', model, draw, random),
    }
    recent[number % 1_000] = { number, terms }
    yield toReport(number, terms)
  }
}

function toReport(number: number, terms: IndexedReport['digest']['terms']): IndexedReport {
  const environment = { product: null, version: null, os: null }
  const digest = { title: terms.title.join(' '), terms, lines: [], cause: null, environment, cites: [] }
  const createdAt = number * (DAY_MS / 50)
  return {
    number,
    digest,
    author: `reporter-${number % 5_000}`,
    createdAt,
    open: true,
    closedAt: null,
    closedAs: null,
    reactions: 0,
  }
}

type Draw = () => string

/** Draws ranks by inverting the cumulative distribution, which is tabulated once. */
function createDraw(size: number, random: () => number): Draw {
  const cumulative = new Float64Array(size)
  let sum = 0
  for (let rank = 0; rank < size; rank++) {
    sum += 1 / (rank + 1 + ZIPF_SHIFT)
    cumulative[rank] = sum
  }
  const words = Array.from({ length: size }, (_, rank) => `w${rank.toString(36)}`)
  return () => {
    const wanted = random() * sum
    let low = 0
    let high = size - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((cumulative[middle] as number) < wanted) low = middle + 1
      else high = middle
    }
    return words[low] as string
  }
}

function fieldOf(
  field: TermField,
  model: IndexedReport['digest']['terms'] | undefined,
  draw: Draw,
  random: () => number,
) {
  if (model !== undefined) return model[field].map((term) => (random() < 0.5 ? term : draw()))
  const { median, spread, most } = LENGTHS[field]
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Array.from({ length: Math.min(most, Math.round(median * Math.exp(spread * normal))) }, draw)
}
