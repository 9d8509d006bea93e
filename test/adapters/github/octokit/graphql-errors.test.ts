import { describe, expect, test } from 'vitest'
import {
  graphqlErrorsOf,
  isLasting,
  nullIfUnsupported,
} from '../../../../src/adapters/github/octokit/graphql-errors.ts'

/** As `@octokit/graphql` throws it. */
function responseError(errors: readonly object[], data: unknown = null): Error {
  return Object.assign(new Error('Request failed'), { name: 'GraphqlResponseError', errors, data, headers: { a: '1' } })
}

const refused = (status: number, message = 'no') =>
  Object.assign(new Error(message), { status, response: { headers: {} } })

describe('the errors of a GraphQL response', () => {
  test.each([
    ['NOT_FOUND', 404],
    ['FORBIDDEN', 403],
    ['INSUFFICIENT_SCOPES', 403],
    ['RATE_LIMITED', 429],
    ['RATE_LIMIT', 429],
    ['SERVICE_UNAVAILABLE', 503],
    ['UNPROCESSABLE', 422],
  ])('of type %s have the status %i', (type, status) => {
    expect(graphqlErrorsOf(responseError([{ type, message: 'why' }]))).toMatchObject({ status, message: 'why' })
  })

  test('have the status of the first that has one, and what was read besides', () => {
    const error = responseError([{ message: 'first' }, { type: 'NOT_FOUND' }], { repository: {} })
    expect(graphqlErrorsOf(error)).toMatchObject({ status: 404, message: 'first', data: { repository: {} } })
  })

  test('are none of a refused request', () => {
    expect(graphqlErrorsOf(refused(502))).toBeNull()
    expect(graphqlErrorsOf('text')).toBeNull()
  })
})

test.each([
  ['a rate limit', responseError([{ type: 'RATE_LIMITED' }]), true],
  ['a rate limit by its other name', responseError([{ type: 'RATE_LIMIT' }]), true],
  ['a field that the server lacks', responseError([{ extensions: { code: 'undefinedField' } }]), true],
  ['a server without GraphQL', refused(404), true],
  ['a missing issue', responseError([{ type: 'NOT_FOUND' }]), false],
  ['an outage', refused(502), false],
])('%s lasts: %s', (_, error, lasts) => {
  expect(isLasting(error)).toBe(lasts)
})

test('an outage is not taken for a query that the server does not support', () => {
  for (const error of [responseError([{}]), refused(404), refused(403, 'Resource not accessible by integration')])
    expect(nullIfUnsupported(error)).toBeNull()
  const outage = refused(502)
  expect(() => nullIfUnsupported(outage)).toThrow(outage)
})
