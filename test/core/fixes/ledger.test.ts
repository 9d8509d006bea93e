import { describe, expect, test } from 'vitest'
import type { IndexedReport } from '../../../src/core/duplicates/digest.ts'
import type { FeedbackEvent } from '../../../src/core/feedback/feedback-event.ts'
import type { FixSignal } from '../../../src/core/fixes/fix-signal.ts'
import { computeLedger, relationToFix } from '../../../src/core/fixes/ledger.ts'
import { verdictOf } from '../../support/feedback-events.ts'

const released = (version: string, at: number, number = 1): FixSignal => ({
  ...{ kind: 'released', number, source: `release-${at}`, version, who: null, comment: null },
  ...{ url: `https://example.com/${version}`, at },
})
const merged = (at: number): FixSignal => ({ ...released('0', at), kind: 'merged', source: 'pull-3', version: null })
const said = (who: string, kind: 'works' | 'fails', version: string, at: number): FixSignal => ({
  ...{ kind, number: 1, source: `said-${who}`, version, who, comment: at, url: null, at },
})
const command = (detail: string, at: number, rights: FeedbackEvent['rights'] = 'maintainer') =>
  verdictOf({
    id: `${at}`,
    kind: 'fixed-in',
    ref: { owner: 'a', repo: 'b', number: 1 },
    who: 'keeper',
    rights,
    detail,
    at,
  })

function report(
  author: string,
  version: string | null,
  createdAt = 0,
  product: string | null = 'codex',
): IndexedReport {
  const digest = { environment: { product, version, os: null } } as IndexedReport['digest']
  const facts = { open: true, closedAt: null, closedAs: null, reactions: 0 }
  return { number: 100 + createdAt, author, createdAt, digest, ...facts }
}

const REPORTERS = ['ann', 'bob', 'cat', 'ghost', ''].map((it) => report(it, '1.0'))

function ledgerOf(signals: readonly FixSignal[], given: Partial<Parameters<typeof computeLedger>[0]> = {}) {
  return computeLedger({ signals, commands: [], reports: REPORTERS, ...given })
}

describe('a ledger', () => {
  test('does not exist without a claim, whatever people say', () => {
    expect(ledgerOf([said('ann', 'works', '1.2', 5)])).toBeNull()
  })

  test('counts each person once, by their last words, whatever the case of the login', () => {
    const words = [said('Ann', 'fails', '1.2', 5), said('ann', 'works', '1.2', 6), said('bob', 'works', '1.2', 7)]
    expect(ledgerOf([released('1.2', 1), ...words])).toMatchObject({
      state: 'supported',
      works: ['ann', 'bob'],
      fails: [],
    })
  })

  test('needs two people to be supported, and two to be contradicted', () => {
    const first = [released('1.2', 1), said('ann', 'works', '1.2', 5)]
    expect(ledgerOf(first)?.state).toBe('claimed')
    expect(ledgerOf([...first, said('bob', 'works', '1.2', 6)])?.state).toBe('supported')
    const other = [released('1.2', 1), said('ann', 'fails', '1.2', 5)]
    expect(ledgerOf(other)?.state).toBe('claimed')
    expect(ledgerOf([...other, said('bob', 'fails', '1.2', 6)])?.state).toBe('contradicted')
  })

  test('ignores people who reported nothing, and deleted accounts', () => {
    const words = [
      said('passer-by', 'works', '1.2', 5),
      said('other', 'works', '1.2', 5),
      said('ghost', 'works', '1.2', 5),
      said('', 'works', '1.2', 5),
    ]
    expect(ledgerOf([released('1.2', 1), ...words])).toMatchObject({ state: 'claimed', works: [] })
  })

  test('ignores words about older versions, pre-releases of the fix, and something with other numbers', () => {
    const words = ['1.1', '1.2.0-rc.1', '15.1'].map((version, at) => said('ann', 'fails', version, 5 + at))
    expect(ledgerOf([released('1.2', 1), ...words])).toMatchObject({ fails: [] })
  })

  test('counts new reports on the fixed version or a newer one, and calls the latter regressions', () => {
    const reports = [...REPORTERS, report('dan', '1.2', 5), report('eve', '1.3', 6), report('fay', '1.1', 7)]
    expect(ledgerOf([released('1.2', 1)], { reports })).toMatchObject({
      state: 'contradicted',
      fails: ['dan', 'eve'],
      regressions: [{ number: 106, version: '1.3' }],
    })
  })

  test('does not count reports from before the claim, of another product, or without a version', () => {
    const reports = [...REPORTERS, report('dan', '1.3', 1), report('eve', '1.3', 9, 'cursor'), report('fay', null, 9)]
    expect(ledgerOf([released('1.2', 5)], { reports })).toMatchObject({ fails: [], regressions: [] })
  })
})

