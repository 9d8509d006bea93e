import { beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../../src/adapters/store/store.ts'
import { storedReport } from '../../support/stored-report.ts'
import { alarmOf } from './contract-alarms.ts'
import { outcomeOf } from './contract-outcomes.ts'
import { type Engine, openBeforeEach } from './places.ts'

const REPOSITORY = { owner: 'Acme', repo: 'desktop' }
const NOW = 1_795_000_000_000

/** Contract for what one engine deletes when an issue is gone or too old. */
export function describeExpiry(engine: Engine): void {
  describe(`expiry: ${engine.name}`, () => {
    let store: Store
    openBeforeEach(engine, (opened) => {
      store = opened.store
    })

    async function keepReport(number: number, updatedAt: number): Promise<void> {
      await store.keepReports(REPOSITORY, [storedReport(number, updatedAt)])
    }

    const outcomes = async () => (await store.outcomesIn(REPOSITORY)).map(({ ref }) => ref.number)

    describe('an issue that is gone', () => {
      beforeEach(async () => {
        for (const number of [1, 2, 12]) {
          await keepReport(number, NOW)
          await store.keepOutcome(outcomeOf(number))
        }
      })

      test('leaves no outcome and no report for the alarms', async () => {
        await store.forgetIssue({ ...REPOSITORY, number: 2 })
        expect(await outcomes()).toEqual([1, 12])
        const left = await store.reportsCreatedSince(REPOSITORY, 0, 9)
        expect(left.map(({ number }) => number)).toEqual([12, 1])
      })

      test('leaves its alarms, which then have fewer reports and at most as many people', async () => {
        await store.keepAlarm(REPOSITORY, alarmOf({ reports: [1, 2, 12], people: 3 }))
        await store.keepAlarm(REPOSITORY, alarmOf({ cause: 'other', reports: [1, 12, 30], people: 3 }))
        await store.forgetIssue({ ...REPOSITORY, number: 2 })
        const left = (await store.alarmsIn(REPOSITORY)).map(({ reports, people }) => [reports, people])
        expect(left).toEqual([
          [[1, 12], 2],
          [[1, 12, 30], 3],
        ])
      })

      test('takes an alarm with it that has no other report', async () => {
        await store.keepAlarm(REPOSITORY, alarmOf({ reports: [2] }))
        await store.keepAlarm({ ...REPOSITORY, repo: 'other' }, alarmOf({ reports: [2] }))
        await store.forgetIssue({ ...REPOSITORY, number: 2 })
        expect(await store.alarmsIn(REPOSITORY)).toEqual([])
        expect(await store.alarmsIn({ ...REPOSITORY, repo: 'other' })).toHaveLength(1)
      })
    })

    test('deletes an outcome that was read before the time, unless its report is newer', async () => {
      await keepReport(1, NOW + 1)
      await keepReport(2, NOW - 1)
      await store.keepOutcome(outcomeOf(1, { readAt: NOW - 1 }))
      await store.keepOutcome(outcomeOf(2, { readAt: NOW - 1 }))
      await store.keepOutcome(outcomeOf(3, { readAt: NOW - 1 }))
      await store.keepOutcome(outcomeOf(4, { readAt: NOW + 1 }))
      await store.dropExpired(REPOSITORY, NOW)
      expect(await outcomes()).toEqual([1, 4])
    })

    test('deletes an alarm whose last report is from before the time, and none of another repository', async () => {
      await store.keepAlarm(REPOSITORY, alarmOf({ since: NOW - 9, lastAt: NOW - 1 }))
      await store.keepAlarm(REPOSITORY, alarmOf({ since: NOW - 8, lastAt: NOW + 1 }))
      await store.keepAlarm({ ...REPOSITORY, repo: 'other' }, alarmOf({ since: NOW - 9, lastAt: NOW - 1 }))
      await store.dropExpired(REPOSITORY, NOW)
      expect((await store.alarmsIn(REPOSITORY)).map(({ since }) => since)).toEqual([NOW - 8])
      expect(await store.alarmsIn({ ...REPOSITORY, repo: 'other' })).toHaveLength(1)
    })
  })
}
