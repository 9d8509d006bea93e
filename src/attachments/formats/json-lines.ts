/** One JSON object a line: pino, winston, bunyan, zap, Docker, `journalctl -o json` and every other logger of the kind. */
import { formatEntry, isLogEntry } from './log-entry.ts'
import { looseJson, parseObject } from './loose-json.ts'

/** Lines that are looked at to tell what a file is, and the share of them that must be objects. */
const LOOKED_AT = 50
const MOST = 0.6

/**
 * Line n is line n of the file. An entry becomes `time LEVEL message key=value …`; nested values stay JSON and strings
 * lose their escapes, so that an error body reads as it came. An object that is no log entry stays JSON, without the
 * escapes; any other line (a stack trace, a banner) stays as it is.
 * @returns null unless most lines are JSON objects
 */
export function readJsonLines(text: string): string | null {
  if (!isJsonLines(text)) return null
  return text.split('\n').map(readLine).join('\n')
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

function readLine(line: string): string {
  const trimmed = line.trim()
  const fields = looksLikeObject(trimmed) ? parseObject(trimmed) : null
  if (fields === null) return line
  return (isLogEntry(fields) ? formatEntry(fields) : looseJson(fields)).replace(/\s*[\r\n]+\s*/g, ' ')
}
