/** Raised inside this room when a file cannot be read; `fetchAttachments` turns it into an `Unread`. */
export class UnreadFileError extends Error {
  /** Set when a server answered with this status. */
  readonly status: number | null

  constructor(why: string, status: number | null = null) {
    super(why)
    this.name = 'NotRead'
    this.status = status
  }
}

/** Whether a server answered that it does not let us in, or said 404 as it does to strangers. */
export function isRefusal(error: unknown): boolean {
  return error instanceof UnreadFileError && error.status !== null && [401, 403, 404].includes(error.status)
}

/** The reason for whatever was thrown. Messages of other errors may hold bytes of the file, so they are not repeated. */
export function reasonOf(error: unknown): string {
  return error instanceof UnreadFileError ? error.message : 'is damaged or of a kind that cannot be read'
}
