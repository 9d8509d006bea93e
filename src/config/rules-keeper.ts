/**
 * Keeps what is in force in each repository, so that a delivery does not ask GitHub for it again: read when it is first
 * needed, after a few minutes, and when a push changes it.
 */
import type { RepositoryFiles } from '../github/repository-files.ts'
import type { RepositoryRef } from '../issue-ref.ts'
import { formatProblem, type Problem } from '../signatures/problems.ts'
import type { RepositorySettingsStore } from '../store/store.ts'
import { loadOwnSignatures, NO_SIGNATURES, type OwnSignatures } from './load-own-signatures.ts'
import { type LoadedSettings, loadSettings, OWNERS_REPOSITORY } from './load-settings.ts'
import type { RuleCompiler } from './rule-compiler.ts'
import type { RepositoryRules } from './rules.ts'

export interface RulesKeeper {
  /**
   * What is in force in a repository.
   * @param files GitHub as an installation on that repository sees it
   * @throws TriageError('github-refused') when GitHub cannot say now
   */
  rulesFor(repository: RepositoryRef, files: RepositoryFiles): Promise<RepositoryRules>
  /** Something was pushed: the next who asks gets what is there now. */
  forget(repository: RepositoryRef): void
  /** Repositories whose rules are held now. */
  held(): number
}

export interface RulesKeeperOptions {
  readonly compiler: RuleCompiler
  readonly store: RepositorySettingsStore
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
const MOST_REPOSITORIES = 1_000

interface Entry {
  readonly loaded: LoadedSettings
  readonly own: OwnSignatures
  readonly rules: RepositoryRules
  readonly checkedAt: number
}

export function createRulesKeeper(options: RulesKeeperOptions): RulesKeeper {
  // Promises, so that many deliveries at once ask once. In order of use, the oldest first.
  const entries = new Map<string, Promise<Entry>>()

  function load(repository: RepositoryRef, files: RepositoryFiles, before: Entry | null): Promise<Entry> {
    const key = keyOf(repository)
    const entry = loadEntry(repository, { ...options, files, before }).catch((error: unknown) => {
      entries.delete(key)
      throw error
    })
    entries.delete(key)
    entries.set(key, entry)
    if (entries.size > MOST_REPOSITORIES) entries.delete(entries.keys().next().value as string)
    return entry
  }

  return {
    async rulesFor(repository, files) {
      const known = entries.get(keyOf(repository))
      const entry = known === undefined ? null : await known
      // What was checked in the future was checked under a clock that has been set back since.
      if (entry !== null && Math.abs(options.clock() - entry.checkedAt) < FRESH_MS) return entry.rules
      // Whoever waited for the same entry may have begun to load it anew.
      const begun = entries.get(keyOf(repository))
      if (begun !== undefined && begun !== known) return (await begun).rules
      return (await load(repository, files, entry)).rules
    },
    forget(repository) {
      const all = repository.repo.toLowerCase() === OWNERS_REPOSITORY
      const isMeant = (key: string) =>
        all ? key.startsWith(keyOf({ ...repository, repo: '' })) : key === keyOf(repository)
      for (const key of [...entries.keys()].filter(isMeant)) entries.delete(key)
    },
    held: () => entries.size,
  }
}

interface Loading extends RulesKeeperOptions {
  readonly files: RepositoryFiles
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

function keyOf({ owner, repo }: RepositoryRef): string {
  return `${owner}/${repo}`.toLowerCase()
}
