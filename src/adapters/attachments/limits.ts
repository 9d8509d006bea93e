/** Limits for reading an issue's files. Files beyond a limit are named but not read. */
import { UnreadFileError } from './unread-file-error.ts'

export const MEGABYTE = 1024 * 1024

export interface Limits {
  readonly links: number
  /** GitHub's own limit for an attachment. */
  readonly fileBytes: number
  readonly issueBytes: number
  readonly fileMs: number
  /** Maximum time without data from a server, in milliseconds. */
  readonly idleMs: number
  readonly issueMs: number
  readonly redirects: number
  /** Maximum number of files in all archives of one issue. */
  readonly entries: number
  /** Maximum unpacked size of all archives of one issue, all of which is in memory at the same time. */
  readonly unpackedBytes: number
  /** Maximum ratio of unpacked to packed size of an archive or an entry; the first megabyte is exempt. */
  readonly ratio: number
}

export const LIMITS: Limits = {
  links: 20,
  fileBytes: 25 * MEGABYTE,
  issueBytes: 50 * MEGABYTE,
  fileMs: 10_000,
  idleMs: 5_000,
  issueMs: 30_000,
  redirects: 5,
  entries: 3_000,
  unpackedBytes: 64 * MEGABYTE,
  ratio: 200,
}

/** A limit that counts down. The only mutable state of this module while files are read. */
export class Budget {
  #left: number
  readonly why: string

  /** @param why reason for files that exceed the budget */
  constructor(size: number, why: string) {
    this.#left = size
    this.why = why
  }

  get left(): number {
    return this.#left
  }

  /** @throws UnreadFileError when less than `amount` is left; the budget is empty then */
  take(amount: number): void {
    const isEnough = amount <= this.#left
    this.#left = isEnough ? this.#left - amount : 0
    if (!isEnough) throw new UnreadFileError(this.why)
  }
}

/** Remaining budget for unpacking; shared by all files of one issue. */
export interface UnpackBudget {
  readonly bytes: Budget
  readonly entries: Budget
  readonly ratio: number
}

export function startUnpackBudget(limits: Limits): UnpackBudget {
  return {
    bytes: new Budget(
      limits.unpackedBytes,
      `exceeds the limit of ${megabytes(limits.unpackedBytes)} of unpacked data per issue`,
    ),
    entries: new Budget(limits.entries, `exceeds the limit of ${limits.entries} unpacked files per issue`),
    ratio: limits.ratio,
  }
}

/** Formats a size: `25 MB`; sizes below 1 MB, as in tests, in bytes. */
export function megabytes(bytes: number): string {
  return bytes < MEGABYTE ? `${bytes} bytes` : `${Math.floor(bytes / MEGABYTE)} MB`
}
