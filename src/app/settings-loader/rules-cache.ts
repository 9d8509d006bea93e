/**
 * Caches the rules in force in each repository, so that deliveries do not have to read them from GitHub every time.
 * Rules are read on first use, again after five minutes, and after a push that changes them.
 */

import { LRUCache } from 'lru-cache'
import type { ContentFactsReader, RepositoryReader } from '../../adapters/github/repository.ts'
import type { RepositoryFiles } from '../../adapters/github/repository-files.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { RepositorySettingsStore } from '../../adapters/store/stored-settings.ts'
import type { KnownRepository, RepositoryRef } from '../../core/issue-ref.ts'
import type { RepositoryFacts } from '../../core/settings/choose-packs.ts'
import type { RuleCompiler } from '../../core/settings/rule-compiler.ts'
import type { RepositoryRules } from '../../core/settings/rules.ts'
import { formatProblem, type Problem } from '../../core/signatures/problems.ts'
import { MINUTE_MS } from '../../core/time-units.ts'
import { type ExtendedSignatures, loadExtendedSignatures, NOTHING_EXTENDED } from './load-extended-signatures.ts'
import { loadFacts } from './load-facts.ts'
import { loadRepositorySignatures, NO_SIGNATURES } from './load-own-signatures.ts'
import { type LoadedSettings, loadSettings, OWNERS_REPOSITORY } from './load-settings.ts'
import type { SignatureFolder } from './read-signature-folder.ts'

/** What the rules are read from. */
export type RulesReader = RepositoryFiles & RepositoryReader & ContentFactsReader

export interface RulesCache {
  /**
   * Returns the rules in force in a repository.
   * @param github GitHub with the access of the repository's installation
   * @throws TriageError('github-refused') when GitHub cannot answer at the moment
   */
  rulesFor(repository: RepositoryRef, github: RulesReader): Promise<RepositoryRules>
  /** Makes the next call read the rules again, e.g. after a push. */
  forget(repository: KnownRepository): void
  /** Returns the same cache, with this store resolving repository names and storing settings. */
  over(store: RulesStore): RulesCache
  /** Number of repositories whose rules are cached. */
  held(): number
}

export type RulesStore = RepositorySettingsStore & Pick<Store, 'identify'>

export interface RulesCacheOptions {
  readonly compiler: RuleCompiler
  readonly store: RulesStore
  /** Whether the operator allows repositories to lower thresholds. */
  readonly mayLoosen: boolean
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** Called when the problems with a repository's files change. */
  readonly onProblems: (repository: RepositoryRef, problems: readonly string[]) => void
}

/**
 * A push webhook reports most changes. The interval catches changes whose webhook was lost. A check by ETag does not
 * count against the rate limit.
 */
const FRESH_MS = 5 * MINUTE_MS
/** Rules are small, because they share the operator's pack. */
const MAX_REPOSITORIES = 1_000

interface Entry {
  readonly loaded: LoadedSettings
  readonly own: SignatureFolder
  readonly extended: ExtendedSignatures
  readonly facts: RepositoryFacts | null
  readonly rules: RepositoryRules
  readonly checkedAt: number
}

interface Held {
  readonly repository: KnownRepository
  readonly entry: Promise<Entry>
}

export function createRulesCache(options: RulesCacheOptions): RulesCache {
  // Keyed by repository id. The values are promises, so that simultaneous deliveries share one request.
  const entries = new LRUCache<number, Held>({ max: MAX_REPOSITORIES })

  function load(repository: KnownRepository, before: Entry | null, from: Sources): Promise<Entry> {
    const { id } = repository
    const entry = loadEntry(repository, { ...options, ...from, before }).catch((error: unknown) => {
      entries.delete(id)
      throw error
    })
    entries.set(id, { repository, entry })
    return entry
  }

  async function rulesFor(named: RepositoryRef, from: Sources): Promise<RepositoryRules> {
    const repository = await from.store.identify(named)
    if (repository === null)
      throw new Error(`The repository ${named.owner}/${named.repo} was not identified on GitHub.`)
    const known = entries.get(repository.id)?.entry
    const entry = known === undefined ? null : await known
    // Compares the absolute value, because a check time in the future means that the clock has since been set back.
    if (entry !== null && Math.abs(options.clock() - entry.checkedAt) < FRESH_MS) return entry.rules
    // Another caller that waited for the same entry may already be loading it again.
    const newer = entries.get(repository.id)?.entry
    if (newer !== undefined && newer !== known) return (await newer).rules
    return (await load(repository, entry, from)).rules
  }

  const over = (store: RulesStore): RulesCache => ({
    rulesFor: (repository, github) => rulesFor(repository, { github, store }),
    forget({ id, owner, repo }) {
      const isOwners = repo.toLowerCase() === OWNERS_REPOSITORY
      const isAffected = (it: KnownRepository) =>
        it.id === id || (isOwners && it.owner.toLowerCase() === owner.toLowerCase())
      for (const { repository } of [...entries.values()]) if (isAffected(repository)) entries.delete(repository.id)
    },
    over,
    held: () => entries.size,
  })
  return over(options.store)
}

interface Sources {
  readonly github: RulesReader
  readonly store: RulesStore
}

interface Loading extends RulesCacheOptions, Sources {
  readonly before: Entry | null
}

async function loadEntry(repository: RepositoryRef, loading: Loading): Promise<Entry> {
  const { compiler, store, mayLoosen, clock, onProblems, github, before } = loading
  const now = clock()
  const loaded = await loadSettings(repository, { files: github, store, compiler, before: before?.loaded ?? null, now })
  const { settings } = loaded
  const own = settings.signatures.own
    ? await loadRepositorySignatures(repository, before?.own ?? NO_SIGNATURES, github)
    : NO_SIGNATURES
  const extended = await loadExtendedSignatures(
    settings.signatures.extend,
    before?.extended ?? NOTHING_EXTENDED,
    github,
  )
  const facts = settings.signatures.packs === 'auto' ? await loadFacts(repository, { github, store, now }) : null
  const isUnchanged = loaded === before?.loaded && own === before.own && extended === before.extended
  if (isUnchanged && facts?.readAt === before.facts?.readAt) return { ...before, checkedAt: now }
  const signatureFiles = [...own.files, ...extended.files]
  const found = [...loaded.problems, ...extended.problems]
  const rules = await compiler.compile({ settings, signatureFiles, mayLoosen, facts }, found)
  const { problems } = rules
  const kept = await store.keptSettings(repository)
  if (kept !== null) await store.keepSettings(repository, { ...kept, problems })
  if (describe(problems) !== describe(before?.rules.problems ?? [])) {
    onProblems(repository, problems.map(formatProblem))
  }
  return { loaded, own, extended, facts, rules, checkedAt: now }
}

function describe(problems: readonly Problem[]): string {
  return problems.map(formatProblem).join('\n')
}
