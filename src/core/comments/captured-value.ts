/**
 * Replaces a signature's `{{name}}` with a value captured from a report. Code accepts only values with a strict shape,
 * because people paste code without reading it. A sentence accepts any value, after everything that a shell or Markdown
 * would act on has been replaced. All code that shows a captured value calls this module.
 */
import type { Diagnosis } from '../diagnosis/diagnosis.ts'
import { strictShapeOf } from '../signatures/strict-shapes.ts'
import { codeSpan, quoteInert } from './defuse.ts'
import { oneLine } from './one-line.ts'

/** Captured values by name, as in a diagnosis: redacted, but still untrusted. */
export type Captures = Readonly<Record<string, string>>

/**
 * The place where a value is inserted. `sentence` yields Markdown; the others yield plain text that the caller marks as
 * code.
 */
export type ValueContext =
  | 'sentence' // between words
  | 'name' // inside code that is a name or a URL, without white space
  | Quoting // inside a command, named by the quotation mark that is open there

/** The open quotation mark; empty outside quotes. */
export type Quoting = '' | "'" | '"'

/** In characters. Applied before cleaning, to bound the work when a text uses one long value many times. */
const MAX_RAW_VALUE = 500
const MAX_SHOWN_VALUE = 120

/** @returns the value on one line; null when nothing was captured under this name */
export function capturedValue(name: string, captures: Captures): string | null {
  const value = Object.hasOwn(captures, name) ? oneLine((captures[name] ?? '').slice(0, MAX_RAW_VALUE)) : ''
  return value === '' ? null : value
}

/**
 * @param value on one line
 * @returns the text to insert; null when the value must not be inserted there, and the caller keeps a placeholder
 */
export function insertValue(value: string, place: ValueContext): string | null {
  const isStrict = strictShapeOf(value) !== null
  if (place === 'sentence') return isStrict ? codeSpan(value) : quoteInert(value, MAX_SHOWN_VALUE)
  if (!isStrict) return null
  // No strict shape contains a quotation mark, so nothing needs escaping inside the quotes of any shell.
  return place === '' ? `'${value}'` : value
}

/** Renders an untrusted value, such as a captured one or a file name, as Markdown for use in a sentence. */
export function showValue(value: string): string {
  return insertValue(oneLine(value.slice(0, MAX_RAW_VALUE)), 'sentence') ?? ''
}

/** Returns what a comment may insert: the captured values, and what every report offers. */
export function valuesFor({ values, captures }: Pick<Diagnosis, 'values' | 'captures'>): Captures {
  return { ...values, ...captures }
}
