import { expect, test } from 'vitest'
import { scatteredRequests } from '../../../../src/core/flow/readers/scattered-requests.ts'

const read = (line: string) => scatteredRequests.begin()(line)

test.each([
  ['before the method', '- 401 401 - POST https login.example "/token" [Length 52]'],
  ['between method and target', '[POST] 401 login.example/token clientIP="203.0.113.9"'],
  ['behind the target', 'post /token {} 401 (12ms)'],
  ['before the method, with a time and an address', '401 1.2ms 203.0.113.9 POST /token'],
  ['in the first of two cells', 'MISS|401|1773478930402|500|-|https://login.example/token|DE'],
])('the status stands %s', (_, line) => {
  expect(read(line)).toMatchObject([{ path: '/token', status: 401 }])
})

test.each([
  ['a size', 'POST /token sent 401 bytes'],
  ['a time', 'POST /token took 403ms'],
  ['a length', 'POST /token [Length 401]'],
  ['a named value', 'POST /token port=404'],
  ['a process', 'D, [09:02:08 #412] DEBUG -- : POST /token'],
  ['a process, words away from the method', 'DEBUG 412 --- [main] client : POST /token'],
  ['the size of a body behind its type', 'Request starting POST https://login.example/token - text/plain 412'],
  ['a count', 'POST /token after 400 retries'],
  ['a number that is no status', 'POST /token 299'],
])('%s is no status', (_, line) => {
  expect(read(line)).toEqual([])
})

test('a word is no method', () => {
  expect(read('they get a page and 401 at /token')).toEqual([])
})
