/**
 * Classifies GitHub's refusals for the caller: wait, give up, or involve a person. The kind is determined by the status
 * and the headers. A message is used only where GitHub documents its wording as the way to distinguish two cases.
 */
import { TriageError } from '../../core/errors.ts'

export type RefusalKind = 'rate-limited' | 'forbidden' | 'gone' | 'unavailable' | 'rejected'

export interface Refusal {
  readonly kind: RefusalKind
  /**
   * The wait that GitHub asks for, in milliseconds; null if GitHub asks for none, so that the caller's own back-off
   * applies.
   */
  readonly retryAfterMs: number | null
  /** True when the same call will fail again until a person changes something. */
  readonly permanent: boolean
}

/**
 * "If neither header is present, wait for at least one minute":
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
const SECONDARY_LIMIT_WAIT_MS = 60_000

/** Hints of the bot, whose queue tries again. `refusalHint` has those of the other programs. */
export const BOT_HINTS: Readonly<Record<RefusalKind, string>> = {
  'rate-limited': 'No action needed: the work is retried when GitHub allows it again.',
  forbidden: 'Check that the App is installed with "Issues: read and write" and that new permissions were accepted.',
  gone: 'No action needed: the issue, comment or repository was moved or deleted.',
  unavailable: 'This may pass by itself. If it does not, check the network and https://www.githubstatus.com.',
  rejected: 'GitHub rejected the content as invalid. Report this as a bug, with the cause from the log.',
}

/**
 * Classifies a refusal.
 * @param error error thrown by an Octokit call, or the `TriageError('github-refused')` created from it
 */
export function classifyRefusal(error: unknown): Refusal {
  const response = readResponse(error)
  if (isRateLimit(response)) return { kind: 'rate-limited', retryAfterMs: requestedWait(response), permanent: false }
  const kind = kindOfStatus(response.status)
  // A 401 is caused by a wrong clock or a key rotation, not by the delivery, and goes away once the cause is fixed.
  const permanent = kind !== 'unavailable' && response.status !== 401
  return { kind, retryAfterMs: retryAfter(response), permanent }
}

/**
 * Creates the error that every method of `GitHub` throws.
 * @param doing the refused action, e.g. "to comment on acme/app#12"
 * @param cause error thrown by Octokit; kept for the operator
 */
export function refusedError(doing: string, cause: unknown): TriageError {
  const { kind } = classifyRefusal(cause)
  const { status } = readResponse(cause)
  const message =
    status === 0
      ? `GitHub did not respond to the request ${doing}.`
      : `GitHub refused ${doing} (status ${status}, ${kind}).`
  return new TriageError('github-refused', message, { hint: BOT_HINTS[kind], cause })
}

/**
 * Returns true if the App lacks a permission for the call. GitHub documents this wording:
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible
 */
export function isNotPermitted(error: unknown): boolean {
  const { status, message } = readResponse(error)
  return status === 403 && /resource not accessible by integration/i.test(message)
}

/** Returns the HTTP status of an error's response; 0 if there was no response. */
export function refusalStatus(error: unknown): number {
  return readResponse(error).status
}

/** Returns null if GitHub answers that the thing does not exist. @throws any other error */
export async function nullIfNotFound<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call()
  } catch (error) {
    if (refusalStatus(error) === 404) return null
    throw error
  }
}

interface ErrorResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly message: string
}

/** Recognises Octokit's RequestError by its shape, because its class is in a package that we do not depend on. */
function readResponse(error: unknown): ErrorResponse {
  const source = asRecord(error instanceof TriageError ? error.cause : error)
  const response = asRecord(source['response'])
  const message = asRecord(response['data'])['message'] ?? source['message']
  const status = typeof source['status'] === 'number' ? source['status'] : 0
  return {
    // Octokit reports a failed connection as status 500 without a response.
    status: status >= 500 && source['response'] === undefined ? 0 : status,
    headers: asRecord(response['headers']),
    message: typeof message === 'string' ? message : '',
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function isRateLimit(response: ErrorResponse): boolean {
  if (response.status === 429) return true
  if (response.status !== 403) return false
  if (header(response, 'retry-after') !== null || header(response, 'x-ratelimit-remaining') === 0) return true
  // GitHub can report a secondary rate limit without either header; it documents this wording.
  return /secondary rate limit/i.test(response.message)
}

function kindOfStatus(status: number): RefusalKind {
  if (status === 401 || status === 403) return 'forbidden'
  if (status === 404 || status === 410 || status === 451 || (status >= 300 && status < 400)) return 'gone'
  if (status === 0 || status === 408 || status === 409 || status >= 500) return 'unavailable'
  return 'rejected'
}

function requestedWait(response: ErrorResponse): number {
  return retryAfter(response) ?? untilReset(response) ?? SECONDARY_LIMIT_WAIT_MS
}

function retryAfter(response: ErrorResponse): number | null {
  const seconds = header(response, 'retry-after')
  return seconds === null ? null : seconds * 1000
}

/** Time from GitHub's `date` header to `x-ratelimit-reset` (seconds since the epoch), independent of our clock. */
function untilReset(response: ErrorResponse): number | null {
  if (header(response, 'x-ratelimit-remaining') !== 0) return null
  const reset = header(response, 'x-ratelimit-reset')
  const date = Date.parse(String(response.headers['date'] ?? ''))
  if (reset === null || Number.isNaN(date)) return null
  return Math.max(1000, reset * 1000 - date)
}

function header(response: ErrorResponse, name: string): number | null {
  const value = String(response.headers[name] ?? '').trim()
  return /^\d{1,10}$/.test(value) ? Number(value) : null
}
