/**
 * Reads the errors of GraphQL, which answers 200 to a refused request, with a list of errors beside what it could read.
 * The only place that knows what GitHub's types and codes of such errors mean.
 */
import { isNotPermitted, refusalStatus } from '../refusal.ts'

/** GitHub's types of GraphQL errors that have a counterpart in the REST API. */
const STATUS: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  INSUFFICIENT_SCOPES: 403,
  RATE_LIMITED: 429,
  RATE_LIMIT: 429,
  SERVICE_UNAVAILABLE: 503,
}

/** Codes with which a server says that its schema lacks a field or an argument of the query. */
const NOT_IN_SCHEMA: ReadonlySet<unknown> = new Set(['undefinedField', 'argumentNotAccepted'])

export interface GraphqlErrors {
  /** The status that the REST API would have; 422 if its types have no counterpart. */
  readonly status: number
  readonly message: string
  readonly headers: object
  /** What was read besides. */
  readonly data: unknown
  readonly isNotInSchema: boolean
}

interface ResponseError extends Error {
  readonly errors?: readonly {
    readonly type?: string
    readonly message?: string
    readonly extensions?: { readonly code?: unknown }
  }[]
  readonly headers?: object
  readonly data?: unknown
}

/** @returns null for any other error, such as a refusal of the whole request */
export function graphqlErrorsOf(error: unknown): GraphqlErrors | null {
  if (!(error instanceof Error) || error.name !== 'GraphqlResponseError') return null
  const { errors = [], headers = {}, data }: ResponseError = error
  const statuses = errors.flatMap(({ type }) => STATUS[type ?? ''] ?? [])
  return {
    status: statuses[0] ?? 422,
    message: errors[0]?.message ?? error.message,
    headers,
    data,
    isNotInSchema: errors.some(({ extensions }) => NOT_IN_SCHEMA.has(extensions?.code)),
  }
}

/**
 * Returns null if the server does not support the query, does not permit it, or the issue has been deleted in the
 * meantime.
 * @throws any other error
 */
export function nullIfUnsupported(error: unknown): null {
  if (graphqlErrorsOf(error) !== null || hasNoGraphql(error) || isNotPermitted(error)) return null
  throw error
}

/** A GitHub Enterprise Server may lack GraphQL. */
export function hasNoGraphql(error: unknown): boolean {
  return refusalStatus(error) === 404
}

/**
 * Whether the next requests will fail, too: a GitHub Enterprise Server may lack GraphQL or one of the fields, and
 * GraphQL's rate limit is apart from the REST API's and lasts at most an hour.
 */
export function isLasting(error: unknown): boolean {
  const errors = graphqlErrorsOf(error)
  return hasNoGraphql(error) || errors?.isNotInSchema === true || errors?.status === 429
}
