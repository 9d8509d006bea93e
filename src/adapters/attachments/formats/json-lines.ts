/** One JSON object a line: pino, winston, bunyan, zap, Docker, `journalctl -o json` and every other logger of the kind. */
import { formatEntry, isLogEntry } from './log-entry.ts'
import { looseJson, parseObject } from './loose-json.ts'

/** Torn entries beyond as many as were read. To find that a line is no JSON takes several times as long as to read one. */
const MAX_TORN = 1_000

/** Lines that are looked at to tell what a file is, and the share of them that must be objects. */
const LOOKED_AT = 50
const MOST = 0.6

/**
 * Line n is line n of the file. An entry becomes `time LEVEL message key=value …`; nested values stay JSON and strings
 * lose their escapes, so that an error body reads as it came. An object that is no log entry stays JSON, without the
 * escapes; any other line (a stack trace, a banner) stays as it is, and so does the rest where most entries are torn.
 * @returns null unless most lines are JSON objects
 */
export function readJsonLines(text: string): string | null {
  if (!isJsonLines(text)) return null
  const lines = text.split('\n')
  let left = MAX_TORN
  for (let at = 0; at < lines.length && left > 0; at++) {
    const line = lines[at]?.trim() ?? ''
    if (!looksLikeObject(line)) continue
    const read = readEntry(line)
    left += read === null ? -1 : 1
    if (read !== null) lines[at] = read
  }
  return lines.join('\n')
}

function isJsonLines(text: string): boolean {
  let looked = 0
  let objects = 0
  for (let at = 0; at < text.length && looked < LOOKED_AT; ) {
    const end = text.indexOf('\n', at)
    const line = text.slice(at, end === -1 ? text.length : end).trim()
    at = end === -1 ? text.length : end + 1
    if (line === '') continue
    looked++
    if (looksLikeObject(line) && parseObject(line) !== null) objects++
  }
  return objects > 0 && objects >= looked * MOST
}

function looksLikeObject(line: string): boolean {
  return line.startsWith('{') && line.endsWith('}')
}

function readEntry(line: string): string | null {
  const fields = parseObject(line)
  return fields && onOneLine(isLogEntry(fields) ? formatEntry(fields) : looseJson(fields))
}

/** One blank for each line end and the white space around it. Not a pattern: a run of blanks would take it square time. */
function onOneLine(text: string): string {
  const [first = '', ...rest] = text.split(/[\r\n]/)
  const last = rest.pop()
  if (last === undefined) return first
  const between = rest.map((line) => line.trim()).filter((line) => line !== '')
  return [first.trimEnd(), ...between, last.trimStart()].join(' ')
}