describe('of several claims', () => {
  test('a release gives a merged change its version', () => {
    expect(ledgerOf([merged(1)])?.claim).toMatchObject({ version: null, by: 'merge' })
    expect(ledgerOf([merged(1), released('1.2', 2)])?.claim).toMatchObject({ version: '1.2', by: 'release' })
    expect(ledgerOf([released('1.2', 1), merged(2)])?.claim).toMatchObject({ version: '1.2' })
  })

  test('a later release replaces an unsupported one, and an older version replaces nothing', () => {
    expect(ledgerOf([released('1.2', 1), released('1.3', 2)])?.claim.version).toBe('1.3')
    expect(ledgerOf([released('1.2', 1), released('1.1.9', 2)])?.claim.version).toBe('1.2')
  })

  test('a supported one stays', () => {
    const words = [said('ann', 'works', '1.2', 5), said('bob', 'works', '1.2', 6)]
    expect(ledgerOf([released('1.2', 1), ...words, released('1.3', 9)])?.claim.version).toBe('1.2')
  })

  test('a command outranks a release until it is contradicted', () => {
    const commands = [command('1.2', 1)]
    expect(ledgerOf([released('1.3', 2)], { commands })?.claim).toMatchObject({
      version: '1.2',
      by: 'command',
      who: 'keeper',
    })
    const words = [said('ann', 'fails', '1.2', 5), said('bob', 'fails', '1.2', 6)]
    expect(ledgerOf([...words, released('1.3', 9)], { commands })?.claim).toMatchObject({
      version: '1.3',
      by: 'release',
    })
    expect(ledgerOf([...words, merged(9)], { commands })?.claim).toMatchObject({ version: null, by: 'merge' })
  })

  test('a new command replaces whatever there was', () => {
    const words = [said('ann', 'works', '1.2', 5), said('bob', 'works', '1.2', 6)]
    expect(ledgerOf([released('1.2', 1), ...words], { commands: [command('1.3', 9)] })).toMatchObject({
      state: 'claimed',
      claim: { version: '1.3' },
    })
  })
})

describe("a maintainer's command", () => {
  test('decides alone', () => {
    expect(ledgerOf([], { commands: [command('1.2 works', 1)] })).toMatchObject({
      state: 'supported',
      settled: 'works',
    })
    expect(ledgerOf([released('1.2', 1)], { commands: [command('1.2 fails', 2)] })?.state).toBe('contradicted')
  })

  test('can be contradicted by two people afterwards, but not by what they said before', () => {
    const words = (at: number) => [said('ann', 'fails', '1.2', at), said('bob', 'fails', '1.2', at)]
    expect(ledgerOf(words(1), { commands: [command('1.2 works', 5)] })?.state).toBe('supported')
    expect(ledgerOf(words(9), { commands: [command('1.2 works', 5)] })?.state).toBe('contradicted')
  })

  test('takes a claim back', () => {
    expect(ledgerOf([released('1.2', 1)], { commands: [command('none', 2)] })).toBeNull()
    expect(ledgerOf([released('1.2', 3)], { commands: [command('none', 2)] })).not.toBeNull()
  })

  test('counts only from a maintainer', () => {
    expect(ledgerOf([], { commands: [command('1.2', 1, 'reporter')] })).toBeNull()
  })
})

test.each([
  ['1.1', 'codex', 'older'],
  ['1.2', 'codex', 'same'],
  ['1.2', null, 'same'],
  ['1.3', 'codex', 'newer'],
  [null, 'codex', 'unknown'],
  ['1.3', 'cursor', 'unknown'],
])('a report on %s of %s is %s', (version, product, relation) => {
  const ledger = ledgerOf([released('1.2', 1)])
  expect(ledger && relationToFix(ledger, { version, product, os: null })).toBe(relation)
})
