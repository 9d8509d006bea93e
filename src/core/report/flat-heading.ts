/**
 * Finds where a heading ends when its line break is lost. Heading and answer run together, so the result is a guess. It
 * is based on known form headings first, then on how headings usually end. A wrong guess moves a word or two between
 * heading and text but never loses any.
 */
import { isFormHeading } from './form-headings.ts'

/** No form heading has more words than this. */
const MAX_WORDS = 12
/** In characters. Anything longer is a sentence, not a heading. */
const MAX_LENGTH = 70

/** The start of a Markdown block, which always starts the answer. */
const BLOCK_START = /\s(?:#{1,6} |- |\* |\d{1,2}[.)] |`{3}|\*\*|\||<[a-z]|-{3,})/

/**
 * @param text up to 200 characters after the `#` characters
 * @returns the length of the heading in characters
 */
export function headingLength(text: string): number {
  const block = text.search(BLOCK_START)
  const chunk = block === -1 ? text : text.slice(0, block)
  return knownHeading(chunk) ?? punctuation(chunk) ?? wholeChunk(chunk, block !== -1) ?? titleCase(chunk)
}

export const startsWithFormHeading = (text: string): boolean => knownHeading(text) !== undefined

function knownHeading(chunk: string): number | undefined {
  const words = Array.from(chunk.matchAll(/\S*[\p{L}\p{N}]\S*(?: [?:](?=\s|$))?/gu)).slice(0, MAX_WORDS)
  const ends = words.map((word) => word.index + word[0].length).reverse()
  // `Issue 2: …` is the reporter's own heading; `Version 2.1.0` is a form heading with its answer.
  return ends.find((end) => isFormHeading(chunk.slice(0, end)) && !/^ #?\d+(?:[:.)]? \D|:)/.test(chunk.slice(end)))
}

function punctuation(chunk: string): number | undefined {
  const at = chunk.search(/[?？](?:\s|$)/)
  const colon = chunk.search(/[:：](?:\s|$)/)
  if (at !== -1 && at <= MAX_LENGTH) return at + 1
  return colon === -1 || chunk.slice(0, colon).split(' ').length > 5 ? undefined : colon + 1
}

function wholeChunk(chunk: string, endsAtBlock: boolean): number | undefined {
  const words = chunk.trim().split(/\s+/).length
  return endsAtBlock && chunk.length <= MAX_LENGTH && words <= 8 ? chunk.length : undefined
}

/** Takes the run of capitalised words without its last word, which starts the sentence. */
function titleCase(chunk: string): number {
  const run =
    /^(?:[^\p{L}\p{N}]*(?:\p{Lu}[^\s]*|\p{N}[^\s]*|of|to|the|and|for|in|on|with|a|an|vs\.?|&)(?:\s+|$))+/u.exec(
      chunk,
    )?.[0] ?? ''
  const words = Array.from(run.matchAll(/\S+/g))
  const last = words.at(run.length === chunk.length ? -1 : -2) ?? words.at(-1)
  if (last === undefined) return Math.min(chunk.search(/\s|$/), MAX_LENGTH)
  return last.index + last[0].length
}
