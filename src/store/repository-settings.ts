/** What each repository asks for, as it was last read. */
import type { Kysely } from 'kysely'
import type { RepositoryRef } from '../issue-ref.ts'
import { repositoryName } from './repository-name.ts'
import type { KeptSettings, RepositorySettingsStore, SettingsProblem } from './store.ts'
import type { RepositorySettingsTable } from './tables.ts'

type Database = Kysely<{ repository_settings: RepositorySettingsTable }>

export function createRepositorySettings(db: Database): RepositorySettingsStore {
  return {
    keepSettings: async ({ owner, repo }, kept) => {
      const row = toRow(kept)
      await db
        .insertInto('repository_settings')
        .values({ repository: repositoryName(owner, repo), ...row })
        .onConflict((conflict) => conflict.column('repository').doUpdateSet(row))
        .execute()
    },
    keptSettings: (repository) => keptSettings(db, repository),
  }
}

function toRow({ source, textHash, settings, problems, checkedAt }: KeptSettings) {
  return { source, text_hash: textHash, settings, problems: JSON.stringify(problems), checked_at: checkedAt }
}

async function keptSettings(db: Database, { owner, repo }: RepositoryRef): Promise<KeptSettings | null> {
  const row = await db
    .selectFrom('repository_settings')
    .selectAll()
    .where('repository', '=', repositoryName(owner, repo))
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    source: row.source,
    textHash: row.text_hash,
    settings: row.settings,
    problems: JSON.parse(row.problems) as SettingsProblem[],
    checkedAt: row.checked_at,
  }
}
