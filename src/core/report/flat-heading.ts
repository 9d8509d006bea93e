/**
 * Where a heading ends when its line break is gone. Heading and answer run together, so it is a guess: the known
 * headings of forms first, then the ways in which a heading usually ends. A wrong guess moves a word or two between
 * heading and text; it never loses any.
 */
import { isFormHeading } from './form-headings.ts'

/** No heading of a form has more words than this. */
const MAX_WORDS = 12
/** Headings longer than this are sentences. */
const LONGEST = 70

/** What certainly begins the answer. */
const BLOCK_START = /\s(?:#{1,6} |- |\* |\d{1,2}[.)] |`{3}|\*\*|\||<[a-z]|-{3,})/

/**
 * @param text what follows the `#` marks, up to 200 characters
 * @returns how many characters of it are the heading
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
  // `Issue 2: …` is the reporter's own heading; `Version 2.1.0` is a form's, with its answer.
  return ends.find((end) => isFormHeading(chunk.slice(0, end)) && !/^ #?\d+(?:[:.)]? \D|:)/.test(chunk.slice(end)))
}

function punctuation(chunk: string): number | undefined {
  const at = chunk.search(/[?？](?:\s|$)/)
  const colon = chunk.search(/[:：](?:\s|$)/)
  if (at !== -1 && at <= LONGEST) return at + 1
  return colon === -1 || chunk.slice(0, colon).split(' ').length > 5 ? undefined : colon + 1
}

function wholeChunk(chunk: string, endsAtBlock: boolean): number | undefined {
  const words = chunk.trim().split(/\s+/).length
  return endsAtBlock && chunk.length <= LONGEST && words <= 8 ? chunk.length : undefined
}

/** The run of capitalised words, without the last of them: that one begins the sentence. */
function titleCase(chunk: string): number {
  const run =
    /^(?:[^\p{L}\p{N}]*(?:\p{Lu}[^\s]*|\p{N}[^\s]*|of|to|the|and|for|in|on|with|a|an|vs\.?|&)(?:\s+|$))+/u.exec(
      chunk,
    )?.[0] ?? ''
  const words = Array.from(run.matchAll(/\S+/g))
  const last = words.at(run.length === chunk.length ? -1 : -2) ?? words.at(-1)
  if (last === undefined) return Math.min(chunk.search(/\s|$/), LONGEST)
  return last.index + last[0].length
}
