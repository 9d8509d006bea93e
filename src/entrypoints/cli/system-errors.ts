/** Explains errors of the operating system, so that a full disk gives one sentence and not a stack trace. */
import type { EventEmitter } from 'node:events'
import { TriageError } from '../../core/errors.ts'

const FULL = ['There is no space left on the disk.', 'Free some space and run the command again.'] as const

const EXPLANATIONS: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  ENOSPC: FULL,
  EDQUOT: ['Your disk quota is used up.', FULL[1]],
  EROFS: ['The file system is read-only.', 'Write to another folder.'],
  EACCES: ['There is no permission to use this file.', 'Check its owner and mode, or use another path.'],
  EPERM: ['The operating system does not permit this.', 'Check the owner and mode of the file, or use another path.'],
  ENOENT: ['This file or folder does not exist.', 'Check the path.'],
  ENOTDIR: ['This path leads through a file.', 'Check the path.'],
  EISDIR: ['This is a folder.', 'Name a file.'],
  EMFILE: ['Too many files are open.', 'Raise the limit with `ulimit -n`, or close other programs.'],
}

/** SQLite's result code for a disk without space: https://www.sqlite.org/rescode.html#full */
const SQLITE_FULL = 13

/** @returns the error with a sentence for the user, or null if it is none of the operating system's */
export function explainSystemError(error: unknown): TriageError | null {
  if (!(error instanceof Error)) return null
  const { code = '', path, errcode } = error as Error & { code?: string; path?: unknown; errcode?: number }
  const known = errcode === SQLITE_FULL ? FULL : Object.hasOwn(EXPLANATIONS, code) ? EXPLANATIONS[code] : undefined
  if (known === undefined) return null
  const [message, hint] = known
  const where = typeof path === 'string' ? `${path}: ` : ''
  return new TriageError('unreadable-file', `${where}${message}`, { hint, cause: error })
}

interface OutputStreams {
  readonly stdout: EventEmitter
  readonly stderr: EventEmitter
  exit(code: number): void
}

/**
 * Ends the program when its output cannot be written. If the reader has closed the pipe, as `head` does, it has all that
 * it wanted, and nothing failed.
 * @param warn prints to standard error
 */
export function endWithOutput({ stdout, stderr, exit }: OutputStreams, warn: (text: string) => void): void {
  stderr.on('error', () => exit(1))
  stdout.on('error', (error: Error & { code?: string }) => {
    if (error.code === 'EPIPE') return exit(0)
    const { message, hint } = explainSystemError(error) ?? { message: error.message, hint: '' }
    warn(`The output cannot be written. ${message} ${hint}`.trim())
    exit(1)
  })
}
