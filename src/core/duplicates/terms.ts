/**
 * Extracts the terms of a text: word stems, parts of identifiers, and whole version numbers. Reports of the same
 * failure share identifiers and versions more reliably than prose.
 */
import { stemOf } from '../signatures/scanner/stemmed-words.ts'

/** Words that carry no information about the subject. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  `a all also am an and any are as at be been being but by can could did didn do does doesn don each for from had has
  have he her his how i if in into is isn it its just ll may me might my no not of on or our re s she should so such t
  than that the their them then there these they this those to too us ve very was wasn we were what when which who will
  with won would you your`.split(/\s+/),
)

/** Runs of letters and digits, joined as in identifiers, paths and versions. */
const RUN = /[\p{L}\p{N}_$]+(?:[.\-/#:@][\p{L}\p{N}_$]+)*/gu
const JOINT = /[.\-/#:@_$]+/
const VERSION = /^v?\d+(?:\.\d+)+/
/** Boundaries between the words in an identifier, as in `aB`, `ABc`, `a1` and `1a`. */
const INNER_BORDER = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/u
const HAS_INNER_CASE = /\p{Ll}\p{Lu}|\p{Lu}\p{Lu}\p{Ll}/u

/** A longer run is a key, a hash or a minified line, not a word. */
const MAX_TERM_LENGTH = 40
/** Number of characters to read per requested term. */
const CHARACTERS_A_TERM = 12

/**
 * @param most maximum number of terms to return
 * @returns terms in text order, including repetitions
 */
export function readTerms(text: string, most: number): readonly string[] {
  const terms: string[] = []
  for (const [run] of text.slice(0, most * CHARACTERS_A_TERM).matchAll(RUN)) {
    if (terms.length >= most) break
    if (VERSION.test(run) && run.length <= MAX_TERM_LENGTH) terms.push(run.toLowerCase())
    for (const word of run.split(JOINT)) addWord(word, terms)
  }
  return terms.slice(0, most)
}

function addWord(word: string, terms: string[]): void {
  const lower = word.toLowerCase()
  if (!isTerm(lower)) return
  terms.push(stem(lower))
  if (!HAS_INNER_CASE.test(word)) return
  for (const part of word.split(INNER_BORDER)) {
    const inner = part.toLowerCase()
    if (inner.length > 1 && isTerm(inner)) terms.push(stem(inner))
  }
}

/** A single letter is not a term; a single digit may be a version or a status. */
function isTerm(lower: string): boolean {
  if (lower === '' || lower.length > MAX_TERM_LENGTH || STOP_WORDS.has(lower)) return false
  return lower.length > 1 || /\p{N}/u.test(lower)
}

/** Size of the stem cache; reports repeat the same few thousand words. */
const MAX_CACHED = 50_000

const stemCache = new Map<string, string>()

/** Words with digits are not stemmed: stemming would make different identifiers equal. */
function stem(word: string): string {
  if (/\d/.test(word)) return word
  const cached = stemCache.get(word)
  if (cached !== undefined) return cached
  if (stemCache.size >= MAX_CACHED) stemCache.clear()
  const stemmed = stemOf(word)
  stemCache.set(word, stemmed)
  return stemmed
}
