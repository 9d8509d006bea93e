/** Names of files come from strangers and are shown to everybody: they are cleaned and redacted like all other text. */
import { cleanAndRedactLine, endOf } from '../../core/report/clean-and-redact.ts'

/** Longer names keep their end, where the file's own name stands. */
const MAX_NAME_LENGTH = 120
/** Characters of a raw name that are looked at. */
const MAX_RAW_NAME = 2_000

/** What a report calls the texts that are no files. */
const TAKEN = /^(?:title|body|comment:.*)$/

/** @returns one line without control characters and personal details; never empty, and never the name of another text */
export function cleanName(raw: string): string {
  const name = cleanAndRedactLine(endOf(raw, MAX_RAW_NAME)).text
  if (name === '') return 'unnamed file'
  if (TAKEN.test(name)) return `file ${name.slice(0, MAX_NAME_LENGTH - 5)}`
  return name.length <= MAX_NAME_LENGTH ? name : `…${name.slice(1 - MAX_NAME_LENGTH)}`
}

/** Gives the second `main.log` of an issue a name of its own, since evidence is quoted by file and line. */
export class Names {
  readonly #taken = new Map<string, number>()

  unique(name: string): string {
    const count = (this.#taken.get(name) ?? 0) + 1
    this.#taken.set(name, count)
    return count === 1 ? name : `${name} (${count})`
  }
}

/** The last part of a URL's path, as its author wrote it. */
export function nameFromPath(path: string): string {
  const last = path.split('/').findLast((part) => part !== '') ?? ''
  try {
    return cleanName(decodeURIComponent(last))
  } catch {
    return cleanName(last)
  }
}
