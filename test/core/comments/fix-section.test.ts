import { describe, expect, test } from 'vitest'
import { renderAskedFix, renderReportedFix } from '../../../src/core/comments/fix-section.ts'
import { readFixWords } from '../../../src/core/fixes/fix-words.ts'
import type { FixLedger } from '../../../src/core/fixes/ledger.ts'

const REPOSITORY = { owner: 'acme', repo: 'app' }
const CLAIM = {
  version: '1.2.3',
  by: 'release',
  who: null,
  url: 'https://github.com/acme/app/releases/tag/v1.2.3',
} as const
const ledger = (fields: Partial<FixLedger> = {}): FixLedger => ({
  ...{ state: 'claimed', claim: { ...CLAIM, number: 1, at: 1 }, settled: null, product: null },
  ...{ works: [], fails: [], regressions: [], ...fields },
})
const asked = (fields: Partial<FixLedger>, mentions: readonly string[] = []) =>
  renderAskedFix({ kind: 'asked', ledger: ledger(fields), mentions, mayCreate: true }, REPOSITORY)

describe('the comment in which the reporters are asked', () => {
  test('asks for words that are read', () => {
    const answers = [...asked({}).matchAll(/`([^`]+ on 1\.2\.3)`/g)].map(([, answer]) => answer ?? '')
    expect(answers.flatMap(readFixWords)).toEqual([
      { word: 'works', version: '1.2.3' },
      { word: 'fails', version: '1.2.3' },
    ])
  })

  test('asks, and mentions people, only while the fix is claimed', () => {
    expect(asked({}, ['ann', 'bob'])).toMatch(/does it work there\?.* @ann @bob$/)
    expect(asked({ state: 'supported', works: ['ann', 'bob'] }, ['ann'])).toBe(
      '**Fixed in `1.2.3`** ([release](https://redirect.github.com/acme/app/releases/tag/v1.2.3)): it works for 2 reporters.',
    )
  })

  test('says first what decides', () => {
    expect(asked({ state: 'contradicted', works: ['ann'], fails: ['bob', 'cat'] })).toContain(
      '**Not fixed in `1.2.3`**',
    )
    expect(asked({ state: 'contradicted', works: ['ann'], fails: ['bob', 'cat'] })).toContain(
      ': it still fails for 2 reporters, and it works for one reporter.',
    )
    expect(asked({ state: 'supported', settled: 'works', fails: ['bob'] })).toContain(
      ': it works for a maintainer, and it still fails for one reporter.',
    )
  })

  test('lists the last five reports on a newer version', () => {
    const regressions = [1, 2, 3, 4, 5, 6].map((number) => ({ number, version: '1.3.0' }))
    const section = asked({ regressions })
    expect(section).not.toContain('`#1`')
    expect(section.match(/issues\/\d/g)).toHaveLength(5)
  })
})

test.each([
  ['unknown', 'If you use an older version, update first.'],
  ['older', 'This report names `1.0`: update first.'],
  ['same', 'so the fix may not be complete.'],
  ['newer', 'so this may be a regression.'],
] as const)('the answer to a report on a version that is %s', (relation, end) => {
  const line = renderReportedFix({ kind: 'report', ledger: ledger(), relation, place: 7 }, '1.0', REPOSITORY)
  expect(line).toMatch(/^\*\*A fix is claimed in `1\.2\.3`\*\* \(\[`#7`\]/)
  expect(line.endsWith(end)).toBe(true)
})
