/**
 * Splits text into stemmed words, which `near` clauses compare. `natural` is imported by module path, because its root
 * import loads database drivers and reads `.env`.
 */
import porterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js'
import type { Segment } from '../../report/report.ts'

/** One word of a text. */
export interface StemmedWord {
  readonly stem: string
  /** Distance from the start in words; the end of a sentence or paragraph counts as several words. */
  readonly position: number
  /** Offsets into the text; `end` is exclusive. */
  readonly start: number
  readonly end: number
}

/** Number of words that a full stop or a blank line between two words counts as. */
const SENTENCE_GAP = 3
const PARAGRAPH_GAP = 10

/** In characters. A longer run of letters is not a word (a key, a hash, a minified line) and not worth stemming. */
const MAX_WORD_LENGTH = 40

/** Maximum number of words in the cache. Reports repeat the same few thousand words. */
const MAX_CACHED = 50_000

/** In characters. V8 copies substrings up to this length; caching a longer one would keep the whole issue in memory. */
const MAX_CACHED_LENGTH = 12

/** Returns the stem of one lower-case word (M. F. Porter, 1980). */
export function stemOf(word: string): string {
  return word.length > MAX_WORD_LENGTH ? word : porterStemmer.stem(word)
}

/** Scripts that are written without spaces or with endings: each character is a word, and a term is a run of them. */
const BY_CHARACTER = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}`

const WORD = new RegExp(String.raw`[${BY_CHARACTER}]|[[\p{L}\p{N}]--[${BY_CHARACTER}]]+(?:['’]\p{L}+)?`, 'gv')

/** Splits text into stemmed words. A word consists of letters and digits; `n't` is the word `not`. */
export function readWords(text: string): readonly StemmedWord[] {
  const words: StemmedWord[] = []
  const pattern = new RegExp(WORD)
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

const wordsOfSegments = new WeakMap<Segment, readonly StemmedWord[]>()

/** Returns the words of a segment. Cached, since several modules need them. */
export function stemmedWordsOf(segment: Segment): readonly StemmedWord[] {
  const cached = wordsOfSegments.get(segment)
  if (cached !== undefined) return cached
  const words = readWords(segment.text)
  wordsOfSegments.set(segment, words)
  return words
}

const cachedStems = new Map<string, readonly string[]>()

/** Returns the stems of a word as written: one, or two for a contraction. */
function stemsOf(written: string): readonly string[] {
  const cached = cachedStems.get(written)
  if (cached !== undefined) return cached
  if (cachedStems.size >= MAX_CACHED) cachedStems.clear()
  const stems = withoutContraction(written.toLowerCase()).map(stemOf)
  if (written.length <= MAX_CACHED_LENGTH) cachedStems.set(written, stems)
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
  ...['it', 'that', 'what', 'there', 'he', 'she'].map((word): [string, string[]] => [`${word}'s`, [word, 'is']]),
])

function withoutContraction(word: string): readonly string[] {
  const plain = word.replace('’', "'")
  const irregular = IRREGULAR.get(plain)
  if (irregular !== undefined) return irregular
  const apostrophe = plain.indexOf("'")
  if (apostrophe === -1) return [plain]
  return plain.endsWith("n't") ? [plain.slice(0, -3), 'not'] : [plain.slice(0, apostrophe)]
}
