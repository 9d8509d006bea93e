/**
 * Turns untrusted text into inert Markdown that shows the same text: it contains no mention, no reference to an issue
 * or commit, and no link, HTML, image, heading or list. Active words become code spans. GitHub looks for mentions and
 * references in the rendered text, where backslashes and entities no longer help, but never inside code. Remaining
 * credentials are redacted before the text becomes Markdown; redacting the Markdown could remove the end of a code
 * span.
 */

import { cleanAndRedactCredentials } from '../report/clean-and-redact.ts'
import { backticksAround } from './backticks.ts'
import { normalizeSpaces, oneLine, truncate } from './one-line.ts'

/** In characters. */
const MAX_QUOTED_LINE = 300

/** Characters in a word that a shell, Markdown or GitHub could act on. */
const NOT_PLAIN = /[^\p{L}\p{N}_.:/…-]+/gu

/** Limits on the amount of text that a fenced block shows. */
export interface FenceLimits {
  readonly lines: number
  /** Maximum number of characters per line. */
  readonly width: number
}

const QUOTE: FenceLimits = { lines: 6, width: MAX_QUOTED_LINE }

/** ASCII characters that have a meaning anywhere in a word, in Markdown, on GitHub or in GitHub's math syntax. */
const ACTIVE = /[`*_~[\]<>\\@#|$&={}^]/
/** URL schemes, emoji codes, bare hosts, `GH-12` and custom references, commit ids, security advisories. */
const REFERENCE = /:\S*:|[a-z]:\S|www\.|\p{L}-\d|(?<![\p{L}\p{N}])[0-9a-f]{7,40}(?![\p{L}\p{N}])|ghsa-/iu
const OPENING = '("\'“‘«'
const CLOSING = ')"\'”’».,;:!?…'
/** Symbols that are harmless as a separate word, except as the first word, where some would start a list or a quote. */
const LONE = new Set(['&', '+', '-', '>', '/', '->', '=>', '%'])

/**
 * Renders text on one line: active words become code spans, the rest stays as it is.
 * @param max maximum number of input characters to keep, before backticks are added
 */
export function inlineCode(text: string, max = MAX_QUOTED_LINE): string {
  return defuseWords(truncate(cleanAndRedactCredentials(oneLine(text)), max))
}

/** Characters that people read as parts of a whole, such as JSON or a table, which code spans word by word tear apart. */
const FORM = /[{}*`|\\]|^[^[\]]*\]|\[[^[\]]*$/

/** Whether the text keeps its form only in one piece of code. */
function needsOneCodeSpan(text: string): boolean {
  return text.split(/\s+/).some((word, at) => {
    return FORM.test(peel(word).core) && !isHarmless(word, at === 0)
  })
}

/** Renders quoted words for use inside a sentence: as code if they keep their form only there, otherwise in quotes. */
export function quoteInline(text: string, max = MAX_QUOTED_LINE): string {
  return needsOneCodeSpan(text) ? codeSpan(text, max) : `“${inlineCode(text, max)}”`
}

/** Renders quoted words as a block: as a list if they have several lines, as code if they keep their form only there. */
export function quoteBlock(text: string): string {
  const lines = text.split('\n')
  if (lines.some(needsOneCodeSpan)) return fenceText(text)
  return lines.map((line) => `> ${lines.length > 1 ? '- ' : ''}${inlineCode(line)}`).join('\n')
}

/** Puts every active word into a code span and keeps white space. Expects clean text on one line. */
export function defuseWords(text: string): string {
  return text.replace(/\S+/g, (word, offset: number) => defuseWord(word, offset === 0))
}

/**
 * Renders untrusted words in quotation marks, for a sentence that gives instructions. No part of them can be run, not
 * even a single word as code. Everything that a shell or Markdown would act on becomes an ellipsis.
 */
export function quoteInert(text: string, max = MAX_QUOTED_LINE): string {
  return `“${inertText(text, max)}”`
}

/** Like `quoteInert`, but without quotation marks. */
export function inertText(text: string, max = MAX_QUOTED_LINE): string {
  return truncate(oneLine(text), max).replace(/\S+/g, (word, offset: number) => {
    if (isHarmless(word, offset === 0)) return word
    return defuseWord(word.replace(NOT_PLAIN, '…'), offset === 0)
  })
}

/** Prepares untrusted text for a code span: everything that a shell could act on becomes an ellipsis. */
export function withoutShellSyntax(text: string): string {
  return text.replace(/\S+/g, (word) => (/^#\d+$/.test(word) ? word : word.replace(NOT_PLAIN, '…')))
}

/** Renders the text as a code span on one line; backticks in the text are safe. */
export function codeSpan(text: string, max = MAX_QUOTED_LINE): string {
  const content = truncate(cleanAndRedactCredentials(oneLine(text)), max)
  if (content === '') return '` `'
  const ticks = backticksAround(content, 1)
  const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : ''
  return `${ticks}${pad}${content}${pad}${ticks}`
}

/** Renders the text as a fenced block whose fence is longer than any run of backticks inside. Drops blank lines. */
export function fenceText(text: string, limits: FenceLimits = QUOTE): string {
  const lines = cleanAndRedactCredentials(normalizeSpaces(text))
    .split('\n')
    .map((line) => truncate(line.trimEnd(), limits.width))
    .filter((line) => line !== '')
  const shown = lines.length > limits.lines ? [...lines.slice(0, limits.lines), '…'] : lines
  const content = shown.join('\n')
  const ticks = backticksAround(content, 3)
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
  // `1.` at the start would start a list; `---` and the like would become a rule or a list.
  return /[\p{L}\p{N}]/u.test(word) ? !(first && /^\d{1,9}[.)]$/.test(word)) : !/[!-~]/.test(word)
}

/** Splits brackets, quotation marks and punctuation off both ends, so that they stay outside the code span. */
function peel(word: string): { before: string; core: string; after: string } {
  let start = 0
  let end = word.length
  while (start < end && OPENING.includes(word.charAt(start))) start++
  while (end > start && CLOSING.includes(word.charAt(end - 1)) && !closesCall(word, start, end)) end--
  return { before: word.slice(0, start), core: word.slice(start, end), after: word.slice(end) }
}

/** In `refresh()`, the closing parenthesis belongs to the word. */
function closesCall(word: string, start: number, end: number): boolean {
  const open = word.indexOf('(', start)
  return word.charAt(end - 1) === ')' && open !== -1 && open < end
}
