import { describe, expect, test } from 'vitest'
import { appliesTo } from '../../../src/core/signatures/applies.ts'

const ENVIRONMENT = { product: 'codex', version: '2.1.148', os: 'wsl' } as const
const UNKNOWN = { product: null, version: null, os: null } as const

describe('a step applies', () => {
  test('to every report without conditions', () => {
    expect(appliesTo(undefined, UNKNOWN)).toBe(true)
    expect(appliesTo({}, UNKNOWN)).toBe(true)
  })

  test.each([
    [{ product: 'codex' }, true],
    [{ product: ['cursor', 'codex'] }, true],
    [{ product: 'cursor' }, false],
    [{ os: 'wsl' }, true],
    [{ os: 'linux' }, true],
    [{ os: 'macos' }, false],
    [{ version: '<2.2' }, true],
    [{ version: '>=2.1.148' }, true],
    [{ version: '<2.1.148' }, false],
    [{ version: '>=1 <2 || >=2.1' }, true],
    [{ product: 'codex', version: '<2' }, false],
  ] as const)('%j: %s', (when, answer) => {
    expect(appliesTo(when as Parameters<typeof appliesTo>[0], ENVIRONMENT)).toBe(answer)
    // What the report does not say does not fit.
    expect(appliesTo(when as Parameters<typeof appliesTo>[0], UNKNOWN)).toBe(false)
  })

  test.each(['v2.1.148-beta.3', '2.1', 'codex-cli 2.1.148 (build 7)'])('to the version as written: %s', (version) => {
    expect(appliesTo({ version: '>=2.1 <2.2' }, { ...ENVIRONMENT, version })).toBe(true)
  })

  test.each(['says', 'tells'])('to the reports that have the words of `%s`', (field) => {
    const when = (field === 'says' ? { says: 'EKS' } : { tells: { within: 8, all: [['登录']] } }) as Parameters<
      typeof appliesTo
    >[0]
    expect(appliesTo(when, UNKNOWN, true)).toBe(true)
    expect(appliesTo(when, UNKNOWN, false)).toBe(false)
  })

  test('to every system but the excluded ones, and where the system is unknown', () => {
    const when = { 'not-os': ['windows' as const, 'macos' as const] }
    const systems = ['windows', 'macos', 'linux', null] as const
    const fits = systems.map((os) => appliesTo(when, { ...UNKNOWN, os }))
    expect(fits).toEqual([false, false, true, true])
  })

  test('looks for words of the report', () => {
    const when = { says: 'EKS' }
    expect([appliesTo(when, ENVIRONMENT, true), appliesTo(when, ENVIRONMENT)]).toEqual([true, false])
  })
})
