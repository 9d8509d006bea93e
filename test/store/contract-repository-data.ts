import { describe, expect, test } from 'vitest'
import type { KeptReport } from '../../src/store/kept-reports.ts'
import type { CommentTurn, DecisionRecord, KeptSettings, Store } from '../../src/store/store.ts'
import { verdictOf } from '../helpers/verdicts.ts'
import { type Engine, openBeforeEach } from './places.ts'

const OLD = { owner: 'Acme', repo: 'desktop' }
const NEW = { owner: 'Acme', repo: 'Studio' }
const NOW = 1_795_000_000_000

/** The promises of the store about a repository that gets another name, for one engine. */
export function describeRepositoryData(engine: Engine): void {
  describe(`a repository with another name: ${engine.name}`, () => {
    let store: Store
    openBeforeEach(engine, (opened) => {
      store = opened.store
    })

    test('takes everything with it, and leaves nothing under the old name', async () => {
      await fill(OLD)
      const before = await kept(OLD)
      await store.moveRepository({ owner: 'ACME', repo: 'Desktop' }, NEW)
      expect(await kept(NEW)).toEqual(JSON.parse(JSON.stringify(before).replaceAll(OLD.repo, NEW.repo)))
      expect(await kept(OLD)).toEqual(NOTHING)
      expect(await store.takeTurn(turn({ ...NEW, number: 2 }))).toBe(false)
      expect(await store.takeTurn(turn({ ...OLD, number: 2 }))).toBe(true)
    })

    test('leaves others as they were', async () => {
      const other = { owner: 'acme', repo: 'desktop-app' }
      for (const repository of [OLD, other]) await fill(repository)
      const before = await kept(other)
      await store.moveRepository(OLD, NEW)
      expect(await kept(other)).toEqual(before)
    })

    test('adds what was said to what is there already, and keeps the rest that is there', async () => {
      await fill(OLD)
      await store.rememberComment({ ...NEW, number: 1 }, 99)
      await store.recordVerdict(verdictOf({ id: 'later', ref: { ...NEW, number: 1 }, kind: 'stop' }))
      await store.keepReports(NEW, [report(7)])
      await store.moveRepository(OLD, NEW)
      expect(await store.ownCommentId({ ...NEW, number: 1 })).toBe(99)
      expect((await store.verdictsIn(NEW)).map(({ kind }) => kind).sort()).toEqual(['duplicate-of', 'stop'])
      expect((await store.reportsSince(NEW, 0))?.kept.map(({ number }) => number)).toEqual([7])
      expect(await store.decisions({ ...NEW, number: 1 })).toHaveLength(1)
      expect(await kept(OLD)).toEqual(NOTHING)
    })

    test('is the same when it comes twice, when nothing is known, and when only the case changes', async () => {
      await fill(OLD)
      const before = await kept(OLD)
      for (let time = 0; time < 2; time++) await store.moveRepository(OLD, NEW)
      await store.moveRepository({ owner: 'nobody', repo: 'knows' }, NEW)
      await store.moveRepository(NEW, OLD)
      await store.moveRepository(OLD, { owner: 'acme', repo: 'DESKTOP' })
      const spelled = (value: unknown) => JSON.stringify(value).toLowerCase()
      expect(spelled(await kept(OLD))).toBe(spelled(before))
    })

    async function fill(repository: typeof OLD): Promise<void> {
      const ref = { ...repository, number: 1 }
      await store.recordDecision(decision(ref))
      await store.rememberComment(ref, 5)
      const other = { ...repository, number: 2 }
      await store.recordVerdict(verdictOf({ id: `said ${repository.repo.length}`, ref, kind: 'duplicate-of', other }))
      await store.keepSettings(repository, KEPT)
      await store.takeTurn(turn(ref))
      await store.keepReports(repository, [report(1), report(2)])
      await store.keepMatches({ ...repository, number: 2 }, [{ other: 1, probability: 1, reasons: [] }])
      await store.assignClusters(repository, () => ({ ids: new Map([[1, 4]]), last: 4 }))
      await store.keepBackfill(repository, 'page 3')
    }

    async function kept(repository: typeof OLD) {
      const ref = { ...repository, number: 1 }
      return {
        decisions: await store.decisions(ref),
        comment: await store.ownCommentId(ref),
        verdicts: await store.verdictsIn(repository),
        settings: await store.keptSettings(repository),
        reports: (await store.reportsSince(repository, 0))?.kept.map(({ number }) => number) ?? [],
        matches: await store.matchesIn(repository),
        backfill: await store.keptBackfill(repository),
      }
    }
  })
}

const NOTHING = { decisions: [], comment: null, verdicts: [], settings: null, reports: [], matches: [], backfill: null }

const KEPT: KeptSettings = { source: 'repository', textHash: 'ab12', settings: '{}', problems: [], checkedAt: NOW }

/** The only one of its repository. */
function turn(ref: CommentTurn['ref']): CommentTurn {
  return { ref, author: 'ann', at: NOW, windowMs: 3_600_000, most: { repository: 1, author: 1 } }
}

function decision(ref: DecisionRecord['ref']): DecisionRecord {
  const found = { decision: 'assert', reason: 'sure', signature: 'missing-scope', confidence: 0.97 } as const
  return { ref, delivery: 'guid', ...found, evidence: [], pack: 'x', acts: [], at: NOW }
}

function report(number: number): KeptReport {
  const times = { createdAt: NOW, updatedAt: NOW, closedAt: null }
  return { number, open: true, closedAs: null, author: 'ann', reactions: 0, digest: '{}', ...times }
}
