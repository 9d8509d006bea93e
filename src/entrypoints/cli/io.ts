/** A command's access to the outside world. It is injected, so tests can run a command without a process. */
import type { EventEmitter } from 'node:events'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { TriageError } from '../../core/errors.ts'
import { preferSmallMemory, restartWithSmallHeap } from './small-memory.ts'
import { forTerminal, type Printable } from './terminal-text.ts'

export interface Io extends Inputs {
  /** Prints text and a line break to standard output. Untrusted text in it cannot control the terminal. */
  print(text: Printable): void
  /** Prints text and a line break to standard error, with the same protection. */
  warn(text: Printable): void
}

/** The process's output, without sanitising. */
export interface RawIo extends Inputs {
  print(text: string): void
  warn(text: string): void
}

interface Inputs {
  /** Reads a file as UTF-8, or standard input for `-`. */
  read(path: string): Promise<string>
  /** Reads a file as raw bytes. */
  readBytes(path: string): Promise<Uint8Array>
  /** Emits `SIGINT` and `SIGTERM`. */
  readonly signals: EventEmitter
  /** Makes the process use less memory and more time from now on. Call it before loading anything large. */
  preferSmallMemory(): void
  /** Runs the same command again in a process that uses less memory, for servers. Call it before any work. */
  restartWithSmallHeap(): void
}

/** A command sets its exit code here if it succeeded but the answer is "no". */
export interface Finished {
  code: number
}

/** Wraps `raw` so that everything printed is safe for a terminal. All output of commands goes through it. */
export function terminalIo(raw: RawIo): Io {
  return {
    ...raw,
    print: (it) => raw.print(forTerminal(it)),
    warn: (it) => raw.warn(forTerminal(it)),
  }
}

/** Input and output of the real process. */
export const processIo: RawIo = {
  print: (it) => void process.stdout.write(`${it}\n`),
  warn: (it) => void process.stderr.write(`${it}\n`),
  read: (path) => (path === '-' ? text(process.stdin) : readOrExplain(path, () => readFile(path, 'utf8'))),
  readBytes: (path) => readOrExplain(path, () => readFile(path)),
  signals: process,
  preferSmallMemory,
  restartWithSmallHeap,
}

async function readOrExplain<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    throw unreadableFile(path, cause)
  }
}

/** Returns the error for a file named on the command line that cannot be read. */
export function unreadableFile(path: string, cause: unknown): TriageError {
  const isFolder = cause instanceof Error && 'code' in cause && cause.code === 'EISDIR'
  return isFolder
    ? new TriageError('unreadable-file', `${path} is a folder.`, { hint: 'Name the files in it.', cause })
    : new TriageError('unreadable-file', `${path} cannot be read.`, {
        hint: 'Check the path; `-` reads standard input.',
        cause,
      })
}
