/**
 * The ledger of a cluster's fix: who claimed which version, and what the reporters found. It is computed from what people
 * did, in the order of time: *claimed*, then *supported* or *contradicted* once two people agree. Nobody moves it alone,
 * except a maintainer by command. Does no I/O.
 */
import type { IndexedReport } from '../duplicates/digest.ts'
import type { FeedbackEvent } from '../feedback/feedback-event.ts'
import { orderVersions } from '../version-order.ts'
import type { FixSignal } from './fix-signal.ts'

export type FixState = 'claimed' | 'supported' | 'contradicted'

export interface FixClaim {
  /** First version without the failure; null for a merged change that is in no known release. */
  readonly version: string | null
  readonly by: 'command' | 'release' | 'merge'
  /** Login of the maintainer who gave the command; null otherwise. */
  readonly who: string | null
  /** URL of the release, the pull request or the commit; null for a command. */
  readonly url: string | null
  /** Number of the issue that the claim is about. */
  readonly number: number
  /** Milliseconds since the epoch. */
  readonly at: number
}

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
  /** Maintainers' `fixed-in` events on the cluster's issues. */
  readonly commands: readonly FeedbackEvent[]
  /** The cluster's reports, in any order. */
  readonly reports: readonly IndexedReport[]
}

/** Accounts cost nothing, and one person can be wrong. */
export const MIN_PEOPLE_TO_MOVE = 2

/** @returns null if no fix is claimed, or a maintainer withdrew the claim */
export function computeLedger(evidence: FixEvidence): FixLedger | null {
  const facts = { product: productOf(evidence.reports), findings: findingsIn(evidence) }
  let held: Held | null = null
  for (const next of claimsIn(evidence)) held = afterClaim(held, next, facts)
  return held === null ? null : describe(held, facts)
}

/** A claim, or a maintainer's decision about one. */
interface ClaimMade {
  readonly kind: 'claim' | 'works' | 'fails' | 'withdrawn'
  readonly claim: FixClaim
}

/** The claim in force. */
interface Held {
  readonly claim: FixClaim
  readonly settled: { readonly as: 'works' | 'fails'; readonly at: number } | null
}

/** What one person found on a version. */
interface Finding {
  readonly word: 'works' | 'fails'
  readonly who: string
  readonly version: string
  readonly at: number
  /** The report, if a report and not a comment says it. */
  readonly report: IndexedReport | null
}

interface Facts {
  readonly product: string | null
  /** Oldest first. */
  readonly findings: readonly Finding[]
}

function claimsIn({ signals, commands }: FixEvidence): readonly ClaimMade[] {
  const noticed = signals.flatMap((it): ClaimMade[] => {
    if (it.kind !== 'released' && it.kind !== 'merged') return []
    const { version, url, number, at } = it
    return [
      { kind: 'claim', claim: { version, by: version === null ? 'merge' : 'release', who: null, url, number, at } },
    ]
  })
  const given = commands.flatMap((it): ClaimMade[] => {
    if (it.rights !== 'maintainer' || it.detail === null) return []
    const [version = '', as] = it.detail.split(' ')
    const claim = { version, by: 'command', who: it.who, url: null, number: it.ref.number, at: it.at } as const
    const kind = version === 'none' ? 'withdrawn' : as === 'works' || as === 'fails' ? as : 'claim'
    return [{ kind, claim }]
  })
  return [...noticed, ...given].sort((a, b) => a.claim.at - b.claim.at)
}

/**
 * A command is final. A release replaces a merged change, whose version it gives; a claim that has been contradicted; and
 * an older, unsupported claim of a release, because a fix that is released again was not enough.
 */
function afterClaim(held: Held | null, { kind, claim }: ClaimMade, facts: Facts): Held | null {
  if (kind === 'withdrawn') return null
  const isSame =
    held !== null && held.claim.version !== null && orderVersions(claim.version ?? '', held.claim.version) === 0
  if (kind !== 'claim') {
    return { claim: isSame ? held.claim : claim, settled: { as: kind, at: claim.at } }
  }
  if (isSame && held !== null)
    return claim.by === 'command' ? { ...held, claim: { ...held.claim, by: 'command', who: claim.who } } : held
  if (held === null || claim.by === 'command') return { claim, settled: null }
  return mayReplace(held, claim, facts) ? { claim, settled: null } : held
}

