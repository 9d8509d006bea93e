/**
 * A value that was captured from a report, put where a text of a signature has its `{{name}}`. The one rule: into code
 * it goes only when it has a strict shape, since people paste code unread; in a sentence anything can be shown, with
 * what a shell or Markdown would act on replaced. Everything that shows a captured value calls this.
 */
import { strictShapeOf } from '../signatures/strict-shapes.ts'
import { codeSpan, quoteInert } from './defuse.ts'
import { oneLine } from './one-line.ts'

/** Captured values by name, as the diagnosis gives them: redacted, but still the reporter's. */
export type Captures = Readonly<Record<string, string>>

/** Where a value is put: `sentence` gives Markdown, the other two plain text that the caller marks as code. */
export type ValueContext =
  | 'sentence' // among words
  | 'name' // inside code that is a name or an address, without a blank
  | Quoting // inside a command, by how the shell reads that place

/** The quotation mark that is open; empty outside of quotes. */
export type Quoting = '' | "'" | '"'

/** Cut before cleaning: a text may use one value many times, and no more than this is ever looked at. */
const MAX_RAW_VALUE = 500
const MAX_SHOWN_VALUE = 120

/** @returns null when nothing was captured by this name */
export function capturedValue(name: string, captures: Captures): string | null {
  const value = Object.hasOwn(captures, name) ? oneLine((captures[name] ?? '').slice(0, MAX_RAW_VALUE)) : ''
  return value === '' ? null : value
}

/**
 * @param value on one line
 * @returns null where the value does not belong; the placeholder stays there
 */
export function insertValue(value: string, place: ValueContext): string | null {
  const isStrict = strictShapeOf(value) !== null
  if (place === 'sentence') return isStrict ? codeSpan(value) : quoteInert(value, MAX_SHOWN_VALUE)
  if (!isStrict) return null
  // No strict shape holds a quotation mark, so nothing has to be escaped inside of quotes.
  return place === '' ? `'${value}'` : value
}

/** A value among words, as Markdown: a captured one, or the name that somebody gave a file. */
export function showValue(value: string): string {
  return insertValue(oneLine(value.slice(0, MAX_RAW_VALUE)), 'sentence') ?? ''
}
