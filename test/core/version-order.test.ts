import { describe, expect, test } from 'vitest'
import { orderVersions, readVersion, versionInTag } from '../../src/core/version-order.ts'

describe('orderVersions', () => {
  test.each([
    ['1.2.3', '1.2.3', 0],
    ['1.2', '1.2.0', 0],
    ['1.2.9', '1.2.10', -1],
    ['1.2.3-rc.1', '1.2.3', -1],
    ['1.2.3-rc.2', '1.2.3-rc.10', -1],
    ['1.2.4-beta.1', '1.2.3', 1],
    ['10.0.26200.8457', '10.0.26200.9', 1],
    ['2026.11.3', '2026.2.30', 1],
  ])('compares %s with %s', (a, b, sign) => {
    expect(Math.sign(orderVersions(a, b) ?? Number.NaN)).toBe(sign)
    expect(Math.sign(orderVersions(b, a) ?? Number.NaN)).toBe(-sign || 0)
  })

  test('returns null for what is no version', () => {
    expect(orderVersions('latest', '1.2.3')).toBeNull()
    expect(orderVersions('1.2.3', '')).toBeNull()
  })
})

test.each([
  ['0.3.3', '0.3.3'],
  ['v0.3.3', '0.3.3'],
  ['1.2', '1.2'],
  ['1.2.3-rc.1', '1.2.3-rc.1'],
  ['12', null],
  ['latest', null],
  ['1.2.3 <script>', null],
  ['1.2.3.4.5', null],
])('readVersion(%j) returns %j', (text, version) => {
  expect(readVersion(text)).toBe(version)
})

test.each([
  ['v1.2.3', '1.2.3'],
  ['cli-v1.2.3', '1.2.3'],
  ['@acme/cli@1.2.3', '1.2.3'],
  ['release-1.2.3-rc.1', '1.2.3-rc.1'],
  ['nightly', null],
  ['2026-11-18', null],
])('versionInTag(%j) returns %j', (tag, version) => {
  expect(versionInTag(tag)).toBe(version)
})
