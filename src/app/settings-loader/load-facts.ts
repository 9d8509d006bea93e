/**
 * Loads a repository's languages and topics, by which `signatures.packs: auto` chooses packs. They are stored with the
 * time when they were read, so that reports get the same answer until they are read again.
 */

import type { ContentFactsReader } from '../../adapters/github/repository.ts'
import type { RepositorySettingsStore } from '../../adapters/store/stored-settings.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import type { RepositoryFacts } from '../../core/settings/choose-packs.ts'
import { DAY_MS } from '../../core/time-units.ts'

/** What a repository is about changes rarely, and a change of packs changes answers. */
const FRESH_MS = 30 * DAY_MS

interface FactsOptions {
  readonly github: ContentFactsReader
  readonly store: Pick<RepositorySettingsStore, 'keepFacts' | 'keptFacts'>
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** @throws TriageError('github-refused') when GitHub cannot answer at the moment */
export async function loadFacts(
  repository: RepositoryRef,
  { github, store, now }: FactsOptions,
): Promise<RepositoryFacts | null> {
  const kept = await store.keptFacts(repository)
  if (kept !== null && Math.abs(now - kept.readAt) < FRESH_MS) return kept
  const read = await github.readContentFacts(repository)
  if (read === null) return kept
  const facts = { ...read, readAt: now }
  await store.keepFacts(repository, facts)
  return facts
}
