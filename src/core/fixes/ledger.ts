/**
 * The ledger of a cluster's fix: who claimed which version, and what the reporters found. It is computed from what people
 * did, in the order of time: *claimed*, then *supported* or *contradicted* once two people agree. Nobody moves it alone,
 * except a maintainer by command. Does no I/O.
 */
import type { IndexedReport } from '../duplicates/digest.ts'
import type { FeedbackEvent } from '../feedback/feedback-event.ts'
import { orderVersions } from '../version-order.ts'
import { type ClaimMade, claimsIn, type FixClaim } from './claims.ts'
import { type Finding, findingsIn, isAbout, peopleWhoFound } from './findings.ts'
import type { FixSignal } from './fix-signal.ts'

export type FixState = 'claimed' | 'supported' | 'contradicted'

/** A report of the same cause on a version that is newer than the fix. */
export interface FixRegression {
  readonly number: number
  readonly version: string
}

export interface FixLedger {
  readonly state: FixState
  readonly claim: FixClaim
  /** What a maintainer decided by command; null if nobody did. */
  readonly settled: 'works' | 'fails' | null
  /** The product that the version is about; null if no report names one. */
  readonly product: string | null
  /** Logins of the people who say that it works, in lower case; each person's last words count. */
  readonly works: readonly string[]
  /** Logins of the people who say that it still fails, or reported it on the fixed version or a newer one. */
  readonly fails: readonly string[]
  /** Oldest first. */
  readonly regressions: readonly FixRegression[]
}

export interface FixEvidence {
  readonly signals: readonly FixSignal[]
  /** `fixed-in` events on the cluster's issues. */
  readonly commands: readonly FeedbackEvent[]
  /** The cluster's reports, in any order. */
  readonly reports: readonly IndexedReport[]
}

/** Accounts cost nothing, and one person can be wrong. */
const MIN_PEOPLE = 2

/** @returns null if no fix is claimed, or a maintainer withdrew the claim */
export function computeLedger({ signals, commands, reports }: FixEvidence): FixLedger | null {
  const facts = { product: productOf(reports), findings: findingsIn(signals, reports) }
  let held: Held | null = null
  for (const next of claimsIn(signals, commands)) held = afterClaim(held, next, facts)
  return held === null ? null : describe(held, facts)
}

/** The claim in force. */
interface Held {
  readonly claim: FixClaim
  readonly settled: { readonly as: 'works' | 'fails'; readonly at: number } | null
}

interface Facts {
  readonly product: string | null
  /** Oldest first. */
  readonly findings: readonly Finding[]
}

/** A command is final until people contradict it. */
function afterClaim(held: Held | null, { kind, claim }: ClaimMade, facts: Facts): Held | null {
  if (kind === 'withdrawn') return null
  const same = held !== null && isSameVersion(held.claim, claim) ? held : null
  if (kind !== 'claim') return { claim: same?.claim ?? claim, settled: { as: kind, at: claim.at } }
  if (same !== null)
    return claim.by === 'command' ? { ...same, claim: { ...same.claim, by: 'command', who: claim.who } } : same
  if (held === null || claim.by === 'command' || mayReplace(held, claim, facts)) return { claim, settled: null }
  return held
}

function isSameVersion(a: FixClaim, b: FixClaim): boolean {
  return a.version !== null && b.version !== null && orderVersions(a.version, b.version) === 0
}

/**
 * A release replaces a merged change, whose version it gives; a claim that has been contradicted; and an older release
 * that nobody supports yet, because a fix that is released again was not enough.
 */
function mayReplace(held: Held, { version, at }: FixClaim, facts: Facts): boolean {
  if (held.claim.version === null) return version !== null
  const { state } = describe(held, { ...facts, findings: facts.findings.filter((it) => it.at <= at) })
  const isNewer = version === null || (orderVersions(version, held.claim.version) ?? 0) > 0
  if (!isNewer || state === 'supported') return false
  return state === 'contradicted' || (version !== null && held.claim.by !== 'command')
}

function describe({ claim, settled }: Held, { product, findings }: Facts): FixLedger {
  const about = findings.filter((it) => isAbout(it, claim, product))
  const since = settled === null ? about : about.filter(({ at }) => at > settled.at)
  return {
    state: stateOf(settled?.as ?? null, since),
    claim,
    settled: settled?.as ?? null,
    product,
    works: peopleWhoFound('works', about),
    fails: peopleWhoFound('fails', about),
    regressions: about.flatMap(({ report, version }) => {
      const isNewer = claim.version !== null && (orderVersions(version, claim.version) ?? 0) > 0
      return report !== null && isNewer ? [{ number: report.number, version }] : []
    }),
  }
}

/** Two people who contradict outweigh any number who do not: a wrong "fixed" sends every later reporter the wrong way. */
function stateOf(settled: FixLedger['settled'], findings: readonly Finding[]): FixState {
  if (peopleWhoFound('fails', findings).length >= MIN_PEOPLE) return 'contradicted'
  if (peopleWhoFound('works', findings).length >= MIN_PEOPLE) return 'supported'
  if (settled === null) return 'claimed'
  return settled === 'works' ? 'supported' : 'contradicted'
}

/** The product that most reports name. */
function productOf(reports: readonly IndexedReport[]): string | null {
  const named = reports.flatMap(({ digest }) => digest.environment.product ?? [])
  const counts = [...Map.groupBy(named, (it) => it)].map(([product, its]) => ({ product, count: its.length }))
  return counts.sort((a, b) => b.count - a.count || (a.product < b.product ? -1 : 1))[0]?.product ?? null
}

/** How a report's version compares with the fix; `unknown` if the report names none, or another product. */
export type FixRelation = 'older' | 'same' | 'newer' | 'unknown'

export function relationToFix(
  { claim, product }: FixLedger,
  environment: IndexedReport['digest']['environment'],
): FixRelation {
  const isOther = environment.product !== null && product !== null && environment.product !== product
  if (environment.version === null || claim.version === null || isOther) return 'unknown'
  const order = orderVersions(environment.version, claim.version)
  if (order === null) return 'unknown'
  return order === 0 ? 'same' : order < 0 ? 'older' : 'newer'
}
