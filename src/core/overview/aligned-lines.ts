/**
 * Puts the lines that several reports share one above the other: what all of them contain once, and in each place where
 * they differ the values with their counts.
 */
import type { Counted } from '../duplicates/cluster-summary.ts'
import type { ErrorLine } from '../duplicates/error-lines.ts'

/** A part of an aligned line: text that all lines contain, or the values of one place. */
export type LinePart =
  | { readonly kind: 'same'; readonly text: string }
  | { readonly kind: 'varies'; readonly values: readonly Counted[] }

export interface AlignedLine {
  readonly parts: readonly LinePart[]
  /** Numbers of the reports that contain the line. */
  readonly reports: readonly number[]
  /** Number of reports whose line has the same fingerprint, but another number of words, so it is not compared. */
  readonly apart: number
}

interface LineInReport {
  readonly number: number
  readonly text: string
}

/** A separator stays with the word before it, so that words are compared and not letters. */
const WORD = /[\w.:@-]+|[^\w.:@-]+/g

/**
 * @param reports with their error lines, redacted
 * @param most maximum number of lines
 * @returns the lines that at least two reports share, the most frequent first
 */
export function alignLines(
  reports: readonly { readonly number: number; readonly lines: readonly ErrorLine[] }[],
  most: number,
): readonly AlignedLine[] {
  const byFingerprint = new Map<string, LineInReport[]>()
  for (const { number, lines } of reports) {
    for (const [fingerprint, [first]] of Map.groupBy(lines, (line) => line.fingerprint)) {
      const same = byFingerprint.get(fingerprint) ?? []
      same.push({ number, text: first?.text ?? '' })
      byFingerprint.set(fingerprint, same)
    }
  }
  return [...byFingerprint.values()]
    .filter((same) => same.length > 1)
    .sort((a, b) => b.length - a.length)
    .slice(0, most)
    .map((same) => ({ ...align(same.map(({ text }) => text)), reports: same.map(({ number }) => number) }))
}

/** Compares the lines that have as many words as most of them have. */
function align(texts: readonly string[]): Pick<AlignedLine, 'parts' | 'apart'> {
  const split = texts.map((text) => text.match(WORD) ?? [])
  const byLength = [...Map.groupBy(split, ({ length }) => length).values()]
  const words = byLength.reduce((most, its) => (its.length > most.length ? its : most))
  const parts: LinePart[] = []
  for (const [at, word] of (words[0] ?? []).entries()) {
    const values = countTexts(words.map((it) => it[at] ?? ''))
    const last = parts.at(-1)
    if (values.length > 1) parts.push({ kind: 'varies', values })
    else if (last?.kind === 'same') parts[parts.length - 1] = { kind: 'same', text: last.text + word }
    else parts.push({ kind: 'same', text: word })
  }
  return { parts, apart: texts.length - words.length }
}

function countTexts(texts: readonly string[]): readonly Counted[] {
  return [...Map.groupBy(texts, (text) => text)]
    .map(([value, its]) => ({ value, count: its.length }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
