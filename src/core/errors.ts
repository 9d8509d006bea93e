/**
 * Every error that the program raises on purpose. Each has a stable, documented code, an audience that can act on it, a
 * sentence that says what happened and where, and a hint that says what to do. It also carries its cause, for the
 * operator.
 */

/** Who can act on an error: a command-line user, the bot's operator, or a signature author. */
export type Audience = 'user' | 'operator' | 'author'

interface Code {
  readonly audience: Audience
  /** What happened, as a sentence for the reference page. */
  readonly means: string
}

/** The only list of error codes. The reference page docs/errors.md is generated from it. */
export const ERROR_CODES = {
  'wrong-use': { audience: 'user', means: 'The command line contains an unknown command or option, or a wrong value.' },
  'unreadable-file': { audience: 'user', means: 'A file or folder named by the user cannot be read or written.' },
  'malformed-report': { audience: 'user', means: 'A report, or a line in a report file, has the wrong shape.' },
  'malformed-delivery': { audience: 'user', means: 'A webhook has a known event name but the wrong shape.' },
  'not-from-app': {
    audience: 'operator',
    means: "A repository's own webhook is configured with the App's URL; reported once per repository.",
  },
  'pack-invalid': { audience: 'author', means: 'The signature pack has mistakes; each is listed with file and line.' },
  'environment-invalid': { audience: 'operator', means: 'An environment variable has a wrong value.' },
  'credentials-missing': {
    audience: 'operator',
    means: 'The bot was started without GitHub App credentials.',
  },
  'webhook-secret-missing': { audience: 'operator', means: 'The bot was started without a webhook secret.' },
  'address-unavailable': { audience: 'operator', means: 'The bot cannot listen on the configured host and port.' },
  'demo-unavailable': { audience: 'user', means: 'The demo cannot run here.' },
  'store-unreadable': { audience: 'operator', means: 'The database cannot be opened, read or written.' },
  'store-missing': { audience: 'operator', means: 'The store to read does not exist; none was created.' },
  'store-too-new': { audience: 'operator', means: 'The database was written by a newer version; nothing was changed.' },
  'store-in-use': { audience: 'operator', means: 'The SQLite file to move is still in use by a bot.' },
  'store-mismatch': {
    audience: 'operator',
    means: 'After a move, a table has different rows on the server than in the file.',
  },
  'github-refused': { audience: 'operator', means: 'GitHub refused a call; the message says which call and why.' },
  'issue-not-found': { audience: 'user', means: 'The issue does not exist, or the credentials give no access to it.' },
} as const satisfies Record<string, Code>

export type ErrorCode = keyof typeof ERROR_CODES

/** An error with a code, a sentence that says what happened, and a hint that says what to do. */
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
