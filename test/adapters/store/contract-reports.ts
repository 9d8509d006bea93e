import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/adapters/store/store.ts'
import type { StoredReport } from '../../../src/adapters/store/stored-reports.ts'
import { type Engine, forget, openBeforeEach } from './places.ts'

const ACME = { owner: 'Acme', repo: 'desktop' }
const NEIGHBOUR = { owner: 'Acme', repo: 'desktop-app' }

function report(number: number, changes: Partial<StoredReport> = {}): StoredReport {
  return {
    number,
    open: true,
    closedAs: null,
    closedAt: null,
    author: 'octocat',
    createdAt: 1_795_000_000_000 + number,
    updatedAt: 1_795_000_000_000 + number,
    reactions: 2,
    summary: '{"title":"It fails"}',
    digest: '{}',
    ...changes,
  }
}

const numbersOf = (reports: readonly { readonly number: number }[]) => reports.map(({ number }) => number)

/** Contract for the store's reports, matches, clusters and backfills on one engine. */
export function describeReports(engine: Engine): void {
  describe(`reports: ${engine.name}`, () => {
    let store: Store
    openBeforeEach(engine, (opened) => {
      store = opened.store
    })

    test('returns reports exactly as stored, ignoring the case of the name', async () => {
      const closed = report(2, { open: false, closedAs: 'completed', closedAt: 1_795_000_500_000 })
      await store.keepReports(ACME, [report(1), closed])
      expect(await store.reportsNumbered({ owner: 'ACME', repo: 'Desktop' }, [2, 1, 9])).toEqual([report(1), closed])
    })

    test('returns the changes since a revision, each change once', async () => {
      await store.keepReports(ACME, [report(1), report(2)])
      const first = await store.reportsSince(ACME, 0)
      expect(numbersOf(first?.kept ?? [])).toEqual([1, 2])
      await store.keepReports(ACME, [report(1, { reactions: 5 })])
      const second = await store.reportsSince(ACME, first?.revision ?? 0)
      expect(second).toMatchObject({ epoch: first?.epoch, kept: [{ number: 1, reactions: 5 }], gone: [], more: false })
      expect(await store.reportsSince(ACME, second?.revision ?? 0)).toMatchObject({ kept: [], gone: [] })
    })

    test('returns the same changes as summaries, without the rest of the digest', async () => {
      await store.keepReports(ACME, [report(1), report(2)])
      await store.dropReport({ ...ACME, number: 2 })
      const { kept, ...position } = (await store.reportsSince(ACME, 0)) ?? { kept: [] }
      const summaries = kept.map(({ digest: _, ...summary }) => summary)
      expect(summaries).toHaveLength(1)
      expect(await store.summariesSince(ACME, 0)).toEqual({ ...position, kept: summaries })
    })

    test('returns many reports in pages without gaps', async () => {
      const all = Array.from({ length: 1_203 }, (_, at) => report(at + 1))
      await store.keepReports(ACME, all)
      const seen: number[] = []
      let more = true
      for (let revision = 0; more; ) {
        const page = await store.reportsSince(ACME, revision)
        seen.push(...numbersOf(page?.kept ?? []))
        revision = page?.revision ?? 0
        more = page?.more ?? false
      }
      expect(seen).toEqual(numbersOf(all))
    })

    test('gives each concurrent write its own revision', async () => {
      await Promise.all(Array.from({ length: 30 }, (_, at) => store.keepReports(ACME, [report(at + 1)])))
      const changes = await store.reportsSince(ACME, 0)
      expect([changes?.revision, numbersOf(changes?.kept ?? []).sort((a, b) => a - b)]).toEqual([
        30,
        Array.from({ length: 30 }, (_, at) => at + 1),
      ])
    })

    test('does not replace a report with an older state of its issue', async () => {
      await store.keepReports(ACME, [report(1, { updatedAt: 20, reactions: 7 })])
      await store.keepReports(ACME, [report(1, { updatedAt: 10, reactions: 0 })])
      expect(await store.reportsNumbered(ACME, [1])).toMatchObject([{ reactions: 7 }])
    })

    test('lists a dropped report as gone and deletes it with its matches', async () => {
      await store.keepReports(ACME, [report(1), report(2), report(3)])
      await store.keepMatches({ ...ACME, number: 2 }, [{ other: 1, probability: 0.9, reasons: [] }])
      await store.keepMatches({ ...ACME, number: 3 }, [
        { other: 1, probability: 0.9, reasons: [] },
        { other: 2, probability: 0.8, reasons: ['same line'] },
      ])
      await store.dropReport({ ...ACME, number: 1 })
      expect(await store.reportsSince(ACME, 3)).toMatchObject({ kept: [], gone: [1] })
      expect(await store.reportsNumbered(ACME, [1])).toEqual([])
      expect(await store.matchesOf(ACME, [1, 2, 3])).toEqual([
        { number: 3, other: 2, probability: 0.8, reasons: ['same line'] },
      ])
    })

    test('counts every change to reports and matches', async () => {
      expect(await store.lastRevision(ACME)).toBeNull()
      await store.keepReports(ACME, [report(1), report(2)])
      const kept = await store.lastRevision(ACME)
      await store.keepMatches({ ...ACME, number: 2 }, [{ other: 1, probability: 0.9, reasons: [] }])
      const matched = await store.lastRevision(ACME)
      expect([kept?.revision, matched?.revision, matched?.epoch === kept?.epoch]).toEqual([2, 3, true])
    })

    test('replaces a report’s matches', async () => {
      const ref = { ...ACME, number: 9 }
      await store.keepMatches(ref, [{ other: 1, probability: 0.9, reasons: ['same line', 'same client'] }])
      await store.keepMatches(ref, [{ other: 2, probability: 0.7, reasons: [] }])
      expect(await store.matchesOf(ACME, [9])).toEqual([{ number: 9, other: 2, probability: 0.7, reasons: [] }])
    })

    test('finds a report’s matches with earlier and later reports', async () => {
      const found = (other: number) => ({ other, probability: 0.7, reasons: ['same line'] })
      await store.keepMatches({ ...ACME, number: 5 }, [found(1), found(2)])
      await store.keepMatches({ ...ACME, number: 7 }, [found(5), found(6)])
      await store.keepMatches({ ...ACME, number: 9 }, [found(8)])
      await store.keepMatches({ ...NEIGHBOUR, number: 5 }, [found(3)])
      const pairs = (await store.matchesOf(ACME, [5, 2, 99])).map(({ number, other }) => `${number} ${other}`)
      expect(pairs.sort()).toEqual(['5 1', '5 2', '7 5'])
    })

    test('finds a report’s matches with earlier reports, and the later reports that match it', async () => {
      const found = (other: number) => ({ other, probability: 0.7, reasons: ['same line'] })
      await store.keepMatches({ ...ACME, number: 5 }, [found(1), found(2)])
      await store.keepMatches({ ...ACME, number: 7 }, [found(2), found(5), found(6)])
      await store.keepMatches({ ...ACME, number: 11 }, [found(5), found(8)])
      await store.keepMatches({ ...NEIGHBOUR, number: 8 }, [found(5)])
      expect((await store.pairsOf(ACME, [5, 2, 99])).toSorted((a, b) => a.other - b.other)).toEqual([
        { number: 5, other: 1, probability: 0.7 },
        { number: 5, other: 2, probability: 0.7 },
      ])
      expect((await store.matchedLater(ACME, [5, 2, 99])).toSorted((a, b) => a - b)).toEqual([5, 7, 11])
      expect(await store.matchedLater(ACME, [11, 99])).toEqual([])
    })

    test('returns all matches of a repository, however many', async () => {
      const numbers = Array.from({ length: 450 }, (_, at) => at + 11)
      for (const number of numbers) {
        const others = Array.from({ length: 10 }, (_, back) => number - 1 - back)
        await store.keepMatches(
          { ...ACME, number },
          others.map((other) => ({ other, probability: 0.7, reasons: [] })),
        )
      }
      const pairs = await store.pairsIn(ACME)
      expect(pairs.map(({ number, other }) => number * 1_000 + other)).toEqual(
        numbers.flatMap((number) => Array.from({ length: 10 }, (_, at) => number * 1_000 + number - 10 + at)),
      )
      expect(await store.pairsOf(ACME, numbers)).toHaveLength(4_500)
    })

    test('reads the numbered reports, however many, with their digests, summaries or neither', async () => {
      const numbers = Array.from({ length: 1_203 }, (_, at) => at + 1)
      await store.keepReports(
        ACME,
        numbers.map((number) => report(number)),
      )
      const { digest: _, ...summary } = report(1_203)
      const wanted = [5_000, ...numbers, 3].reverse()
      expect(numbersOf(await store.reportsNumbered(ACME, wanted))).toEqual(numbers)
      expect(numbersOf(await store.summariesNumbered(ACME, wanted))).toEqual(numbers)
      expect(await store.summariesNumbered(ACME, [1_203])).toEqual([summary])
      expect(await store.summariesNumbered(ACME, [])).toEqual([])
      const { summary: _text, ...issue } = summary
      expect(numbersOf(await store.issuesNumbered(ACME, wanted))).toEqual(numbers)
      expect(await store.issuesNumbered(ACME, [1_203])).toEqual([issue])
    })

    test('stores cluster ids and the highest id ever assigned', async () => {
      await store.assignClusters(ACME, () => ({
        ids: new Map([
          [1, 1],
          [2, 1],
          [3, 2],
        ]),
        last: 2,
      }))
      const shrunk = {
        ids: new Map([
          [1, 1],
          [2, 3],
        ]),
        last: 3,
      }
      const seen = await new Promise((resolve) => {
        void store.assignClusters(ACME, (known) => {
          resolve(known)
          return shrunk
        })
      })
      expect(seen).toEqual({
        ids: new Map([
          [1, 1],
          [2, 1],
          [3, 2],
        ]),
        last: 2,
      })
      expect(await store.assignClusters(ACME, (known) => known)).toEqual(shrunk)
    })

    test('runs concurrent id assignments one after the other', async () => {
      const next = () =>
        store.assignClusters(ACME, ({ ids, last }) => ({
          ids: new Map([...ids, [last + 1, last + 1]]),
          last: last + 1,
        }))
      await Promise.all(Array.from({ length: 10 }, next))
      expect((await store.assignClusters(ACME, (known) => known)).ids.size).toBe(10)
    })

    test('lists an owner’s repositories that have stored reports', async () => {
      const others = [
        { owner: 'acme_corp', repo: 'cli' },
        { owner: 'acmexcorp', repo: 'app' },
      ]
      for (const repository of [NEIGHBOUR, ACME, ...others]) await store.keepReports(repository, [report(1)])
      expect(await store.repositoriesOf('ACME')).toMatchObject([ACME, NEIGHBOUR])
      expect(await store.repositoriesOf('acme_corp')).toMatchObject([{ owner: 'acme_corp', repo: 'cli' }])
      expect(await store.repositoriesOf(null)).toHaveLength(4)
    })

    test('stores a repository’s templates and starts a new epoch when they change', async () => {
      const epochOf = async () => (await store.reportsSince(ACME, 0))?.epoch
      expect(await store.templatesOf(ACME)).toEqual([])
      await store.keepTemplates(ACME, ['# Steps'])
      const first = await epochOf()
      await store.keepTemplates(ACME, ['# Steps'])
      expect(await epochOf()).toBe(first)
      await store.keepTemplates(ACME, ['# Steps', '# Version'])
      expect(await epochOf()).not.toBe(first)
      expect(await store.templatesOf(ACME)).toEqual(['# Steps', '# Version'])
    })

    test('stores a backfill’s progress', async () => {
      expect(await store.keptBackfill(ACME)).toBeNull()
      await store.keepBackfill(ACME, 'page 1')
      await store.keepBackfill(ACME, 'page 2')
      expect(await store.keptBackfill(ACME)).toBe('page 2')
    })

    test('forgets all data about a repository and starts a new epoch when it comes back', async () => {
      for (const repository of [ACME, NEIGHBOUR]) {
        await store.keepReports(repository, [report(1), report(2)])
        await store.keepMatches({ ...repository, number: 2 }, [{ other: 1, probability: 1, reasons: [] }])
        await store.keepBackfill(repository, 'done')
        await store.assignClusters(repository, () => ({ ids: new Map([[1, 1]]), last: 1 }))
      }
      const before = await store.reportsSince(ACME, 0)
      await forget(store, { owner: 'acme', repo: 'Desktop' })
      const left = [await store.reportsSince(ACME, 0), await store.pairsIn(ACME), await store.keptBackfill(ACME)]
      expect(left).toEqual([null, [], null])
      await store.keepReports(ACME, [report(3)])
      expect((await store.reportsSince(ACME, 0))?.epoch).not.toBe(before?.epoch)
      expect([(await store.reportsSince(NEIGHBOUR, 0))?.kept.length, (await store.pairsIn(NEIGHBOUR)).length]).toEqual([
        2, 1,
      ])
    })
  })
}
