/**
 * What a refusal of GitHub means for the caller: wait, give up, or ask a person. The kind is read from the status and
 * the headers; a message is looked at only where GitHub documents its words as the way to tell two cases apart.
 */
import { TriageError } from '../../core/errors.ts'

export type RefusalKind = 'rate-limited' | 'forbidden' | 'gone' | 'unavailable' | 'rejected'

export interface Refusal {
  readonly kind: RefusalKind
  /** How long GitHub asks to wait, in milliseconds; null when it does not say and the caller's own back-off decides. */
  readonly retryAfterMs: number | null
  /** True when the same call will fail again until a person changes something. */
  readonly permanent: boolean
}

/**
 * "If neither header is present, wait for at least one minute":
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
const SECONDARY_LIMIT_WAIT_MS = 60_000

const HINTS: Record<RefusalKind, string> = {
  'rate-limited': 'Nothing to do: the work is repeated when GitHub allows it again.',
  forbidden: 'Check that the App is installed with "Issues: read and write" and that new permissions were accepted.',
  gone: 'Nothing to do: the issue, comment or repository was moved or deleted.',
  unavailable: 'Nothing to do if it passes: the work is repeated. Otherwise see https://www.githubstatus.com.',
  rejected: 'GitHub found the content invalid. Report this as a defect, with the cause from the log.',
}

/**
 * Tells what kind of refusal an error is.
 * @param error what an Octokit call threw, or the `TriageError('github-refused')` made from it
 */
export function classifyRefusal(error: unknown): Refusal {
  const answer = readAnswer(error)
  if (isRateLimit(answer)) return { kind: 'rate-limited', retryAfterMs: waitAsked(answer), permanent: false }
  const kind = kindOfStatus(answer.status)
  // A 401 comes from a skewed clock or a key being rotated, both repaired without the delivery being at fault.
  const permanent = kind !== 'unavailable' && answer.status !== 401
  return { kind, retryAfterMs: retryAfter(answer), permanent }
}

/**
 * Makes the error that every method of `GitHub` throws.
 * @param doing what was being done, as in "to comment on acme/app#12"
 * @param cause what Octokit threw; kept for the operator
 */
export function refusedError(doing: string, cause: unknown): TriageError {
  const { kind } = classifyRefusal(cause)
  const { status } = readAnswer(cause)
  const message =
    status === 0 ? `GitHub gave no answer when asked ${doing}.` : `GitHub refused ${doing} (status ${status}, ${kind}).`
  return new TriageError('github-refused', message, { hint: HINTS[kind], cause })
}

/**
 * Whether the App lacks a permission for what it asked; the words are those that GitHub documents for it:
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible
 */
export function isNotPermitted(error: unknown): boolean {
  const { status, message } = readAnswer(error)
  return status === 403 && /resource not accessible by integration/i.test(message)
}

/** Status of the answer behind an error; 0 when there was none. */
export function refusalStatus(error: unknown): number {
  return readAnswer(error).status
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly message: string
}

/** Octokit's RequestError by shape, since its class belongs to a package that we do not depend on ourselves. */
function readAnswer(error: unknown): Answer {
  const source = asRecord(error instanceof TriageError ? error.cause : error)
  const response = asRecord(source['response'])
  const message = asRecord(response['data'])['message'] ?? source['message']
  const status = typeof source['status'] === 'number' ? source['status'] : 0
  return {
    // Octokit calls a connection that failed a 500, without a response.
    status: status >= 500 && source['response'] === undefined ? 0 : status,
    headers: asRecord(response['headers']),
    message: typeof message === 'string' ? message : '',
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function isRateLimit(answer: Answer): boolean {
  if (answer.status === 429) return true
  if (answer.status !== 403) return false
  if (header(answer, 'retry-after') !== null || header(answer, 'x-ratelimit-remaining') === 0) return true
  // A secondary limit may come with neither header; these are the words that GitHub documents for it.
  return /secondary rate limit/i.test(answer.message)
}

function kindOfStatus(status: number): RefusalKind {
  if (status === 401 || status === 403) return 'forbidden'
  if (status === 404 || status === 410 || status === 451 || (status >= 300 && status < 400)) return 'gone'
  if (status === 0 || status === 408 || status === 409 || status >= 500) return 'unavailable'
  return 'rejected'
}

function waitAsked(answer: Answer): number {
  return retryAfter(answer) ?? untilReset(answer) ?? SECONDARY_LIMIT_WAIT_MS
}

function retryAfter(answer: Answer): number | null {
  const seconds = header(answer, 'retry-after')
  return seconds === null ? null : seconds * 1000
}

/** Time from GitHub's own `date` to `x-ratelimit-reset` (seconds since the epoch), so that our clock does not matter. */
function untilReset(answer: Answer): number | null {
  if (header(answer, 'x-ratelimit-remaining') !== 0) return null
  const reset = header(answer, 'x-ratelimit-reset')
  const date = Date.parse(String(answer.headers['date'] ?? ''))
  if (reset === null || Number.isNaN(date)) return null
  return Math.max(1000, reset * 1000 - date)
}

function header(answer: Answer, name: string): number | null {
  const value = String(answer.headers[name] ?? '').trim()
  return /^\d{1,10}$/.test(value) ? Number(value) : null
}
