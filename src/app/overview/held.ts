/** What an overview is built from: the reports without their texts, the decisions and the feedback of one repository. */
import { isDeepStrictEqual } from 'node:util'
import { nextFreeTick } from '../../adapters/tick-gate.ts'
import type { IndexedReport } from '../../core/duplicates/digest.ts'
import type { FeedbackEvent } from '../../core/feedback/feedback-event.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import { credentialLabel } from '../../core/plan/labels.ts'
import { DEFAULT_REPOSITORY_SETTINGS } from '../../core/settings/default-settings.ts'
import { settingsSchema } from '../../core/settings/repository-settings.ts'
import { toSummarisedReport } from '../matching/stored-report.ts'
import { createDecisionLog, type DecisionLog } from './decision-log.ts'
import type { OverviewStore } from './overview.ts'

export interface Held {
  readonly epoch: string
  readonly reports: Map<number, IndexedReport>
  readonly log: DecisionLog
  feedbackEvents: readonly FeedbackEvent[]
  /** Positions in the store up to which everything is held. */
  read: number
  revision: number
  decisions: number
  feedback: number
  /** How often what people say here has changed. */
  said: number
  /** Number of reports that were taken away. */
  gone: number
  /** Number of matches when the clusters were last formed. */
  matches: number
}

export async function startHeld(repository: KnownRepository, store: OverviewStore): Promise<Held> {
  const last = await store.lastRevision(repository)
  const held: Held = {
    epoch: last?.epoch ?? '',
    reports: new Map(),
    log: createDecisionLog(await credentialLabels(repository, store)),
    feedbackEvents: [],
    read: 0,
    revision: 0,
    decisions: 0,
    feedback: -1,
    said: 0,
    gone: 0,
    matches: 0,
  }
  await catchUp(held, repository, store)
  return held
}

/** @returns false if everything must be read again, because the repository was forgotten or its templates changed */
export async function catchUp(held: Held, repository: KnownRepository, store: OverviewStore): Promise<boolean> {
  const last = await store.lastRevision(repository)
  if ((last?.epoch ?? '') !== held.epoch) return false
  if (last !== null && last.revision !== held.revision) {
    await readReports(held, repository, store)
    held.revision = last.revision
  }
  await readDecisions(held, repository, store)
  const feedback = await store.lastFeedback()
  if (feedback !== held.feedback) {
    // The position is that of all repositories.
    const events = await store.feedbackIn(repository)
    if (!isDeepStrictEqual(events, held.feedbackEvents)) held.said += 1
    held.feedbackEvents = events
    held.feedback = feedback
  }
  return true
}

async function readReports(held: Held, repository: KnownRepository, store: OverviewStore): Promise<void> {
  for (let more = true; more; ) {
    const changes = await store.summariesSince(repository, held.read)
    if (changes === null) return
    for (const kept of changes.kept) held.reports.set(kept.number, toSummarisedReport(kept))
    for (const number of changes.gone) if (held.reports.delete(number)) held.gone += 1
    held.read = changes.revision
    more = changes.more
    // A large repository has hundreds of pages; other requests are served in between.
    await nextFreeTick()
  }
}

async function readDecisions(held: Held, repository: KnownRepository, store: OverviewStore): Promise<void> {
  for (let more = true; more; ) {
    const page = await store.decisionsAfter(repository, held.decisions)
    for (const record of page.decisions) held.log.add(record)
    held.decisions = page.position
    more = page.more
    if (more) await nextFreeTick()
  }
}

/** The label's name in this repository, and its default name from before the repository chose its own. */
async function credentialLabels(repository: KnownRepository, store: OverviewStore): Promise<ReadonlySet<string>> {
  const kept = (await store.keptSettings(repository))?.settings
  const own = kept ? settingsSchema.safeParse(JSON.parse(kept)).data : undefined
  const names = [own ?? DEFAULT_REPOSITORY_SETTINGS, DEFAULT_REPOSITORY_SETTINGS]
  return new Set(names.map(({ labels }) => credentialLabel(labels).name.toLowerCase()))
}
