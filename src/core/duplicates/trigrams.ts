/** The trigrams of a title. Titles that differ only in word endings or typos share most of their trigrams. */

const TRIGRAM_LENGTH = 3
const MAX_TITLE_LENGTH = 300

export function trigramsOf(title: string): ReadonlySet<string> {
  // A prefix such as `[BUG]` carries no information.
  const words = title
    .slice(0, MAX_TITLE_LENGTH)
    .toLowerCase()
    .replace(/^\s*\[[^\]]*\]/, '')
  const plain = words.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
  const trigrams = new Set<string>()
  if (plain === '') return trigrams
  const padded = ` ${plain} `
  for (let at = 0; at + TRIGRAM_LENGTH <= padded.length; at++) trigrams.add(padded.slice(at, at + TRIGRAM_LENGTH))
  return trigrams
}
