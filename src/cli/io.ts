/** What a command may touch of the outside: passed in, so that tests can run a command without a process. */
import type { EventEmitter } from 'node:events'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { TriageError } from '../errors.ts'
import { preferSmallMemory } from './small-memory.ts'

export interface Io {
  /** Writes one text to standard output, a line end added. */
  print(text: string): void
  /** Writes one text to standard error, a line end added. */
  warn(text: string): void
  /** Reads a file as UTF-8, or standard input for `-`. */
  read(path: string): Promise<string>
  /** Reads a file as it is. */
  readBytes(path: string): Promise<Uint8Array>
  /** Where `SIGINT` and `SIGTERM` arrive. */
  readonly signals: EventEmitter
  /** Has the process use less memory and more time, from now on. To be called before anything large is loaded. */
  preferSmallMemory(): void
}

/** Where a command leaves its exit code when it did its work and the answer is "no". */
export interface Finished {
  code: number
}

/** The Io of the real process. */
export const processIo: Io = {
  print: (it) => void process.stdout.write(`${it}\n`),
  warn: (it) => void process.stderr.write(`${it}\n`),
  read: (path) => (path === '-' ? text(process.stdin) : readOrSay(path, () => readFile(path, 'utf8'))),
  readBytes: (path) => readOrSay(path, () => readFile(path)),
  signals: process,
  preferSmallMemory,
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
