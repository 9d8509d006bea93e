/** Says which packs are on in a repository, from what the store holds about it; asks GitHub nothing. */
import type { RepositorySettingsStore } from '../../adapters/store/stored-settings.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { choosePacks, describePacks } from '../../core/settings/choose-packs.ts'
import { DEFAULT_REPOSITORY_SETTINGS } from '../../core/settings/default-settings.ts'
import { settingsSchema } from '../../core/settings/repository-settings.ts'
import type { PackContent } from '../../core/signatures/pack.ts'

export interface KeptPacks {
  /** `default`: the repository's settings say nothing about packs. */
  readonly mode: 'default' | 'auto' | 'list'
  /** One or two sentences. */
  readonly says: string
}

export async function readKeptPacks(
  repository: RepositoryRef,
  {
    store,
    pack,
  }: { readonly store: Pick<RepositorySettingsStore, 'keptFacts' | 'keptSettings'>; readonly pack: PackContent },
): Promise<KeptPacks> {
  const text = (await store.keptSettings(repository))?.settings ?? null
  const kept = settingsSchema.safeParse(text === null ? {} : JSON.parse(text))
  const settings = kept.success ? kept.data : DEFAULT_REPOSITORY_SETTINGS
  const facts = await store.keptFacts(repository)
  const packs = choosePacks(pack, settings, facts)
  return { mode: packs.mode, says: describePacks(packs, facts) }
}
