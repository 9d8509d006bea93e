/** What a command may touch of the outside: passed in, so that tests can run a command without a process. */
import type { EventEmitter } from 'node:events'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { TriageError } from '../../core/errors.ts'
import { collectEarly, preferSmallMemory } from './small-memory.ts'
import { forTerminal, type Printable } from './terminal-text.ts'

export interface Io extends Surroundings {
  /** Writes one text to standard output, a line end added. Nothing of a stranger's text does anything to a terminal. */
  print(text: Printable): void
  /** The same to standard error. */
  warn(text: Printable): void
}

/** A process as it is: what is written goes out as it stands. */
export interface RawIo extends Surroundings {
  print(text: string): void
  warn(text: string): void
}

interface Surroundings {
  /** Reads a file as UTF-8, or standard input for `-`. */
  read(path: string): Promise<string>
  /** Reads a file as it is. */
  readBytes(path: string): Promise<Uint8Array>
  /** Where `SIGINT` and `SIGTERM` arrive. */
  readonly signals: EventEmitter
  /** Has the process use less memory and more time, from now on. To be called before anything large is loaded. */
  preferSmallMemory(): void
  /** The same for a process that runs for long: memory is kept small at next to no cost of time. */
  collectEarly(): void
}

/** Where a command leaves its exit code when it did its work and the answer is "no". */
export interface Finished {
  code: number
}

/** The one way out for what commands print. */
export function terminalIo(raw: RawIo): Io {
  return {
    ...raw,
    print: (it) => raw.print(forTerminal(it)),
    warn: (it) => raw.warn(forTerminal(it)),
  }
}

/** That of the real process. */
export const processIo: RawIo = {
  print: (it) => void process.stdout.write(`${it}\n`),
  warn: (it) => void process.stderr.write(`${it}\n`),
  read: (path) => (path === '-' ? text(process.stdin) : readOrSay(path, () => readFile(path, 'utf8'))),
  readBytes: (path) => readOrSay(path, () => readFile(path)),
  signals: process,
  preferSmallMemory,
  collectEarly,
}

async function readOrSay<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    throw new TriageError('unreadable-file', `${path} cannot be read.`, {
      hint: 'Check the path; `-` reads standard input.',
      cause,
    })
  }
}
