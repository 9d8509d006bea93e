/**
 * Text of an issue goes in; Markdown comes out that shows the same text and does nothing: no mention, no reference to
 * an issue or commit, no link, HTML, image, heading or list. It is done with code, since GitHub looks for mentions and
 * references in the rendered text, where backslashes and entities no longer count, but never in code. Credentials that
 * are still in it are taken out here, before it is Markdown: out of Markdown they would take the end of a code span along.
 */
import { cleanAndRedactCredentials } from '../report/clean-and-redact.ts'
import { normalizeSpaces, oneLine, truncate } from './one-line.ts'

/** Longest quoted line, in characters. */
const MAX_QUOTED_LINE = 300

/** Of a word, all that a shell, Markdown or GitHub could act on. */
const NOT_PLAIN = /[^\p{L}\p{N}_.:/…-]+/gu

/** How much of a text a fence shows. */
export interface FenceLimits {
  readonly lines: number
  /** Characters of one line. */
  readonly width: number
}

const QUOTE: FenceLimits = { lines: 6, width: MAX_QUOTED_LINE }

/** ASCII characters that mean something to Markdown, to GitHub or to its mathematics, wherever they stand in a word. */
const ACTIVE = /[`*_~[\]<>\\@#|$&={}^]/
/** Schemes, emoji codes, bare hosts, `GH-12` and custom references, commit ids, security advisories. */
const REFERENCE = /:\S*:|[a-z]:\S|www\.|\p{L}-\d|(?<![\p{L}\p{N}])[0-9a-f]{7,40}(?![\p{L}\p{N}])|ghsa-/iu
const OPENING = '("\'“‘«'
const CLOSING = ')"\'”’».,;:!?…'
/** Symbols that are harmless when they stand alone and not first, where some would begin a list or a quote. */
const LONE = new Set(['&', '+', '-', '>', '/', '->', '=>', '%'])

/**
 * One line of running text: words that could act become code spans, the rest stays as it is.
 * @param max longest input that is kept, in characters, before code marks are added
 */
export function inlineCode(text: string, max = MAX_QUOTED_LINE): string {
  return defuseWords(truncate(cleanAndRedactCredentials(oneLine(text)), max))
}

/** The text with every word that could act as a code span; white space is kept. Expects clean text on one line. */
export function defuseWords(text: string): string {
  return text.replace(/\S+/g, (word, offset: number) => defuseWord(word, offset === 0))
}

/**
 * The words of a stranger in quotation marks, to stand in a sentence that tells people what to do: nothing of them, not
 * even a single word in code, can be run. What a shell or Markdown would act on becomes an ellipsis.
 */
export function quoteInert(text: string, max = MAX_QUOTED_LINE): string {
  return `“${inertText(text, max)}”`
}

/** The same without quotation marks. */
export function inertText(text: string, max = MAX_QUOTED_LINE): string {
  return truncate(oneLine(text), max).replace(/\S+/g, (word, offset: number) => {
    if (isHarmless(word, offset === 0)) return word
    return defuseWord(word.replace(NOT_PLAIN, '…'), offset === 0)
  })
}

/** What somebody wrote, to be named in code: with an ellipsis for all that a shell could act on. */
export function withoutMeaning(text: string): string {
  return text.replace(/\S+/g, (word) => (/^#\d+$/.test(word) ? word : word.replace(NOT_PLAIN, '…')))
}

/** The text as a code span, on one line, whatever backticks it holds. */
export function codeSpan(text: string, max = MAX_QUOTED_LINE): string {
  const content = truncate(cleanAndRedactCredentials(oneLine(text)), max)
  if (content === '') return '` `'
  const ticks = '`'.repeat(longestRun(content) + 1)
  const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : ''
  return `${ticks}${pad}${content}${pad}${ticks}`
}

/** The text as a fenced block, with a fence longer than any run of backticks inside. Blank lines are left out. */
export function fenceText(text: string, limits: FenceLimits = QUOTE): string {
  const lines = cleanAndRedactCredentials(normalizeSpaces(text))
    .split('\n')
    .map((line) => truncate(line.trimEnd(), limits.width))
    .filter((line) => line !== '')
  const shown = lines.length > limits.lines ? [...lines.slice(0, limits.lines), '…'] : lines
  const content = shown.join('\n')
  const ticks = '`'.repeat(Math.max(3, longestRun(content) + 1))
  return `${ticks}text\n${content}\n${ticks}`
}

function defuseWord(word: string, first: boolean): string {
  if (isHarmless(word, first)) return word
  const { before, core, after } = peel(word)
  return core === '' ? codeSpan(word) : `${before}${codeSpan(core)}${after}`
}

function isHarmless(word: string, first: boolean): boolean {
  if (LONE.has(word)) return !first
  if ([...word].every((it) => OPENING.includes(it) || CLOSING.includes(it))) return true
  if (ACTIVE.test(word) || REFERENCE.test(word)) return false
  // `1.` at the start would begin a list; `---` and its like would be a rule or a list.
  return /[\p{L}\p{N}]/u.test(word) ? !(first && /^\d{1,9}[.)]$/.test(word)) : !/[!-~]/.test(word)
}

/** Takes brackets, quotation marks and full stops off the ends, so that they stay outside the code. */
function peel(word: string): { before: string; core: string; after: string } {
  let start = 0
  let end = word.length
  while (start < end && OPENING.includes(word.charAt(start))) start++
  while (end > start && CLOSING.includes(word.charAt(end - 1)) && !closesCall(word, start, end)) end--
  return { before: word.slice(0, start), core: word.slice(start, end), after: word.slice(end) }
}

/** In `refresh()` the bracket belongs to the word. */
function closesCall(word: string, start: number, end: number): boolean {
  const open = word.indexOf('(', start)
  return word.charAt(end - 1) === ')' && open !== -1 && open < end
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map((run) => run[0].length))
}
