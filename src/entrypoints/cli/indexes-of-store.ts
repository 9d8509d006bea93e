/** The report indexes of the configured store, for commands. */
import { readProcessSettings } from '../../adapters/config/environment.ts'
import { type SavedIndexes, savedIndexesOf } from '../../adapters/saved-indexes/saved-indexes.ts'
import type { Store } from '../../adapters/store/store.ts'
import { createIndexCache, type IndexCache } from '../../app/matching/index-cache.ts'

/** The saved indexes of the configured store; null for a store in memory. */
export function savedIndexes(): SavedIndexes | null {
  return savedIndexesOf(readProcessSettings())
}

/**
 * The indexes of the configured store, from files where there are some. Commands write none: they may run as another
 * user than the bot, which could then not use the files.
 */
export function indexesOf(store: Store): IndexCache {
  const saved = savedIndexes()
  return createIndexCache(store, {
    saved: saved && { ...saved, save: async () => false, remove: () => undefined },
  })
}
