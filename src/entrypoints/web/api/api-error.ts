/** The one shape of every error of the API. */
import { z } from 'zod'

/** Code → status, and what it means for the caller. */
export const API_ERRORS = {
  malformed: { status: 400, means: 'The request does not fit the schema; the message says where.' },
  'not-found': { status: 404, means: 'There is nothing at this address, or it is not for you to see.' },
  'wrong-method': { status: 405, means: 'This address takes no request of that kind.' },
  'too-large': { status: 413, means: 'The body is too large.' },
  'too-many': { status: 429, means: 'Too many requests from one address; wait as long as Retry-After says.' },
  'too-much': {
    status: 429,
    means: 'More was sent and unpacked than one address may have in a minute; wait as long as Retry-After says.',
  },
  busy: { status: 503, means: 'Others are being worked for; wait as long as Retry-After says.' },
  broken: { status: 500, means: 'The fault is ours.' },
} as const

export type ApiErrorCode = keyof typeof API_ERRORS

export const apiErrorSchema = z.object({
  error: z.object({ code: z.enum(Object.keys(API_ERRORS) as [ApiErrorCode]), message: z.string() }),
})

export class ApiError extends Error {
  readonly code: ApiErrorCode

  constructor(code: ApiErrorCode, message: string = API_ERRORS[code].means) {
    super(message)
    this.name = 'ApiError'
    this.code = code
  }

  get status() {
    return API_ERRORS[this.code].status
  }

  get document(): z.infer<typeof apiErrorSchema> {
    return { error: { code: this.code, message: this.message } }
  }
}
