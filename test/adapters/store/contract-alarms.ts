import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/adapters/store/store.ts'
import type { StoredAlarm } from '../../../src/adapters/store/stored-alarms.ts'
import { storedReport } from '../../support/stored-report.ts'
import { type Engine, forget, openBeforeEach } from './places.ts'

const REPOSITORY = { owner: 'Acme', repo: 'desktop' }
const NOW = 1_795_000_000_000

export function alarmOf(fields: Partial<StoredAlarm> = {}): StoredAlarm {
  const kind = { kind: 'incident', cause: 'missing-scope', follows: 'clock', what: null } as const
  return { ...kind, since: NOW, lastAt: NOW, people: 3, reports: [1, 2, 3], ...fields }
}

/** Contract for the store's alarms on one engine. */
export function describeAlarms(engine: Engine): void {
  describe(`alarms: ${engine.name}`, () => {
    let store: Store
    openBeforeEach(engine, (opened) => {
      store = opened.store
    })

    test('are returned as stored, newest first', async () => {
      const early = alarmOf({ kind: 'regression', follows: 'version', what: '2.0' })
      const late = alarmOf({ since: NOW + 1 })
      await store.keepAlarm(REPOSITORY, early)
      await store.keepAlarm(REPOSITORY, late)
      expect(await store.alarmsIn({ owner: 'ACME', repo: 'Desktop' })).toEqual([late, early])
    })

    test('are replaced by their later state', async () => {
      await store.keepAlarm(REPOSITORY, alarmOf())
      const later = alarmOf({ people: 4, reports: [1, 2, 3, 4], lastAt: NOW + 1 })
      await store.keepAlarm(REPOSITORY, later)
      expect(await store.alarmsIn(REPOSITORY)).toEqual([later])
    })

    test('belong to their repository and are forgotten with it', async () => {
      await store.keepAlarm(REPOSITORY, alarmOf())
      expect(await store.alarmsIn({ ...REPOSITORY, repo: 'other' })).toEqual([])
      await forget(store, REPOSITORY)
      expect(await store.alarmsIn(REPOSITORY)).toEqual([])
    })

    test('are found from the reports created since a time, newest first', async () => {
      const report = (number: number) => storedReport(number, NOW + number)
      await store.keepReports(REPOSITORY, [1, 2, 3, 4].map(report))
      await store.dropReport({ ...REPOSITORY, number: 3 })
      const found = async (most: number) =>
        (await store.summariesCreatedSince(REPOSITORY, NOW + 2, most)).map(({ number }) => number)
      expect([await found(9), await found(1)]).toEqual([[4, 2], [4]])
      const { digest: _, ...summary } = report(4)
      expect(await store.summariesCreatedSince(REPOSITORY, NOW + 2, 1)).toEqual([summary])
      expect(await store.reportsCreatedSince(REPOSITORY, NOW + 2, 1)).toEqual([report(4)])
    })

    test('are found from more reports than fit into a page, each once, some created at the same time', async () => {
      const reports = Array.from({ length: 1_203 }, (_, at) => storedReport(at + 1, NOW + Math.floor(at / 7)))
      await store.keepReports(REPOSITORY, reports)
      const found = await store.summariesCreatedSince(REPOSITORY, NOW, 1_100)
      expect(found.map(({ number }) => number)).toEqual(Array.from({ length: 1_100 }, (_, at) => 1_203 - at))
    })
  })
}
