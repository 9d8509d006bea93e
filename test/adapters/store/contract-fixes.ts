import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/adapters/store/store.ts'
import type { StoredReport } from '../../../src/adapters/store/stored-reports.ts'
import type { FixSignal } from '../../../src/core/fixes/fix-signal.ts'
import { storedReport } from '../../support/stored-report.ts'
import { type Engine, forget, openBeforeEach } from './places.ts'

const REPOSITORY = { owner: 'Acme', repo: 'desktop' }
const NOW = 1_795_000_000_000

export function fixSignalOf(fields: Partial<FixSignal> = {}): FixSignal {
  const url = 'https://github.com/Acme/desktop/releases/tag/v1.2.3'
  const released = { kind: 'released', number: 12, source: 'release-7', version: '1.2.3', url } as const
  return { ...released, who: null, comment: null, at: NOW, ...fields }
}

/** Contract for the store's signals about fixes on one engine. */
export function describeFixSignals(engine: Engine): void {
  describe(`signals about fixes: ${engine.name}`, () => {
    let store: Store
    openBeforeEach(engine, (opened) => {
      store = opened.store
    })
    const keep = (signal: FixSignal) =>
      store.keepFixSignals({ ...REPOSITORY, number: signal.number }, signal.source, [signal])

    test('are returned as stored, by time and then by issue', async () => {
      const merged = fixSignalOf({ kind: 'merged', source: 'pull-3', version: null, at: NOW - 1 })
      const said = { source: 'said-ann', who: 'Ann', comment: 5_000_000_000, url: null } as const
      const works = fixSignalOf({ kind: 'works', number: 2, ...said })
      for (const signal of [fixSignalOf(), works, merged]) await keep(signal)
      expect(await store.fixSignalsIn({ owner: 'ACME', repo: 'Desktop' })).toEqual([merged, works, fixSignalOf()])
    })

    test('of one source about one issue replace each other', async () => {
      const said = { kind: 'works', source: 'said-ann', who: 'ann', comment: 1, url: null } as const
      const two = [fixSignalOf({ ...said }), fixSignalOf({ ...said, kind: 'fails', version: '1.2.4' })]
      await store.keepFixSignals({ ...REPOSITORY, number: 12 }, 'said-ann', two)
      await keep(fixSignalOf())
      expect(await store.fixSignalsIn(REPOSITORY)).toHaveLength(3)
      await store.keepFixSignals({ ...REPOSITORY, number: 12 }, 'said-ann', [])
      expect(await store.fixSignalsIn(REPOSITORY)).toEqual([fixSignalOf()])
    })

    test('are deleted with the report of their issue, and only with that', async () => {
      await store.keepReports(REPOSITORY, [report(12), report(13)])
      await keep(fixSignalOf())
      await keep(fixSignalOf({ number: 13 }))
      await store.dropReport({ ...REPOSITORY, number: 12 })
      expect((await store.fixSignalsIn(REPOSITORY)).map(({ number }) => number)).toEqual([13])
    })

    test('expire with the report of their issue', async () => {
      await store.keepReports(REPOSITORY, [report(12), report(13, NOW + 1_000)])
      await keep(fixSignalOf())
      await keep(fixSignalOf({ number: 13 }))
      await store.dropExpired(REPOSITORY, NOW + 500)
      expect((await store.fixSignalsIn(REPOSITORY)).map(({ number }) => number)).toEqual([13])
    })

    test('come with what the comment on an issue shows, until its report is deleted', async () => {
      const ref = { ...REPOSITORY, number: 12 }
      await store.keepReports(REPOSITORY, [report(12)])
      expect(await store.shownFix(ref)).toBeNull()
      await store.keepShownFix(ref, 'ab12')
      await store.keepShownFix({ ...ref, owner: 'ACME' }, 'cd34')
      expect(await store.shownFix(ref)).toBe('cd34')
      expect(await store.shownFix({ ...ref, number: 13 })).toBeNull()
      await store.dropReport(ref)
      expect(await store.shownFix(ref)).toBeNull()
    })

    test('belong to their repository and are forgotten with it', async () => {
      await keep(fixSignalOf())
      expect(await store.fixSignalsIn({ ...REPOSITORY, repo: 'other' })).toEqual([])
      await forget(store, REPOSITORY)
      expect(await store.fixSignalsIn(REPOSITORY)).toEqual([])
    })
  })
}

function report(number: number, updatedAt = NOW): StoredReport {
  return storedReport(number, NOW, { updatedAt })
}
