/** What a row of the tables of archives holds, and the words of which the reasons are. */
export interface ArchiveKind {
  readonly what: string
  readonly make: () => Buffer
  /** The texts that come out, each cut to its first 20 characters. */
  readonly reads: readonly string[]
  /** The reasons that are given, each once. */
  readonly says: readonly string[]
}

/** One row; @param says each reason once */
export function kind(
  what: string,
  make: () => Buffer,
  reads: readonly string[],
  ...says: readonly string[]
): ArchiveKind {
  return { what, make, reads, says }
}

/** Text that packs badly. */
export const numbers = Array.from({ length: 9_999 }, (_, n) => n * 7_919).join(' ')
export const NUMBERS = numbers.slice(0, 20)
export const half = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)

export const DAMAGED = 'is damaged'
export const MORE = 'is damaged: it holds more than its archive says'
export const CUT_OFF = 'is cut off'
export const CUT_IN_THE_MIDDLE = 'is cut off in the middle; what comes before was read'
export const DENSE = 'unpacks to many times its size, as no log does'
export const BEYOND = 'is beyond the 4 MB that are unpacked of one issue'
export const TOO_MANY = 'is beyond the 100 files that are unpacked of one issue'
export const INSIDE = 'is an archive inside an archive'
export const LEADS_OUT = 'has a path that leads out of its archive'
export const ENCRYPTED = 'is encrypted'
export const NOT_OPENED = 'is an archive of a kind that is not opened; .zip, .gz and .tar.gz are'
export const LINE = '401 Unauthorized\n401'

export const good = 'error: 401'
export const both = ['first', good]
