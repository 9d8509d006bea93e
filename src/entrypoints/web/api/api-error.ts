/** The shape that all API errors share. */
import { z } from 'zod'

/** Every error code with its status and its meaning for the caller. */
export const API_ERRORS = {
  malformed: { status: 400, means: 'The request does not match the schema. The message names the field.' },
  'not-found': { status: 404, means: 'Nothing exists at this URL, or you have no access to it.' },
  'wrong-method': { status: 405, means: 'This URL does not support this HTTP method.' },
  'too-large': { status: 413, means: 'The body is too large.' },
  'too-many': { status: 429, means: 'Too many requests from one IP address. Wait for the time in Retry-After.' },
  'too-much': {
    status: 429,
    means: 'More bytes sent and unpacked than one IP address may use per minute. Wait for the time in Retry-After.',
  },
  'wrong-type': { status: 415, means: 'The body must be JSON, sent with the content type application/json.' },
  busy: { status: 503, means: 'The server is busy. Wait for the time in Retry-After.' },
  broken: { status: 500, means: 'Internal error.' },
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
