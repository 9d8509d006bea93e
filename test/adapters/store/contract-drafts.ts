import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/adapters/store/store.ts'
import type { MinedDrafts } from '../../../src/adapters/store/stored-drafts.ts'
import { storedReport } from '../../support/stored-report.ts'
import { type Engine, forget, openBeforeEach } from './places.ts'

const REPOSITORY = { owner: 'Acme', repo: 'desktop' }
const NOW = 1_795_000_000_000

export function draftsOf(...reports: readonly (readonly number[])[]): MinedDrafts {
  const drafts = reports.map((its, at) => ({ fragments: [`reader ${at} refused ticket`], reports: its }))
  return { minedAt: NOW, unexplained: 5, others: 9, drafts }
}

/** Contract for the store's drafts of signatures on one engine. */
export function describeDrafts(engine: Engine): void {
  describe(`drafts: ${engine.name}`, () => {
    let store: Store
    openBeforeEach(engine, (opened) => {
      store = opened.store
    })

    test('are returned as stored, and replaced by the next ones', async () => {
      expect(await store.draftsIn(REPOSITORY)).toBeNull()
      await store.keepDrafts(REPOSITORY, draftsOf([1, 2, 3]))
      await store.keepDrafts(REPOSITORY, draftsOf([1, 2, 3], [4, 5, 6]))
      expect(await store.draftsIn({ owner: 'ACME', repo: 'Desktop' })).toEqual(draftsOf([1, 2, 3], [4, 5, 6]))
      expect(await store.draftsIn({ ...REPOSITORY, repo: 'other' })).toBeNull()
    })

    test('lose an issue that is gone, and go with their last issue', async () => {
      await store.keepDrafts(REPOSITORY, draftsOf([1, 2, 3], [2]))
      await store.forgetIssue({ ...REPOSITORY, number: 2 })
      expect((await store.draftsIn(REPOSITORY))?.drafts.map(({ reports }) => reports)).toEqual([[1, 3]])
    })

    test('end with the retention, and lose a report that does', async () => {
      await store.keepReports(REPOSITORY, [storedReport(2, NOW - 9)])
      await store.keepDrafts(REPOSITORY, draftsOf([1, 2, 3]))
      await store.dropExpired(REPOSITORY, NOW)
      expect((await store.draftsIn(REPOSITORY))?.drafts[0]?.reports).toEqual([1, 3])
      await store.dropExpired(REPOSITORY, NOW + 1)
      expect(await store.draftsIn(REPOSITORY)).toBeNull()
    })

    test('are forgotten with their repository', async () => {
      await store.keepDrafts(REPOSITORY, draftsOf([1, 2, 3]))
      await forget(store, REPOSITORY)
      expect(await store.draftsIn(REPOSITORY)).toBeNull()
    })
  })
}
