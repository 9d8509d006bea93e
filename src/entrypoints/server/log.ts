/**
 * The bot's log: pino, with redaction as a safety net. The bot never logs issue text on purpose, but a library's error
 * may quote some, so every line is redacted before it is written.
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import { type DestinationStream, destination, type Logger, pino, stdSerializers } from 'pino'
import { cleanAndRedact } from '../../core/report/clean-and-redact.ts'
import { MINUTE_MS } from '../../core/time-units.ts'

const STANDARD_ERROR = 2

/** The subject of a log line. */
export interface Subject {
  /** GUID of the delivery. */
  readonly delivery?: string
  /** `owner/repo`. */
  readonly repository?: string
}

const subject = new AsyncLocalStorage<Subject>()

/** Adds `about` to every line that is logged while `act` runs. */
export function loggingAbout<T>(about: Subject, act: () => T): T {
  return subject.run({ ...subject.getStore(), ...about }, act)
}

/**
 * @param stream destination of the lines; standard error by default, because standard output is reserved for commands
 */
export function createLog(level: string, stream: DestinationStream = destination(STANDARD_ERROR)): Logger {
  return pino({ level, hooks: { streamWrite: redactLogLine }, mixin: () => ({ ...subject.getStore() }) }, stream)
}

/** Logs only an error's type, message, stack and causes, because a library may attach a whole delivery to an error. */
export function withoutPayloads(log: Logger): Logger {
  const err = (error: Error) => {
    const { type, message, stack } = stdSerializers.err(error)
    return { type, message, stack }
  }
  return log.child({}, { serializers: { err } })
}

/** Maximum number of log lines per minute about refused requests, so that strangers cannot fill the disk. */
const MAX_WARNINGS = 20

/**
 * @returns a function that warns at most 20 times a minute; the next line that it writes reports the number of
 *   suppressed ones
 */
export function warnSparingly(log: Pick<Logger, 'warn'>, clock: () => number): (message: string) => void {
  let minute = Number.NaN
  let written = 0
  let leftOut = 0
  return (message) => {
    const now = Math.floor(clock() / MINUTE_MS)
    if (now !== minute) {
      minute = now
      written = 0
    }
    if (written >= MAX_WARNINGS) {
      leftOut += 1
      return
    }
    written += 1
    log.warn(leftOut > 0 ? { leftOut } : {}, message)
    leftOut = 0
  }
}

/**
 * Redacts each text on its own first, because JSON escapes line breaks and quotes. Then redacts the line, because a
 * field's name may show that its value is a secret.
 */
export function redactLogLine(line: string): string {
  return cleanAndRedact(redactTexts(line)).text
}

function redactTexts(line: string): string {
  try {
    const clean = (_: string, value: unknown) => (typeof value === 'string' ? cleanAndRedact(value).text : value)
    return `${JSON.stringify(JSON.parse(line, clean))}\n`
  } catch {
    return line
  }
}
