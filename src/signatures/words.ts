/**
 * Words by their stem: what prose evidence compares. `natural` is imported by module path, because its root import
 * loads database drivers and reads `.env`.
 */
import porterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js'

/** One word of a text. */
export interface Word {
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
const LONGEST_WORD = 40

const MOST_REMEMBERED = 50_000
const remembered = new Map<string, string>()

/** The stem of one lower-case word (M. F. Porter, 1980). Remembered, since reports repeat the same few thousand words. */
export function stemOf(word: string): string {
  const known = remembered.get(word)
  if (known !== undefined) return known
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  const stem = word.length > LONGEST_WORD ? word : porterStemmer.stem(word)
  remembered.set(word, stem)
  return stem
}

/** Splits text into stemmed words: letters and digits make a word, `n't` is the word `not`. */
export function readWords(text: string): readonly Word[] {
  const words: Word[] = []
  let position = 0
  let last = 0
  for (const match of text.matchAll(/[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu)) {
    position += 1 + gapBetween(text.slice(last, match.index))
    last = match.index + match[0].length
    for (const part of withoutContraction(match[0].toLowerCase())) {
      words.push({ stem: stemOf(part), position, start: match.index, end: last })
    }
  }
  return words
}

function gapBetween(between: string): number {
  if (between.length === 1) return 0
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
