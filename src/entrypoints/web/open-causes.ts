/**
 * Collects the causes that several repositories have: of one owner, as far as the caller may read them, or of the public
 * repositories that chose to be listed. GitHub is asked about each repository first, so what the caller may not read is
 * in no count.
 */
import { LRUCache } from 'lru-cache'
import type { Store } from '../../adapters/store/store.ts'
import { listFixes } from '../../app/fixes/cluster-fix.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import { type CauseAcross, type CauseSource, causesAcross } from '../../core/overview/causes-across.ts'
import { DEFAULT_REPOSITORY_SETTINGS } from '../../core/settings/default-settings.ts'
import { type RepositorySettings, settingsSchema } from '../../core/settings/repository-settings.ts'
import type { WebContext, WebRepositories } from './web-deps.ts'

export interface Causes {
  /** Null if the caller may read no repository of this owner, as if there were none. */
  ofOwner(owner: string, token: string | null): Promise<readonly CauseAcross[] | null>
  /** Of the public repositories that chose so. */
  ofPublic(): Promise<readonly CauseAcross[]>
}

/** GitHub is asked about each repository every few minutes. */
const MAX_REPOSITORIES = 50
/** Reading the overviews of so many repositories takes a few queries each. */
const CACHE_MS = 60_000
const MAX_CACHED = 100

type Deps = Pick<WebContext, 'repositories' | 'overviews' | 'clock' | 'pack'>

export function createCauses({ repositories, overviews, clock, pack }: Deps): Causes {
  const cached = new LRUCache<string, { readonly at: number; readonly causes: readonly CauseAcross[] }>({
    max: MAX_CACHED,
  })
  /** The key is who takes part, so nobody is in an answer who may not be in it now. */
  async function across(its: readonly Participant[], { store }: WebRepositories): Promise<readonly CauseAcross[]> {
    const key = its.map(({ repository: { id, owner, repo } }) => `${id} ${owner}/${repo}`).join('\n')
    const known = cached.get(key)
    if (known !== undefined && Math.abs(clock() - known.at) < CACHE_MS) return known.causes
    const sources: CauseSource[] = []
    for (const { repository, settings } of its) {
      const own = store.as([repository])
      const { issues } = await overviews.of(repository, own, clock())
      const fixes = (await listFixes(repository, own)).map(({ cluster, fix: { ledger } }) => ({ cluster, ledger }))
      const { causes, product } = settings
      sources.push({ repository, role: causes.role ?? null, product: product.id ?? null, issues, fixes })
    }
    const causes = causesAcross(sources, pack)
    cached.set(key, { at: clock(), causes })
    return causes
  }
  return {
    async ofOwner(owner, token) {
      if (repositories === undefined) return null
      const all = await repositories.store.as([]).repositoriesOf(owner)
      const its = await participants(all, repositories, { token, takesPart: () => true })
      return its.length === 0 ? null : across(its, repositories)
    },
    async ofPublic() {
      if (repositories === undefined) return []
      const all = await repositories.store.as([]).repositoriesOf(null)
      const takesPart = ({ causes }: RepositorySettings) => causes.public
      return across(await participants(all, repositories, { token: null, takesPart }), repositories)
    },
  }
}

interface Participant {
  readonly repository: KnownRepository
  readonly settings: RepositorySettings
}

interface Choice {
  /** Null for everybody: then only public repositories are readable. */
  readonly token: string | null
  readonly takesPart: (settings: RepositorySettings) => boolean
}

async function participants(
  all: readonly KnownRepository[],
  { access, store }: WebRepositories,
  { token, takesPart }: Choice,
): Promise<readonly Participant[]> {
  const found: Participant[] = []
  for (const repository of all) {
    if (found.length === MAX_REPOSITORIES) break
    const settings = await settingsOf(repository, store.as([repository]))
    if (!takesPart(settings)) continue
    const seen = await access.readable(repository.owner, repository.repo, token).catch(() => null)
    if (seen?.id === repository.id) found.push({ repository, settings })
  }
  return found
}

/** The last valid settings. */
async function settingsOf(
  repository: KnownRepository,
  store: Pick<Store, 'keptSettings'>,
): Promise<RepositorySettings> {
  const kept = (await store.keptSettings(repository))?.settings
  return (kept ? settingsSchema.safeParse(JSON.parse(kept)).data : undefined) ?? DEFAULT_REPOSITORY_SETTINGS
}
