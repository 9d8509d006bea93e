/**
 * One structured log entry → one line as people write them: time, level, message, then the other fields. Knows the field
 * names of pino, bunyan, winston, zap, structlog, Docker, journald, Windows and of what resembles them.
 */
import { looseJson } from './loose-json.ts'

export type Fields = Readonly<Record<string, unknown>>

/** Names without case, spaces and marks; of two that are there, the one that stands first here is taken. */
const TIME = words('time timestamp ts date datetime dateandtime eventtime timecreated asctime realtimetimestamp')
const LEVEL = words('level severity lvl loglevel levelname leveldisplayname priority severitytext entrytype')
const MESSAGE = words('msg message text event log')

function words(list: string): readonly string[] {
  return list.split(' ')
}

/** Fields that say where a line came from inside journald or a logger, never what went wrong. */
const NOISE = /^(?:_(?!SYSTEMD_UNIT$|COMM$)|SYSLOG_(?!IDENTIFIER$)|CODE_|TID$|(?:v|pid|hostname)$)/

/** True when it says what happened, and when or how grave: a log entry and no other record. */
export function isLogEntry(fields: Fields): boolean {
  const { message, time, level } = parts(fields)
  return message !== null && (time !== null || level !== null)
}

/**
 * @param fields of one entry
 * @returns the entry; its message and other long values may hold line feeds
 */
export function formatEntry(fields: Fields): string {
  const { message, time, level, rest } = parts(fields)
  const others = rest.flatMap(([name, value]) => field(name, value))
  return [time, level, message, ...others].filter((part) => part !== null && part !== '').join(' ')
}

interface Parts {
  readonly time: string | null
  readonly level: string | null
  readonly message: string | null
  readonly rest: readonly Named[]
}

function parts(fields: Fields): Parts {
  const named = Object.entries(fields)
  const time = firstOf(named, TIME, isScalar)
  const level = firstOf(named, LEVEL, isScalar)
  const message = firstOf(named, MESSAGE, (value) => messageText(value) !== null)
  return {
    time: time === undefined ? null : timeText(time[1]),
    level: level === undefined ? null : levelText(level[0], level[1]),
    message: message === undefined ? null : messageText(message[1]),
    rest: named.filter((it) => it !== time && it !== level && it !== message && !NOISE.test(it[0])),
  }
}

type Named = readonly [string, unknown]

function firstOf(
  named: readonly Named[],
  names: readonly string[],
  fits: (value: unknown) => boolean,
): Named | undefined {
  let best: Named | undefined
  let rank = names.length
  for (const it of named) {
    const at = names.indexOf(plain(it[0]))
    if (at === -1 || at >= rank || !fits(it[1])) continue
    best = it
    rank = at
  }
  return best
}

function plain(name: string): string {
  return name.length > 40 ? '' : name.toLowerCase().replace(/[^a-z]/g, '')
}

function isScalar(value: unknown): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}

/** journald writes a message that is not plain UTF-8 (colours are enough) as an array of bytes. */
function messageText(value: unknown): string | null {
  if (typeof value === 'string') return value.trimEnd()
  const isBytes = Array.isArray(value) && value.every((it) => Number.isInteger(it) && it >= 0 && it < 256)
  return isBytes && value.length > 0 ? Buffer.from(value).toString('utf8') : null
}

/** Numbers since 1970 in seconds (zap), milliseconds (pino) or microseconds (journald, as text) → ISO 8601. */
function timeText(value: unknown): string {
  const number = typeof value === 'number' || /^\d{13,16}$/.test(String(value)) ? Number(value) : Number.NaN
  const unit = [1e3, 1, 1e-3].find((factor) => number * factor > EARLIEST && number * factor < LATEST)
  return unit === undefined ? String(value) : new Date(number * unit).toISOString()
}

const EARLIEST = Date.UTC(2001, 0)
const LATEST = Date.UTC(2100, 0)

/** pino and bunyan count up in tens; syslog, which journald keeps, counts down to 0. */
const TENS: Readonly<Record<string, string>> = {
  10: 'TRACE',
  20: 'DEBUG',
  30: 'INFO',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
}
const SYSLOG = ['EMERG', 'ALERT', 'CRIT', 'ERROR', 'WARN', 'NOTICE', 'INFO', 'DEBUG']

function levelText(name: string, value: unknown): string {
  if (name === 'PRIORITY') return SYSLOG[Number(value)] ?? String(value)
  return typeof value === 'number' ? (TENS[value] ?? String(value)) : String(value).toUpperCase()
}

function field(name: string, value: unknown): readonly string[] {
  if (value === null || value === '' || value === undefined) return []
  if (typeof value === 'object') return [`${name}=${looseJson(value)}`]
  const text = String(value)
  return [/[\s]/.test(text) && !/^[[{<"]/.test(text) ? `${name}="${text}"` : `${name}=${text}`]
}
