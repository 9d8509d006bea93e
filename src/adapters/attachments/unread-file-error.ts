/** Thrown inside this module when a file cannot be read; `fetchFiles` and `readFile` convert it to an `UnreadFile`. */
export class UnreadFileError extends Error {
  /** HTTP status of the server's response; null if there was no response. */
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
 * Returns the reason given by a thrown error. Does not repeat messages from other errors, which can contain bytes from
 * the file.
 */
export function reasonOf(error: unknown): string {
  return error instanceof UnreadFileError ? error.message : 'is damaged or has an unsupported format'
}
