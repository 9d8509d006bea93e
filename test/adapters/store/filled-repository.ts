/** Fills every table that contains data about repositories, for one repository. */

import type { CommentSlot } from '../../../src/adapters/store/budgets.ts'
import type { Store } from '../../../src/adapters/store/store.ts'
import type { DecisionRecord } from '../../../src/adapters/store/stored-decisions.ts'
import type { StoredSettings } from '../../../src/adapters/store/stored-settings.ts'
import type { RepositoryRef } from '../../../src/core/issue-ref.ts'
import { verdictOf } from '../../support/feedback-events.ts'
import { storedReport } from '../../support/stored-report.ts'
import { alarmOf } from './contract-alarms.ts'
import { draftsOf } from './contract-drafts.ts'
import { fixSignalOf } from './contract-fixes.ts'
import { outcomeOf } from './contract-outcomes.ts'

const NOW = 1_795_000_000_000

export async function fillRepository(store: Store, repository: RepositoryRef): Promise<void> {
  const ref = { ...repository, number: 1 }
  await store.recordDecision(decision(ref))
  await store.rememberComment(ref, 5)
  const other = { ...repository, number: 2 }
  await store.recordFeedback(verdictOf({ id: 'event', ref, kind: 'duplicate-of', other }))
  await store.keepOutcome({ ...outcomeOf(1), ref })
  await store.keepAlarm(repository, alarmOf())
  await store.keepFixSignals(ref, 'release-7', [fixSignalOf({ number: 1 })])
  await store.keepShownFix(ref, 'ab12')
  await store.keepDrafts(repository, draftsOf([1, 2]))
  await store.keepSettings(repository, KEPT)
  await store.takeCommentSlot(slot(ref))
  await store.keepReports(repository, [storedReport(1, NOW), storedReport(2, NOW)])
  await store.keepMatches({ ...repository, number: 2 }, [{ other: 1, probability: 1, reasons: [] }])
  await store.assignClusters(repository, () => ({ ids: new Map([[1, 4]]), last: 4 }))
  await store.keepBackfill(repository, 'page 3')
}

/** Reads all data about a repository without changing anything. */
export async function keptOf(store: Store, repository: RepositoryRef) {
  const ref = { ...repository, number: 1 }
  return {
    decisions: await store.decisions(ref),
    comment: await store.ownCommentId(ref),
    feedbackEvents: await store.feedbackIn(repository),
    outcomes: (await store.outcomesIn(repository)).length,
    alarms: (await store.alarmsIn(repository)).length,
    fixSignals: (await store.fixSignalsIn(repository)).length,
    shownFix: await store.shownFix(ref),
    drafts: await store.draftsIn(repository),
    settings: await store.keptSettings(repository),
    reports: (await store.reportsSince(repository, 0))?.kept.map(({ number }) => number) ?? [],
    matches: await store.pairsIn(repository),
    backfill: await store.keptBackfill(repository),
  }
}

export const NOTHING_KEPT = {
  decisions: [],
  comment: null,
  feedbackEvents: [],
  outcomes: 0,
  alarms: 0,
  fixSignals: 0,
  shownFix: null,
  drafts: null,
  settings: null,
  reports: [],
  matches: [],
  backfill: null,
}

const KEPT: StoredSettings = { source: 'repository', textHash: 'ab12', settings: '{}', problems: [], checkedAt: NOW }

/** The repository's only comment slot. */
function slot(ref: CommentSlot['ref']): CommentSlot {
  return { ref, author: 'ann', at: NOW, windowMs: 3_600_000, most: { repository: 1, author: 1 } }
}

function decision(ref: DecisionRecord['ref']): DecisionRecord {
  const found = { decision: 'assert', reason: 'sure', signature: 'missing-scope', confidence: 0.97 } as const
  return { ref, delivery: 'guid', ...found, evidence: [], pack: 'x', acts: [], at: NOW }
}
