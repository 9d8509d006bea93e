/**
 * The bot's log: pino, with redaction as a last net. Nothing of an issue is logged on purpose; an error of a library may
 * quote one all the same, so that every line is redacted once more before it is written.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { type DestinationStream, destination, type Logger, pino, stdSerializers } from 'pino'
import { cleanAndRedact } from '../../core/report/clean-and-redact.ts'

const STANDARD_ERROR = 2

/** What a line is about, beside what it says. */
export interface Subject {
  /** GUID of the delivery. */
  readonly delivery?: string
  /** `owner/repo`. */
  readonly repository?: string
}

const subject = new AsyncLocalStorage<Subject>()

/** Every line that is logged meanwhile names this as well, whoever writes it. */
export function loggingAbout<T>(about: Subject, act: () => T): T {
  return subject.run({ ...subject.getStore(), ...about }, act)
}

/** @param stream where the lines go; standard error unless told, which leaves standard output to commands */
export function createLog(level: string, stream: DestinationStream = destination(STANDARD_ERROR)): Logger {
  return pino({ level, hooks: { streamWrite: redactLogLine }, mixin: () => ({ ...subject.getStore() }) }, stream)
}

/** Of an error its type, message, stack and causes alone: a library may hang a whole delivery on one. */
export function withoutPayloads(log: Logger): Logger {
  const err = (error: Error) => {
    const { type, message, stack } = stdSerializers.err(error)
    return { type, message, stack }
  }
  return log.child({}, { serializers: { err } })
}

/** Lines a minute about what strangers send: a disk is not theirs to fill. */
const MAX_WARNINGS = 20
const MINUTE_MS = 60_000

/** @returns warns so often a minute; what it left out is counted on the next line that it writes */
export function warnSparingly(log: Pick<Logger, 'warn'>, clock: () => number): (message: string) => void {
  let minute = Number.NaN
  let said = 0
  let leftOut = 0
  return (message) => {
    const now = Math.floor(clock() / MINUTE_MS)
    if (now !== minute) {
      minute = now
      said = 0
    }
    if (said >= MAX_WARNINGS) {
      leftOut += 1
      return
    }
    said += 1
    log.warn(leftOut > 0 ? { leftOut } : {}, message)
    leftOut = 0
  }
}

/**
 * First each text by itself, since JSON spells line ends and quotes in its own way; then the line, since only the name
 * of a field may give its value away.
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
