import { expect, test } from 'vitest'
import { errorCodes } from '../../../../src/core/flow/readers/error-codes.ts'

const read = (line: string) => errorCodes.begin()(line)

test.each([
  ['AADSTS7000215: Invalid client secret provided.', 'token', undefined],
  ['##[error]AADSTS700213: No matching federated identity record found', 'token', undefined],
  ['AADSTS700082: The refresh token has expired due to inactivity.', 'refresh', undefined],
  ['AADSTS700016: Application was not found in the directory', 'authorize', undefined],
  ['AADSTS65004: User declined to consent', 'authorize', 'user'],
  ['IDX10214: Audience validation failed.', 'first-request', undefined],
  ['IDX20803: Unable to obtain configuration', 'server-metadata', 'unknown'],
])('%s', (line, stage, side) => {
  expect(read(line)[0]).toMatchObject({ stage, outcome: 'failed' })
  expect(read(line)[0]).toHaveProperty('stage', stage)
  expect((read(line)[0] as { side?: string }).side).toBe(side)
})

test.each(['AADSTS50076: a second factor is needed', 'AADSTS1', 'IDX40001: Issuer does not match'])(
  '"%s" is not read',
  (line) => {
    expect(read(line)).toEqual([])
  },
)
