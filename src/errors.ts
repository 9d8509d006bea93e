/**
 * Every error that this program raises on purpose. Each has a code (stable, documented), the audience that can act on
 * it, a sentence that says what and where, and a hint that says what to do. The cause is kept for the operator.
 */

/** Who can act on an error: the person at the command line, the person who runs the bot, the author of a signature. */
export type Audience = 'user' | 'operator' | 'author'

/** Code → audience. The one list of error codes; the reference page is made from it. */
export const ERROR_CODES = {
  'wrong-use': 'user',
  'unreadable-file': 'user',
  'malformed-report': 'user',
  'malformed-delivery': 'user',
  'pack-invalid': 'author',
  'signature-invalid': 'author',
  'environment-invalid': 'operator',
  'credentials-missing': 'operator',
  'webhook-secret-missing': 'operator',
  'address-unavailable': 'operator',
  'demo-unavailable': 'user',
  'store-unreadable': 'operator',
  'store-too-new': 'operator',
  'github-refused': 'operator',
} as const satisfies Record<string, Audience>

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
    return ERROR_CODES[this.code]
  }
}
