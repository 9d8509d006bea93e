/**
 * Converts an attached file's text to text that reads like a log. Formats are recognised by content, never by name.
 * Where the file has line breaks, line n of the result is line n of the file. A format that cannot keep line numbers
 * documents what its line numbers mean.
 */
import { readCsv } from './csv.ts'
import { readHar } from './har.ts'
import { readJsonDocument } from './json-document.ts'
import { readJsonLines } from './json-lines.ts'
import { readWindowsEvents } from './windows-events.ts'

/** Returns null for text in another format. */
type Format = (text: string) => string | null

/** Most specific first. HTTP dumps, `curl -v` output, stack traces and debug logs need no conversion. */
const FORMATS: readonly Format[] = [readHar, readJsonLines, readJsonDocument, readWindowsEvents, readCsv]

/**
 * @param text a whole file
 * @returns the converted text; text in an unknown format is unchanged, except for `\n` line endings
 */
export function readableText(text: string): string {
  const lines = text.replaceAll('\r\n', '\n')
  for (const format of FORMATS) {
    const readable = tryFormat(format, lines)
    if (readable !== null) return readable
  }
  return lines
}

/** A crafted file can exceed a parser limit or the maximum string length; its text is then left unchanged. */
function tryFormat(format: Format, text: string): string | null {
  try {
    return format(text)
  } catch {
    return null
  }
}
