/** Keeps the saved indexes as the store is: forgets what it has forgotten, and opens the rest before anyone waits. */

import type { SavedIndexes } from '../../adapters/saved-indexes/saved-indexes.ts'
import type { Store } from '../../adapters/store/store.ts'
import { HOUR_MS } from '../../core/time-units.ts'
import type { IndexCache } from './index-cache.ts'

export interface TidyDeps {
  readonly saved: SavedIndexes
  readonly store: Pick<Store, 'as' | 'repositoryNumbered'>
  readonly indexes: IndexCache
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/** No index takes longer to save. */
const MAX_SAVING_MS = HOUR_MS

export async function tidySavedIndexes({ saved, store, indexes, clock }: TidyDeps): Promise<void> {
  saved.removeUnfinished(clock() - MAX_SAVING_MS)
  for (const id of saved.repositories()) {
    const known = await store.repositoryNumbered(id)
    if (known === null) saved.remove(id)
    else await indexes.over(store.as([known])).indexOf(known)
  }
}
