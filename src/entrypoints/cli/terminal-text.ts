/**
 * Everything that is printed, on its way out. Titles, log lines, names of files and of keys are strangers' words, and a
 * terminal obeys some of them: colours, links, the clipboard, the cursor. Our own styling is put on afterwards.
 */
import { styleText } from 'node:util'
import { withoutSequences } from '../../core/report/terminal-sequences.ts'

type Style = 'bold' | 'cyan' | 'dim' | 'green' | 'red'

/** Words that stand out; they may be a stranger's. */
export interface Styled {
  readonly text: string
  readonly style: Style
}

/** What a command prints: words, or words and styled words in a row. */
export type Printable = string | readonly (string | Styled)[]

export function styled(style: Style, text: string): Styled {
  return { style, text }
}

/** @returns text in which only the sequences of our own styles are left, on a terminal that takes them */
export function forTerminal(printed: Printable): string {
  const parts = typeof printed === 'string' ? [printed] : printed
  return parts.map((it) => (typeof it === 'string' ? plain(it) : styleText(it.style, plain(it.text)))).join('')
}

/** One line, for a progress bar. */
export function nameForTerminal(name: string): string {
  return plain(name).replaceAll(/\s+/g, ' ')
}

/** Controls that a terminal skips, also inside a sequence, and what makes text run the other way (CVE-2021-42574). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const SKIPPED = /[\x00-\x06\x08\x0e-\x1a\x1c-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
/** What moves the cursor back or to another line; before a line feed a carriage return does neither. */
const BLANK = /\r(?!\n)|[\v\f\u0085\u2028\u2029]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\x07\x1b\x80-\x9f]/g

function plain(text: string): string {
  return withoutSequences(text.replace(SKIPPED, '')).replace(BLANK, ' ').replace(CONTROL, '')
}

/** All that JSON lets stand as it is and `plain` would take out. */
const UNESCAPED = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/**
 * @param indent blanks a level; 0 for one line
 * @returns a JSON document that says the same, and in which no character does anything to a terminal
 */
export function toJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, null, indent).replace(
    UNESCAPED,
    (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
