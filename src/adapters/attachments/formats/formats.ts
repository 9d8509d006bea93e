/**
 * Text of an attached file in, text that reads like a log out. Formats are recognised by what is in them, never by a
 * name. Wherever the file has lines of its own, line n of the result is line n of the file; a format that cannot keep
 * that says in its docstring what its lines count.
 */
import { readCsv } from './csv.ts'
import { readHar } from './har.ts'
import { readJsonDocument } from './json-document.ts'
import { readJsonLines } from './json-lines.ts'
import { readWindowsEvents } from './windows-events.ts'

/** Gives null for text that is not of its kind. */
type Format = (text: string) => string | null

/** More special ones first. HTTP dumps, `curl -v`, stack traces and clients' debug logs are text already. */
const FORMATS: readonly Format[] = [readHar, readJsonLines, readJsonDocument, readWindowsEvents, readCsv]

/** @param text a whole file; what no format knows comes back as it is, with `\n` line ends */
export function readableText(text: string): string {
  const lines = text.replaceAll('\r\n', '\n')
  for (const format of FORMATS) {
    const readable = attempt(format, lines)
    if (readable !== null) return readable
  }
  return lines
}

/** A made-up file can be beyond what a parser or a string can hold; then it is read as it is. */
function attempt(format: Format, text: string): string | null {
  try {
    return format(text)
  } catch {
    return null
  }
}
