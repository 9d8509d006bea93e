/**
 * Weighs how much a message says: the sum of how rare its words are in texts about other failures. "did not complete" is
 * in any report; "gke gcloud auth plugin" is in none but those of one failure.
 */
import { isCode, wordsIn } from './fragments.ts'

/** Fewer texts say too little about which words are rare, so a word counts as one of this many. */
const MIN_TEXTS = 1_000
/** More than the weight of any message of the greatest length in a pack of the usual size. */
const CODE_WEIGHT = 99

/**
 * @param texts known texts: other reports, and the examples of the pack
 * @returns the weight of a message in natural units of information; a code weighs more than any sentence
 */
export function createMessageWeight(texts: readonly string[]): (message: string) => number {
  const counts = new Map<string, number>()
  for (const text of texts) {
    const words = new Set(text.split('\n').flatMap((line) => wordsIn(line)))
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const all = Math.log(Math.max(MIN_TEXTS, texts.length))
  return (message) => {
    if (isCode(message)) return CODE_WEIGHT
    const words = [...new Set(message.split(' '))]
    return words.reduce((sum, word) => sum + all - Math.log((counts.get(word) ?? 0) + 1), 0)
  }
}
