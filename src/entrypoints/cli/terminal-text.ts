/**
 * Makes everything that is printed safe for a terminal. Titles, log lines, file names and keys are untrusted text, and
 * a terminal interprets some of it as instructions for colours, links, the clipboard or the cursor. Our own styling is
 * added afterwards.
 */
import { styleText } from 'node:util'
import { withoutSequences } from '../../core/report/terminal-sequences.ts'

type Style = 'bold' | 'cyan' | 'dim' | 'green' | 'red'

/** Emphasised text; it may be untrusted. */
export interface Styled {
  readonly text: string
  readonly style: Style
}

/** A command's output: text, or a sequence of plain and styled texts. */
export type Printable = string | readonly (string | Styled)[]

export function styled(style: Style, text: string): Styled {
  return { style, text }
}

/** @returns the text with only our own style sequences, and those only on a terminal that supports them */
export function forTerminal(printed: Printable): string {
  const parts = typeof printed === 'string' ? [printed] : printed
  return parts.map((it) => (typeof it === 'string' ? plain(it) : styleText(it.style, plain(it.text)))).join('')
}

/** @returns the name on one line, for a progress bar */
export function nameForTerminal(name: string): string {
  return plain(name).replaceAll(/\s+/g, ' ')
}

/** Control characters that a terminal skips, even inside a sequence, and bidirectional controls (CVE-2021-42574). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it matches control characters on purpose
const SKIPPED = /[\x00-\x06\x08\x0e-\x1a\x1c-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
/** Characters that move the cursor back or to another line. A carriage return before a line feed does neither. */
const BLANK = /\r(?!\n)|[\v\f\u0085\u2028\u2029]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: it matches control characters on purpose
const CONTROL = /[\x07\x1b\x80-\x9f]/g

function plain(text: string): string {
  return withoutSequences(text.replace(SKIPPED, '')).replace(BLANK, ' ').replace(CONTROL, '')
}

/** Characters that JSON does not escape and `plain` would remove. */
const UNESCAPED = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/**
 * @param indent spaces per level; 0 for one line
 * @returns an equivalent JSON document in which no character can control a terminal
 */
export function toJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, null, indent).replace(
    UNESCAPED,
    (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
