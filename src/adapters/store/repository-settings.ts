/** Each repository's settings, as last read. */

import type { Kysely } from 'kysely'
import type { RepositoryFacts } from '../../core/settings/choose-packs.ts'
import type { Problem } from '../../core/signatures/problems.ts'
import type { RepositoryIds } from './repository-ids.ts'
import type { RepositorySettingsStore, StoredSettings } from './stored-settings.ts'
import type { RepositorySettingsTable } from './tables.ts'

type Database = Kysely<{ repository_settings: RepositorySettingsTable }>

export function createRepositorySettings(db: Database, ids: RepositoryIds): RepositorySettingsStore {
  return {
    keepSettings: async (ref, settings) => {
      const { id: repository } = await ids.forWriting(ref)
      const row = toRow(settings)
      await db
        .insertInto('repository_settings')
        .values({ repository, ...row })
        .onConflict((conflict) => conflict.column('repository').doUpdateSet(row))
        .execute()
    },
    keptSettings: async (repository) => keptSettings(db, (await ids.find(repository)).id),
    keepFacts: async (ref, facts) => {
      const { id: repository } = await ids.forWriting(ref)
      const row = { facts: JSON.stringify(facts) }
      await db.updateTable('repository_settings').set(row).where('repository', '=', repository).execute()
    },
    keptFacts: async (ref) => {
      const { id: repository } = await ids.find(ref)
      const rows = db.selectFrom('repository_settings').select('facts').where('repository', '=', repository)
      const facts = (await rows.executeTakeFirst())?.facts ?? null
      return facts === null ? null : (JSON.parse(facts) as RepositoryFacts)
    },
  }
}

function toRow({ source, textHash, settings, problems, checkedAt }: StoredSettings) {
  return { source, text_hash: textHash, settings, problems: JSON.stringify(problems), checked_at: checkedAt }
}

async function keptSettings(db: Database, repository: number): Promise<StoredSettings | null> {
  const row = await db
    .selectFrom('repository_settings')
    .selectAll()
    .where('repository', '=', repository)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    source: row.source,
    textHash: row.text_hash,
    settings: row.settings,
    problems: JSON.parse(row.problems) as Problem[],
    checkedAt: row.checked_at,
  }
}
