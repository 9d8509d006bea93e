/**
 * Keeps what is in force in each repository, so that a delivery does not ask GitHub for it again: read when it is first
 * needed, after a few minutes, and when a push changes it.
 */
import type { RepositoryFiles } from '../../adapters/github/repository-files.ts'
import type { RepositorySettingsStore, Store } from '../../adapters/store/store.ts'
import type { KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'
import type { RuleCompiler } from '../../core/settings/rule-compiler.ts'
import type { RepositoryRules } from '../../core/settings/rules.ts'
import { formatProblem, type Problem } from '../../core/signatures/problems.ts'
import { loadOwnSignatures, NO_SIGNATURES, type OwnSignatures } from './load-own-signatures.ts'
import { type LoadedSettings, loadSettings, OWNERS_REPOSITORY } from './load-settings.ts'

export interface RulesCache {
  /**
   * What is in force in a repository.
   * @param files GitHub as an installation on that repository sees it
   * @throws TriageError('github-refused') when GitHub cannot say now
   */
  rulesFor(repository: RepositoryRef, files: RepositoryFiles): Promise<RepositoryRules>
  /** Something was pushed: the next who asks gets what is there now. */
  forget(repository: KnownRepository): void
  /** The same rules, for who asks this store which repository a name means, and keeps there what was read. */
  over(store: RulesStore): RulesCache
  /** Repositories whose rules are held now. */
  held(): number
}

export type RulesStore = RepositorySettingsStore & Pick<Store, 'identify'>

export interface RulesCacheOptions {
  readonly compiler: RuleCompiler
  readonly store: RulesStore
  /** Whether the operator lets repositories lower thresholds. */
  readonly mayLoosen: boolean
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** Told when what is wrong with a repository's files changes. */
  readonly onProblems: (repository: RepositoryRef, problems: readonly string[]) => void
}

/** A push tells of most changes; this is for those whose webhook was lost. Asking for what is known costs nothing. */
const FRESH_MS = 5 * 60 * 1000
/** Rules are small, since they share the operator's pack. */
const MAX_REPOSITORIES = 1_000

interface Entry {
  readonly loaded: LoadedSettings
  readonly own: OwnSignatures
  readonly rules: RepositoryRules
  readonly checkedAt: number
}

interface Held {
  readonly repository: KnownRepository
  readonly entry: Promise<Entry>
}

export function createRulesCache(options: RulesCacheOptions): RulesCache {
  // By id. Promises, so that many deliveries at once ask once. In order of use, the oldest first.
  const entries = new Map<number, Held>()

  function load(repository: KnownRepository, before: Entry | null, from: Sources): Promise<Entry> {
    const { id } = repository
    const entry = loadEntry(repository, { ...options, ...from, before }).catch((error: unknown) => {
      entries.delete(id)
      throw error
    })
    entries.delete(id)
    entries.set(id, { repository, entry })
    if (entries.size > MAX_REPOSITORIES) entries.delete(entries.keys().next().value as number)
    return entry
  }

  async function rulesFor(asked: RepositoryRef, from: Sources): Promise<RepositoryRules> {
    const repository = await from.store.identify(asked)
    if (repository === null) throw new Error(`Nobody made out which repository ${asked.owner}/${asked.repo} is.`)
    const known = entries.get(repository.id)?.entry
    const entry = known === undefined ? null : await known
    // What was checked in the future was checked under a clock that has been set back since.
    if (entry !== null && Math.abs(options.clock() - entry.checkedAt) < FRESH_MS) return entry.rules
    // Whoever waited for the same entry may have begun to load it anew.
    const begun = entries.get(repository.id)?.entry
    if (begun !== undefined && begun !== known) return (await begun).rules
    return (await load(repository, entry, from)).rules
  }

  const over = (store: RulesStore): RulesCache => ({
    rulesFor: (repository, files) => rulesFor(repository, { files, store }),
    forget({ id, owner, repo }) {
      const isOwners = repo.toLowerCase() === OWNERS_REPOSITORY
      const isMeant = (it: KnownRepository) =>
        it.id === id || (isOwners && it.owner.toLowerCase() === owner.toLowerCase())
      for (const { repository } of [...entries.values()]) if (isMeant(repository)) entries.delete(repository.id)
    },
    over,
    held: () => entries.size,
  })
  return over(options.store)
}

interface Sources {
  readonly files: RepositoryFiles
  readonly store: RulesStore
}

interface Loading extends RulesCacheOptions, Sources {
  readonly before: Entry | null
}

async function loadEntry(repository: RepositoryRef, loading: Loading): Promise<Entry> {
  const { compiler, store, mayLoosen, clock, onProblems, files, before } = loading
  const now = clock()
  const loaded = await loadSettings(repository, { files, store, compiler, before: before?.loaded ?? null, now })
  const own = loaded.settings.signatures.own
    ? await loadOwnSignatures(repository, before?.own ?? NO_SIGNATURES, files)
    : NO_SIGNATURES
  if (loaded === before?.loaded && own === before.own) return { ...before, checkedAt: now }
  const { settings, problems: found } = loaded
  const rules = await compiler.compile({ settings, signatureFiles: own.files, mayLoosen }, found)
  const { problems } = rules
  const kept = await store.keptSettings(repository)
  if (kept !== null) await store.keepSettings(repository, { ...kept, problems })
  if (describe(problems) !== describe(before?.rules.problems ?? [])) {
    onProblems(repository, problems.map(formatProblem))
  }
  return { loaded, own, rules, checkedAt: now }
}

function describe(problems: readonly Problem[]): string {
  return problems.map(formatProblem).join('\n')
}
