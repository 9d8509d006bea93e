/**
 * Words by their stem: what prose evidence compares. `natural` is imported by module path, because its root import
 * loads database drivers and reads `.env`.
 */
import porterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js'
import type { Segment } from '../../report/report.ts'

/** One word of a text. */
export interface StemmedWord {
  readonly stem: string
  /** Distance in words from the start; sentence and paragraph ends count as several words. */
  readonly position: number
  /** Offsets into the text, end exclusive. */
  readonly start: number
  readonly end: number
}

/** A full stop between two words keeps them apart like this many words, a blank line like that many. */
const SENTENCE_GAP = 3
const PARAGRAPH_GAP = 10

/** A longer run of letters is no word (a key, a hash, a minified line); stemming it would only cost time. */
const MAX_WORD_LENGTH = 40

/** Reports repeat the same few thousand words; their stems are remembered. */
const MAX_REMEMBERED = 50_000

/** V8 copies a piece of a text up to this length; remembering a longer one would keep the whole issue in memory. */
const MAX_REMEMBERED_LENGTH = 12

/** The stem of one lower-case word (M. F. Porter, 1980). */
export function stemOf(word: string): string {
  return word.length > MAX_WORD_LENGTH ? word : porterStemmer.stem(word)
}

/** Splits text into stemmed words: letters and digits make a word, `n't` is the word `not`. */
export function readWords(text: string): readonly StemmedWord[] {
  const words: StemmedWord[] = []
  const pattern = /[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu
  let position = 0
  let last = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const start = match.index
    const end = pattern.lastIndex
    position += start - last === 1 ? 1 : 1 + gapBetween(text.slice(last, start))
    last = end
    for (const stem of stemsOf(match[0])) words.push({ stem, position, start, end })
  }
  return words
}

const read = new WeakMap<Segment, readonly StemmedWord[]>()

/** The words of a segment; read once, since several readers ask for them. */
export function stemmedWordsOf(segment: Segment): readonly StemmedWord[] {
  const known = read.get(segment)
  if (known !== undefined) return known
  const words = readWords(segment.text)
  read.set(segment, words)
  return words
}

const rememberedParts = new Map<string, readonly string[]>()

/** The stems of a word as written: one, or two where it is a contraction. */
function stemsOf(written: string): readonly string[] {
  const known = rememberedParts.get(written)
  if (known !== undefined) return known
  if (rememberedParts.size >= MAX_REMEMBERED) rememberedParts.clear()
  const stems = withoutContraction(written.toLowerCase()).map(stemOf)
  if (written.length <= MAX_REMEMBERED_LENGTH) rememberedParts.set(written, stems)
  return stems
}

function gapBetween(between: string): number {
  if (/\n\s*\n/.test(between)) return PARAGRAPH_GAP
  return /[.!?:]\s/.test(between) ? SENTENCE_GAP : 0
}

const IRREGULAR: ReadonlyMap<string, readonly string[]> = new Map([
  ["can't", ['can', 'not']],
  ["won't", ['will', 'not']],
  ['cannot', ['can', 'not']],
])

function withoutContraction(word: string): readonly string[] {
  const plain = word.replace('’', "'")
  const irregular = IRREGULAR.get(plain)
  if (irregular !== undefined) return irregular
  const apostrophe = plain.indexOf("'")
  if (apostrophe === -1) return [plain]
  return plain.endsWith("n't") ? [plain.slice(0, -3), 'not'] : [plain.slice(0, apostrophe)]
}