function mayReplace(held: Held, { version, at }: FixClaim, facts: Facts): boolean {
  if (held.claim.version === null) return version !== null
  const { state } = describe(held, { ...facts, findings: facts.findings.filter((it) => it.at <= at) })
  const isNewer = version === null || (orderVersions(version, held.claim.version) ?? 0) > 0
  if (!isNewer || state === 'supported') return false
  return state === 'contradicted' || (version !== null && held.claim.by !== 'command')
}

function describe({ claim, settled }: Held, { product, findings }: Facts): FixLedger {
  const about = findings.filter((it) => isAbout(it, claim, product))
  const works = peopleWhoSay('works', about)
  const fails = peopleWhoSay('fails', about)
  const since = settled === null ? about : about.filter(({ at }) => at > settled.at)
  return {
    state: stateOf(settled?.as ?? null, peopleWhoSay('works', since), peopleWhoSay('fails', since)),
    claim,
    settled: settled?.as ?? null,
    product,
    works,
    fails,
    regressions: about.flatMap(({ report, version }) =>
      report !== null && isNewerThan(version, claim) ? [{ number: report.number, version }] : [],
    ),
  }
}

/** Two people who contradict outweigh any number who do not: a wrong "fixed" sends every later reporter the wrong way. */
function stateOf(settled: 'works' | 'fails' | null, works: readonly string[], fails: readonly string[]): FixState {
  if (fails.length >= MIN_PEOPLE_TO_MOVE) return 'contradicted'
  if (works.length >= MIN_PEOPLE_TO_MOVE) return 'supported'
  if (settled === null) return 'claimed'
  return settled === 'works' ? 'supported' : 'contradicted'
}

/** Each person's last finding counts. */
function peopleWhoSay(word: Finding['word'], findings: readonly Finding[]): readonly string[] {
  const last = new Map(findings.map((it) => [it.who, it.word]))
  return [...last].filter(([, said]) => said === word).map(([who]) => who)
}

function isAbout({ version, at, report }: Finding, claim: FixClaim, product: string | null): boolean {
  if (claim.version === null || (orderVersions(version, claim.version) ?? -1) < 0) return false
  // Words may come before the command that claims the version; only new reports contradict.
  if (report === null) return isNear(version, claim.version)
  const named = report.digest.environment.product
  return at > claim.at && (named === null || product === null || named === product)
}

/** A comment may give the version of something else, which is rarely of the same or the next major version. */
function isNear(version: string, claimed: string): boolean {
  const majors = Number.parseInt(version, 10) - Number.parseInt(claimed, 10)
  return majors === 0 || majors === 1
}

function isNewerThan(version: string, claim: FixClaim): boolean {
  return claim.version !== null && (orderVersions(version, claim.version) ?? 0) > 0
}

const GHOST = 'ghost'

/** What the reporters of the cluster found. Nobody else counts. */
function findingsIn({ signals, reports }: FixEvidence): readonly Finding[] {
  const reporters = new Set(reports.map(({ author }) => author.toLowerCase()))
  const said = signals.flatMap(({ kind, who, version, at }): Finding[] => {
    if ((kind !== 'works' && kind !== 'fails') || who === null || version === null) return []
    return [{ word: kind, who: who.toLowerCase(), version, at, report: null }]
  })
  const reported = reports.flatMap((report): Finding[] => {
    const { version } = report.digest.environment
    if (version === null) return []
    return [{ word: 'fails', who: report.author.toLowerCase(), version, at: report.createdAt, report }]
  })
  return [...said, ...reported].filter(({ who }) => reporters.has(who) && who !== GHOST).sort((a, b) => a.at - b.at)
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
