/** Thrown inside this module when a file cannot be read; `fetchFiles` and `readFile` convert it to an `UnreadFile`. */
export class UnreadFileError extends Error {
  /** Status of the server's response; null if there was none. */
  readonly status: number | null

  constructor(why: string, status: number | null = null) {
    super(why)
    this.name = 'UnreadFileError'
    this.status = status
  }
}

/** True if a server refused access: 401, 403, or 404, which GitHub returns for private files. */
export function isRefusal(error: unknown): boolean {
  return error instanceof UnreadFileError && error.status !== null && [401, 403, 404].includes(error.status)
}

/**
 * Returns the reason of a thrown error. Does not repeat messages of other errors, which can contain bytes of the file.
 */
export function reasonOf(error: unknown): string {
  return error instanceof UnreadFileError ? error.message : 'is damaged or of an unsupported kind'
}
