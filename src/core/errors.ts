/**
 * Every error that this program raises on purpose. Each has a code (stable, documented), the audience that can act on
 * it, a sentence that says what and where, and a hint that says what to do. The cause is kept for the operator.
 */

/** Who can act on an error: the person at the command line, the person who runs the bot, the author of a signature. */
export type Audience = 'user' | 'operator' | 'author'

interface Code {
  readonly audience: Audience
  /** What has happened, as a sentence for the reference page. */
  readonly means: string
}

/** The one list of error codes; the reference page docs/errors.md is made from it. */
export const ERROR_CODES = {
  'wrong-use': { audience: 'user', means: 'The command line was given something that it does not know.' },
  'unreadable-file': { audience: 'user', means: 'A file or folder that was named cannot be read or written.' },
  'malformed-report': { audience: 'user', means: 'A report, or a line of a file of reports, is not one.' },
  'malformed-delivery': { audience: 'user', means: 'A webhook has the name of one that is used, and another shape.' },
  'not-from-app': {
    audience: 'operator',
    means: "A webhook that a repository made itself sends to the App's address; told once for each repository.",
  },
  'pack-invalid': { audience: 'author', means: 'The signature pack has mistakes; each is named with file and line.' },
  'environment-invalid': { audience: 'operator', means: 'A variable of the environment has a wrong value.' },
  'credentials-missing': { audience: 'operator', means: 'The bot was started without the credentials of an App.' },
  'webhook-secret-missing': { audience: 'operator', means: 'The bot was started without a webhook secret.' },
  'address-unavailable': { audience: 'operator', means: 'The bot cannot listen on the host and port it was given.' },
  'demo-unavailable': { audience: 'user', means: 'The demo cannot run here.' },
  'store-unreadable': { audience: 'operator', means: 'The database cannot be opened, read or written.' },
  'store-missing': { audience: 'operator', means: 'There is no store where one was to be read; none was made.' },
  'store-too-new': { audience: 'operator', means: 'A newer version wrote the database; nothing was changed.' },
  'store-in-use': { audience: 'operator', means: 'A bot works on the SQLite file that is to be moved.' },
  'store-mismatch': {
    audience: 'operator',
    means: 'After a move, a table has other rows on the server than in the file.',
  },
  'github-refused': { audience: 'operator', means: 'GitHub refused a call; the message says which and why.' },
  'issue-not-found': { audience: 'user', means: 'The issue that was named does not exist, or may not be seen.' },
} as const satisfies Record<string, Code>

export type ErrorCode = keyof typeof ERROR_CODES

/** An error with a code, a sentence for the reader and a hint that says what to do. */
export class TriageError extends Error {
  readonly code: ErrorCode
  readonly hint: string

  constructor(code: ErrorCode, message: string, options: { hint: string; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'TriageError'
    this.code = code
    this.hint = options.hint
  }

  get audience(): Audience {
    return ERROR_CODES[this.code].audience
  }
}
