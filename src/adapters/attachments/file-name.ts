/** File names are untrusted and shown publicly. They are cleaned and redacted like all other text. */
import { cleanAndRedactLine, endOf } from '../../core/report/clean-and-redact.ts'

/** Longer names are cut at the start, because the end contains the file's own name. */
const MAX_NAME_LENGTH = 120
/** Only the last characters of a longer raw name are used. */
const MAX_RAW_NAME = 2_000

/** Names that a report uses for texts other than files. */
const RESERVED = /^(?:title|body|comment:.*)$/

/** @returns one line without control characters or personal details; never empty and never a reserved name */
export function cleanName(raw: string): string {
  const name = cleanAndRedactLine(endOf(raw, MAX_RAW_NAME)).text
  if (name === '') return 'unnamed file'
  if (RESERVED.test(name)) return `file ${name.slice(0, MAX_NAME_LENGTH - 5)}`
  return name.length <= MAX_NAME_LENGTH ? name : `…${name.slice(1 - MAX_NAME_LENGTH)}`
}

/** Makes an issue's file names unique, because evidence is cited by file and line: `main.log`, `main.log (2)`. */
export class UniqueNames {
  readonly #counts = new Map<string, number>()

  unique(name: string): string {
    const count = (this.#counts.get(name) ?? 0) + 1
    this.#counts.set(name, count)
    return count === 1 ? name : `${name} (${count})`
  }
}

/** Returns the last segment of a URL path, decoded and cleaned. */
export function nameFromPath(path: string): string {
  const last = path.split('/').findLast((part) => part !== '') ?? ''
  try {
    return cleanName(decodeURIComponent(last))
  } catch {
    return cleanName(last)
  }
}
