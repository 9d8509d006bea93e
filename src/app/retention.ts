/** Deletes what the store has kept for longer than each repository's `retention:` setting. */

import type { Store } from '../adapters/store/store.ts'
import type { RepositoryRef } from '../core/issue-ref.ts'
import { DEFAULT_REPOSITORY_SETTINGS } from '../core/settings/default-settings.ts'
import { settingsSchema } from '../core/settings/repository-settings.ts'
import { DAY_MS } from '../core/time-units.ts'

/**
 * @param now milliseconds since the epoch
 * @returns the number of reports whose contents were deleted
 */
export async function expireStored(store: Pick<Store, 'as' | 'knownRepositories'>, now: number): Promise<number> {
  let dropped = 0
  for (const repository of await store.knownRepositories()) {
    const own = store.as([repository])
    dropped += await own.dropExpired(repository, now - (await retentionOf(repository, own)) * DAY_MS)
  }
  return dropped
}

/** In days; settings that were stored without a retention have the default. */
async function retentionOf(repository: RepositoryRef, store: Pick<Store, 'keptSettings'>): Promise<number> {
  const kept = (await store.keptSettings(repository))?.settings
  const settings = kept ? settingsSchema.safeParse(JSON.parse(kept)).data : undefined
  return (settings ?? DEFAULT_REPOSITORY_SETTINGS).retention
}
