/** Mines a repository's stored reports for drafts of signatures, in a thread, and keeps their messages. */
import { setImmediate as nextTick } from 'node:timers/promises'
import type { Store } from '../../adapters/store/store.ts'
import type { MinedDrafts } from '../../adapters/store/stored-drafts.ts'
import type { StoredReport } from '../../adapters/store/stored-reports.ts'
import type { LearnedDraft, LearnedReport } from '../../core/drafts/learn.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import type { RepositoryRules } from '../../core/settings/rules.ts'
import { type Analysis, unlessUnreadable } from '../analysis/analysis.ts'
import { givenRules } from '../analysis/job-context.ts'
import { toIndexedReport } from '../matching/stored-report.ts'

/** Newest reports that are mined; a thread has half a gigabyte. */
const MAX_REPORTS = 5_000

/** Reports that are converted before other work on this thread gets its turn. */
const TURN = 500

export interface LearnDeps {
  readonly store: Pick<Store, 'reportsCreatedSince' | 'keepDrafts'>
  readonly analysis: Analysis
  readonly rules: RepositoryRules
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/** @returns what is kept now; null if the reports exceed the limits of a thread, and then the earlier drafts stay */
export async function learnWeekly(
  repository: RepositoryRef,
  { store, analysis, rules, clock }: LearnDeps,
): Promise<MinedDrafts | null> {
  const reports: LearnedReport[] = []
  for (const stored of await store.reportsCreatedSince(repository, 0, MAX_REPORTS)) {
    reports.push(toLearnedReport(stored))
    if (reports.length % TURN === 0) await nextTick()
  }
  const learned = await unlessUnreadable(analysis.run('drafts', { reports, rules: givenRules(rules) }), null)
  if (learned === null) return null
  const { unexplained, others } = learned
  const drafts = learned.drafts.map(({ fragments, reports: ids }) => {
    return { fragments, reports: ids.map((id) => Number(id.slice(1))).sort((a, b) => a - b) }
  })
  const mined = { minedAt: clock(), unexplained, others, drafts }
  await store.keepDrafts(repository, mined)
  return mined
}

export interface DraftsNow extends Omit<MinedDrafts, 'drafts'> {
  readonly drafts: readonly LearnedDraft[]
}

/** @returns the kept drafts, written from the reports as they are now; null if nothing has been mined yet */
export async function draftsNow(
  repository: RepositoryRef,
  { store, analysis }: Pick<LearnDeps, 'analysis'> & { readonly store: Pick<Store, 'draftsIn' | 'reportsNumbered'> },
): Promise<DraftsNow | null> {
  const mined = await store.draftsIn(repository)
  if (mined === null) return null
  const numbers = mined.drafts.flatMap(({ reports }) => reports)
  const reports = (await store.reportsNumbered(repository, numbers)).map(toLearnedReport)
  return { ...mined, drafts: await analysis.run('draftFiles', { ...mined, reports }) }
}

/** Without the words of the report, which take most of a digest. */
function toLearnedReport(stored: StoredReport): LearnedReport {
  const { number, author, digest } = toIndexedReport(stored)
  const { title, lines, cause, topic } = digest
  return { id: `#${number}`, author, digest: { title, lines, cause, ...(topic !== undefined && { topic }) } }
}
