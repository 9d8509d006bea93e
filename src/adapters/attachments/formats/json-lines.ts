/** Reads logs with one JSON object per line: pino, winston, bunyan, zap, Docker, `journalctl -o json` and similar. */
import { parseObject } from '../../../core/json-object.ts'
import { formatEntry, isLogEntry } from './log-entry.ts'
import { looseJson } from './loose-json.ts'

/** Maximum excess of torn entries over parsed ones. Rejecting a line takes several times as long as parsing one. */
const MAX_EXCESS_TORN = 1_000

/** Number of lines sampled to detect the format, and the minimum share of them that must be objects. */
const SAMPLE_LINES = 50
const MIN_OBJECT_SHARE = 0.6

/**
 * Keeps line numbers. An entry becomes `time LEVEL message key=value …`. Nested values stay JSON and strings lose their
 * escapes, so that an error body reads as received. An object that is not a log entry stays JSON without escapes. Any
 * other line (a stack trace, a banner) stays unchanged, and so does the rest of the file once too many entries are
 * torn.
 * @returns null unless most lines are JSON objects
 */
export function readJsonLines(text: string): string | null {
  if (!isJsonLines(text)) return null
  const lines = text.split('\n')
  let tornLeft = MAX_EXCESS_TORN
  for (let at = 0; at < lines.length && tornLeft > 0; at++) {
    const line = lines[at]?.trim() ?? ''
    if (!looksLikeObject(line)) continue
    const read = readEntry(line)
    tornLeft += read === null ? -1 : 1
    if (read !== null) lines[at] = read
  }
  return lines.join('\n')
}

function isJsonLines(text: string): boolean {
  let sampled = 0
  let objects = 0
  for (let at = 0; at < text.length && sampled < SAMPLE_LINES; ) {
    const end = text.indexOf('\n', at)
    const line = text.slice(at, end === -1 ? text.length : end).trim()
    at = end === -1 ? text.length : end + 1
    if (line === '') continue
    sampled++
    if (looksLikeObject(line) && parseObject(line) !== null) objects++
  }
  return objects > 0 && objects >= sampled * MIN_OBJECT_SHARE
}

function looksLikeObject(line: string): boolean {
  return line.startsWith('{') && line.endsWith('}')
}

function readEntry(line: string): string | null {
  const fields = parseObject(line)
  return fields && onOneLine(isLogEntry(fields) ? formatEntry(fields) : looseJson(fields))
}

/**
 * Replaces each line break and the whitespace around it with one space. Does not use a regular expression, which would
 * take quadratic time on a long run of spaces.
 */
function onOneLine(text: string): string {
  const [first = '', ...rest] = text.split(/[\r\n]/)
  const last = rest.pop()
  if (last === undefined) return first
  const between = rest.map((line) => line.trim()).filter((line) => line !== '')
  return [first.trimEnd(), ...between, last.trimStart()].join(' ')
}
