/**
 * Phrases (shingles) of five consecutive terms, as 32-bit hashes. Two reports that share a rare phrase quote the same
 * message or line, even if one of them lost or changed its line breaks.
 */

const TERMS_A_PHRASE = 5

/**
 * Of this many consecutive phrases, the one with the smallest hash is kept. Texts that share eight consecutive terms
 * therefore share at least one kept phrase.
 */
const WINDOW = 4

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** @returns a hash for every run of five consecutive terms, in order */
export function shinglesOf(terms: readonly string[]): Uint32Array {
  const hashes = Uint32Array.from(terms, hashText)
  const phrases = new Uint32Array(Math.max(0, terms.length - TERMS_A_PHRASE + 1))
  for (let at = 0; at < phrases.length; at++) {
    let phrase = FNV_OFFSET
    for (let next = at; next < at + TERMS_A_PHRASE; next++) {
      phrase = Math.imul(phrase ^ (hashes[next] as number), FNV_PRIME)
      phrase ^= phrase >>> 15
    }
    phrases[at] = phrase
  }
  return phrases
}

/**
 * Keeps about two in five phrases, such that every run of `WINDOW` phrases is still represented ("winnowing",
 * Schleimer, Wilkerson, Aiken 2003, https://doi.org/10.1145/872757.872770).
 * @returns the kept phrases, each once, in ascending order
 */
export function winnow(phrases: Uint32Array): Uint32Array {
  const kept = new Set<number>()
  for (let start = 0; start < Math.max(1, phrases.length - WINDOW + 1) && phrases.length > 0; start++) {
    let least = Number.POSITIVE_INFINITY
    for (let at = start; at < Math.min(start + WINDOW, phrases.length); at++) {
      least = Math.min(least, phrases[at] as number)
    }
    kept.add(least)
  }
  return Uint32Array.from(kept).sort()
}

/** @returns the terms that are not part of any of the given phrases */
export function withoutShingles(terms: readonly string[], without: ReadonlySet<number>): readonly string[] {
  if (without.size === 0) return terms
  const drop = new Uint8Array(terms.length)
  shinglesOf(terms).forEach((phrase, at) => {
    if (without.has(phrase)) drop.fill(1, at, at + TERMS_A_PHRASE)
  })
  return terms.filter((_, at) => drop[at] === 0)
}

/** @returns a 32-bit hash of a text, stable across machines and versions */
export function hashText(text: string): number {
  let hash = FNV_OFFSET
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME)
  return hash >>> 0
}
