/**
 * Formats a structured log entry as a plain log line: time, level, message, then the other fields. Knows the field
 * names of pino, bunyan, winston, zap, structlog, Docker, journald, Windows and similar formats.
 */
import { looseJson } from './loose-json.ts'

export type Fields = Readonly<Record<string, unknown>>

/**
 * Normalised field names: lower case, letters only. If an entry has several of them, the first one in the list is used.
 */
const TIME = splitWords('time timestamp ts date datetime dateandtime eventtime timecreated asctime realtimetimestamp')
const LEVEL = splitWords('level severity lvl loglevel levelname leveldisplayname priority severitytext entrytype')
const MESSAGE = splitWords('msg message text event log')

function splitWords(list: string): readonly string[] {
  return list.split(' ')
}

/** Fields that record where a line from journald or a logger originated; they never describe a failure. */
const NOISE = /^(?:_(?!SYSTEMD_UNIT$|COMM$)|SYSLOG_(?!IDENTIFIER$)|CODE_|TID$|(?:v|pid|hostname)$)/

/** True for an object that has a message and either a time or a level. Other objects are not log entries. */
export function isLogEntry(fields: Fields): boolean {
  const { message, time, level } = parts(fields)
  return message !== null && (time !== null || level !== null)
}

/**
 * @param fields the fields of one log entry
 * @returns the entry as text; its message and other long values can contain line feeds
 */
export function formatEntry(fields: Fields): string {
  const { message, time, level, rest } = parts(fields)
  const others = rest.flatMap(([name, value]) => formatField(name, value))
  return [time, level, message, ...others].filter((part) => part !== null && part !== '').join(' ')
}

interface Parts {
  readonly time: string | null
  readonly level: string | null
  readonly message: string | null
  readonly rest: readonly Entry[]
}

function parts(fields: Fields): Parts {
  const entries = Object.entries(fields)
  const time = firstOf(entries, TIME, isScalar)
  const level = firstOf(entries, LEVEL, isScalar)
  const message = firstOf(entries, MESSAGE, (value) => messageText(value) !== null)
  return {
    time: time === undefined ? null : timeText(time[1]),
    level: level === undefined ? null : levelText(level[0], level[1]),
    message: message === undefined ? null : messageText(message[1]),
    rest: entries.filter((entry) => entry !== time && entry !== level && entry !== message && !NOISE.test(entry[0])),
  }
}

type Entry = readonly [string, unknown]

function firstOf(
  entries: readonly Entry[],
  names: readonly string[],
  fits: (value: unknown) => boolean,
): Entry | undefined {
  let best: Entry | undefined
  let rank = names.length
  for (const entry of entries) {
    const at = names.indexOf(normalizeName(entry[0]))
    if (at === -1 || at >= rank || !fits(entry[1])) continue
    best = entry
    rank = at
  }
  return best
}

function normalizeName(name: string): string {
  return name.length > 40 ? '' : name.toLowerCase().replace(/[^a-z]/g, '')
}

function isScalar(value: unknown): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}

/** journald writes a message as a byte array if it contains anything but printable UTF-8, such as colour codes. */
function messageText(value: unknown): string | null {
  if (typeof value === 'string') return value.trimEnd()
  const isBytes = Array.isArray(value) && value.every((byte) => Number.isInteger(byte) && byte >= 0 && byte < 256)
  return isBytes && value.length > 0 ? Buffer.from(value).toString('utf8') : null
}

/** Converts a Unix time in seconds (zap), milliseconds (pino) or microseconds (journald, as text) to ISO 8601. */
function timeText(value: unknown): string {
  const number = typeof value === 'number' || /^\d{13,16}$/.test(String(value)) ? Number(value) : Number.NaN
  const unit = [1e3, 1, 1e-3].find((factor) => number * factor > MIN_TIME && number * factor < MAX_TIME)
  return unit === undefined ? String(value) : new Date(number * unit).toISOString()
}

const MIN_TIME = Date.UTC(2001, 0)
const MAX_TIME = Date.UTC(2100, 0)

/** pino and bunyan use 10 (least severe) to 60; journald uses the syslog levels, 0 (most severe) to 7. */
const PINO_LEVELS: Readonly<Record<string, string>> = {
  10: 'TRACE',
  20: 'DEBUG',
  30: 'INFO',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
}
const SYSLOG_LEVELS = ['EMERG', 'ALERT', 'CRIT', 'ERROR', 'WARN', 'NOTICE', 'INFO', 'DEBUG']

function levelText(name: string, value: unknown): string {
  if (name === 'PRIORITY') return SYSLOG_LEVELS[Number(value)] ?? String(value)
  return typeof value === 'number' ? (PINO_LEVELS[value] ?? String(value)) : String(value).toUpperCase()
}

function formatField(name: string, value: unknown): readonly string[] {
  if (value === null || value === '' || value === undefined) return []
  if (typeof value === 'object') return [`${name}=${looseJson(value)}`]
  const text = String(value)
  return [/[\s]/.test(text) && !/^[[{<"]/.test(text) ? `${name}="${text}"` : `${name}=${text}`]
}
