/** Limits for reading an issue's files. Files that exceed a limit are listed by name but not read. */
import { UnreadFileError } from './unread-file-error.ts'

export const MEGABYTE = 1024 * 1024

export interface Limits {
  readonly links: number
  /** GitHub's own limit on the size of an attachment. */
  readonly fileBytes: number
  readonly issueBytes: number
  readonly fileMs: number
  /** Maximum time without data from a server, in milliseconds. */
  readonly idleMs: number
  readonly issueMs: number
  readonly redirects: number
  /** Maximum total number of files in an issue's archives. */
  readonly entries: number
  /** Maximum total size of an issue's archives once unpacked. All unpacked data is in memory at the same time. */
  readonly unpackedBytes: number
  /** Maximum ratio of unpacked to packed size for an archive or an archive entry; the first megabyte is exempt. */
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

/** A limit that counts down. It is this module's only mutable state while files are read. */
export class Budget {
  #left: number
  readonly why: string

  /** @param why the reason that is reported for files that exceed the budget */
  constructor(size: number, why: string) {
    this.#left = size
    this.why = why
  }

  get left(): number {
    return this.#left
  }

  /** @throws UnreadFileError when less than `amount` is left; the budget is then empty */
  take(amount: number): void {
    const isEnough = amount <= this.#left
    this.#left = isEnough ? this.#left - amount : 0
    if (!isEnough) throw new UnreadFileError(this.why)
  }
}

/** Remaining unpacking budget, shared by all files in one issue. */
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

/** Formats a size as `25 MB`. Sizes below 1 MB, as used in tests, are in bytes. */
export function megabytes(bytes: number): string {
  return bytes < MEGABYTE ? `${bytes} bytes` : `${Math.floor(bytes / MEGABYTE)} MB`
}
