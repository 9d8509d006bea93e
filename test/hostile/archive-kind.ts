/** One hostile archive, and how it should be read. */
export interface ArchiveKind {
  readonly what: string
  readonly make: () => Buffer
  /** The texts that are read, each truncated to its first 20 characters. */
  readonly reads: readonly string[]
  /** The reported reasons for unread parts, without repetition. */
  readonly says: readonly string[]
}

/** @param says the expected reasons, without repetition */
export function kind(
  what: string,
  make: () => Buffer,
  reads: readonly string[],
  ...says: readonly string[]
): ArchiveKind {
  return { what, make, reads, says }
}

/** Text that compresses badly. */
export const numbers = Array.from({ length: 9_999 }, (_, n) => n * 7_919).join(' ')
export const NUMBERS = numbers.slice(0, 20)
export const half = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)

export const DAMAGED = 'is damaged'
export const MORE = 'is damaged: it is larger than its archive declares'
export const CUT_OFF = 'is cut off'
export const CUT_IN_THE_MIDDLE = 'is cut off in the middle; the part before was read'
export const DENSE = 'has a compression ratio that is too high for a log'
export const BEYOND = 'exceeds the limit of 4 MB of unpacked data per issue'
export const TOO_MANY = 'exceeds the limit of 100 unpacked files per issue'
export const INSIDE = 'is packed more than three times'
export const LEADS_OUT = 'has a path outside its archive'
export const ENCRYPTED = 'is encrypted'
export const NOT_OPENED = 'is an unsupported kind of archive; .zip, .gz and .tar.gz are supported'
export const LINE = '401 Unauthorized\n401'

export const good = 'error: 401'
export const both = ['first', good]
