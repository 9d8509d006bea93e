/** How much of an issue's files is read. Whatever lies beyond is named, not read. */
import { UnreadFileError } from './not-read.ts'

export const MEGABYTE = 1024 * 1024

export interface Limits {
  readonly links: number
  /** GitHub's own limit for an attachment. */
  readonly fileBytes: number
  readonly issueBytes: number
  readonly fileMs: number
  /** The longest silence of a server, in milliseconds. */
  readonly idleMs: number
  readonly issueMs: number
  readonly redirects: number
  /** Files in all archives of one issue. */
  readonly entries: number
  /** What all archives of one issue may unpack to, because all of it is in memory at once. */
  readonly unpackedBytes: number
  /** How many times its own size an archive or an entry may unpack to, beyond its first megabyte. */
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

/** Counts down; the one thing in this room that changes while files are read. */
export class Budget {
  #left: number
  readonly why: string

  /** @param why reason given to the file that comes when nothing is left */
  constructor(size: number, why: string) {
    this.#left = size
    this.why = why
  }

  get left(): number {
    return this.#left
  }

  /** @throws NotRead when less than that is left; then nothing is left */
  take(amount: number): void {
    const enough = amount <= this.#left
    this.#left = enough ? this.#left - amount : 0
    if (!enough) throw new UnreadFileError(this.why)
  }
}

/** What unpacking may still use; shared by all files of one issue. */
export interface UnpackBudget {
  readonly bytes: Budget
  readonly entries: Budget
  readonly ratio: number
}

export function startUnpackBudget(limits: Limits): UnpackBudget {
  return {
    bytes: new Budget(
      limits.unpackedBytes,
      `is beyond the ${megabytes(limits.unpackedBytes)} that are unpacked of one issue`,
    ),
    entries: new Budget(limits.entries, `is beyond the ${limits.entries} files that are unpacked of one issue`),
    ratio: limits.ratio,
  }
}

/** `25 MB`; smaller limits, as tests use, in bytes. */
export function megabytes(bytes: number): string {
  return bytes < MEGABYTE ? `${bytes} bytes` : `${Math.floor(bytes / MEGABYTE)} MB`
}
