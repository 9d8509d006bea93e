/** Turns a message into a pattern: its words, the separators between them, and a capture for the value that follows it. */
import { wordsIn } from './fragments.ts'

/** What separates words if reports differ in it. RE2 counts letters outside ASCII as `\W`, which is close enough. */
const ANY_SEPARATOR = String.raw`\W{1,6}`
const MAX_SEPARATOR = 6
/** A value that is worth capturing: a plain token with a sign or a digit in it. */
const VALUE = /^[\s"'`:=([{<]{1,4}([\w.:/@-]{3,100})(?![\w.:/@-])/
const PLAIN_WORD = /^[a-z]+$/i
const CAPTURE = String.raw`(?:[\s"':=([{<]{1,4}(?<value>[\w.:/@-]{3,100}))?`

/** @param lines the lines in which the message occurs, as written */
export function patternFor(fragment: string, lines: readonly string[]): string {
  const words = fragment.split(' ')
  const places = lines.flatMap((line) => placeOf(words, line) ?? [])
  const separators = words.slice(1).map((_, at) => separatorAt(at, places))
  const text = words.map((word, at) => word + (separators[at] ?? '')).join('')
  const values = new Set(places.flatMap(({ after }) => valueIn(after) ?? []))
  return values.size >= 2 ? text + CAPTURE : text
}

interface Place {
  /** The text between the words. */
  readonly between: readonly string[]
  /** The text after the last word. */
  readonly after: string
}

function placeOf(words: readonly string[], line: string): Place | null {
  const all = [...line.matchAll(/[\p{L}\p{N}_]+/gu)].map((match) => ({ word: match[0], at: match.index }))
  const known = wordsIn(line)
  const start = known.findIndex((_, at) => words.every((word, offset) => known[at + offset] === word))
  if (start === -1) return null
  const run = all.slice(start, start + words.length)
  const end = (at: number) => (run[at]?.at ?? 0) + (run[at]?.word.length ?? 0)
  const between = run.slice(1).map(({ at }, index) => line.slice(end(index), at))
  return { between, after: line.slice(end(run.length - 1)) }
}

function separatorAt(at: number, places: readonly Place[]): string {
  const texts = new Set(places.map(({ between }) => between[at] ?? ' '))
  const [only = ' '] = texts
  return texts.size === 1 && only.length <= MAX_SEPARATOR
    ? only.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
    : ANY_SEPARATOR
}

function valueIn(after: string): string | null {
  const value = VALUE.exec(after)?.[1]
  return value === undefined || PLAIN_WORD.test(value) ? null : value
}
