/**
 * One entry for each cause that several repositories have, with each repository's role. An entry has counts, times and
 * versions; no person's name, no title and no text of a report. The caller decides whose repositories take part: what is
 * not given here is not in any count.
 */
import { compareVersions } from '../diagnosis/fix.ts'
import type { FixClaim } from '../fixes/claims.ts'
import type { FixLedger, FixState } from '../fixes/ledger.ts'
import type { RepositoryRef } from '../issue-ref.ts'
import { type Role, roleOfProduct } from '../report/products.ts'
import type { Pack } from '../signatures/pack.ts'
import type { IssueEntry } from './issue-entry.ts'

/** The facts about a report that count. */
export type CauseReport = Pick<
  IssueEntry,
  'number' | 'signature' | 'host' | 'decided' | 'rejected' | 'createdAt' | 'open' | 'product' | 'version' | 'cluster'
>

/** A repository that takes part. */
export interface CauseSource {
  readonly repository: RepositoryRef
  /** Its role and its product, if its settings name them. */
  readonly role: Role | null
  readonly product: string | null
  readonly issues: readonly CauseReport[]
  /** The claimed fixes of its clusters, the latest claim first. */
  readonly fixes: readonly SourceFix[]
}

export interface SourceFix {
  /** The cluster's id; null for a report without a cluster. */
  readonly cluster: number | null
  readonly ledger: Pick<FixLedger, 'state' | 'claim' | 'product'>
}

/** A version that fixes a cause, or is said to. */
export interface CauseFix {
  /** Where it is from: a fact of the signature, or a claim in this repository. */
  readonly by: 'signature' | FixClaim['by']
  /** What the repository's reporters found; null for a fact of the signature. */
  readonly state: FixState | null
  /** Null if no report names one. */
  readonly product: string | null
  /** First version without the failure; null for a merged change that is in no known release. */
  readonly version: string | null
}

export interface CauseInRepository {
  readonly repository: RepositoryRef
  /** Null if neither the settings nor the product say it. */
  readonly role: Role | null
  /** Most frequent product; null if no report names one. */
  readonly product: string | null
  /** Milliseconds since the epoch. */
  readonly firstSeen: number
  readonly lastSeen: number
  readonly reports: number
  readonly open: number
  /** Ids of its clusters. */
  readonly clusters: readonly number[]
  /** The version of the earliest report that names one; null if none does. */
  readonly began: string | null
  /** The one that is claimed in the repository, or else the signature's for its product; null if there is neither. */
  readonly fix: CauseFix | null
}

export interface CauseAcross {
  /** The signature. */
  readonly cause: string
  /** The server that failed; null if the signature captures none. */
  readonly host: string | null
  readonly firstSeen: number
  readonly lastSeen: number
  readonly reports: number
  /** At least two, the one that saw it first in front. */
  readonly repositories: readonly CauseInRepository[]
}

/** @returns the causes of at least two repositories, the one seen last in front */
export function causesAcross(sources: readonly CauseSource[], pack: Pick<Pack, 'signatures'>): readonly CauseAcross[] {
  const found = sources.flatMap((source) => source.issues.flatMap((issue) => toPlace(source, issue)))
  const byCause = Map.groupBy(found, ({ cause, host }) => `${cause} ${host ?? ''}`)
  return [...byCause.values()]
    .flatMap((its) => entryOf(its, pack))
    .sort((a, b) => b.lastSeen - a.lastSeen || (a.cause < b.cause ? -1 : 1))
}

interface Place {
  readonly cause: string
  readonly host: string | null
  readonly source: CauseSource
  readonly issue: CauseReport
}

/** Counts what the bot asserted, or would have asserted, and nobody rejected. */
function toPlace(source: CauseSource, issue: CauseReport): readonly Place[] {
  const { signature: cause, host, decided, rejected } = issue
  const isAsserted = decided === null || decided.decision === 'assert'
  if (cause === null || !isAsserted || rejected !== null) return []
  return [{ cause, host: host?.toLowerCase() ?? null, source, issue }]
}

function entryOf(places: readonly Place[], pack: Pick<Pack, 'signatures'>): readonly CauseAcross[] {
  const [first] = places
  const bySource = [...Map.groupBy(places, ({ source }) => source)]
  if (first === undefined || bySource.length < 2) return []
  const { cause, host } = first
  const repositories = bySource
    .map(([source, its]) =>
      inRepository(
        source,
        its.map(({ issue }) => issue),
        { cause, pack },
      ),
    )
    .sort((a, b) => a.firstSeen - b.firstSeen)
  const lastSeen = Math.max(...repositories.map((it) => it.lastSeen))
  const [{ firstSeen }] = repositories as [CauseInRepository]
  const reports = repositories.reduce((sum, it) => sum + it.reports, 0)
  return [{ cause, host, firstSeen, lastSeen, reports, repositories }]
}

interface CauseContext {
  readonly cause: string
  readonly pack: Pick<Pack, 'signatures'>
}

function inRepository(source: CauseSource, its: readonly CauseReport[], context: CauseContext): CauseInRepository {
  const oldestFirst = its.toSorted((a, b) => a.createdAt - b.createdAt)
  const times = oldestFirst.map(({ createdAt }) => createdAt)
  const product = source.product ?? mostFrequent(its.flatMap((it) => it.product ?? []))
  const clusters = [...new Set(its.flatMap(({ cluster }) => cluster ?? []))]
  return {
    repository: { owner: source.repository.owner, repo: source.repository.repo },
    role: source.role ?? (product === null ? null : roleOfProduct(product)),
    product,
    firstSeen: times[0] ?? 0,
    lastSeen: times.at(-1) ?? 0,
    reports: its.length,
    open: its.filter(({ open }) => open).length,
    clusters: clusters.sort((a, b) => a - b),
    began: oldestFirst.find(({ version }) => version !== null)?.version ?? null,
    fix: claimedFix(source, its, clusters) ?? (product === null ? null : signatureFix(product, context)),
  }
}

/** The repository knows more about its own fix than the signature does. */
function claimedFix({ fixes }: CauseSource, its: readonly CauseReport[], clusters: readonly number[]): CauseFix | null {
  const numbers = new Set(its.map(({ number }) => number))
  const fix = fixes.find(({ cluster, ledger }) =>
    cluster === null ? numbers.has(ledger.claim.number) : clusters.includes(cluster),
  )
  if (fix === undefined) return null
  const { state, claim, product } = fix.ledger
  return { by: claim.by, state, product, version: claim.version }
}

/** The newest version that the signature says fixed the failure in this product. */
function signatureFix(product: string, { cause, pack }: CauseContext): CauseFix | null {
  const fixes = pack.signatures.get(cause)?.['fixed-in'].filter((it) => it.product === product) ?? []
  const newest = fixes.toSorted((a, b) => compareVersions(b.version, a.version))[0]
  return newest === undefined ? null : { by: 'signature', state: null, product, version: newest.version }
}

function mostFrequent(values: readonly string[]): string | null {
  const counts = [...Map.groupBy(values, (it) => it)].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
  return counts[0]?.[0] ?? null
}
