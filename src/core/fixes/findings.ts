/** What the reporters of a cluster found on the version that is said to fix it. Nobody else counts. */
import type { IndexedReport } from '../duplicates/digest.ts'
import { orderVersions } from '../version-order.ts'
import type { FixClaim } from './claims.ts'
import type { FixSignal } from './fix-signal.ts'

/** What one person found on a version. */
export interface Finding {
  readonly word: 'works' | 'fails'
  /** Login in lower case. */
  readonly who: string
  readonly version: string
  readonly at: number
  /** The report, if a report and not a comment says it. */
  readonly report: IndexedReport | null
}

/** Deleted accounts share one name, and reports from a file may have no author. */
const NOBODY: ReadonlySet<string> = new Set(['ghost', ''])

/** @returns oldest first; every report with a version is a finding that this version fails */
export function findingsIn(signals: readonly FixSignal[], reports: readonly IndexedReport[]): readonly Finding[] {
  const reporters = new Set(reports.map(({ author }) => author.toLowerCase()))
  const said = signals.flatMap(({ kind, who, version, at }): readonly Finding[] => {
    if ((kind !== 'works' && kind !== 'fails') || who === null || version === null) return []
    return [{ word: kind, who: who.toLowerCase(), version, at, report: null }]
  })
  const reported = reports.flatMap((report): readonly Finding[] => {
    const { version } = report.digest.environment
    return version === null
      ? []
      : [{ word: 'fails', who: report.author.toLowerCase(), version, at: report.createdAt, report }]
  })
  return [...said, ...reported].filter(({ who }) => reporters.has(who) && !NOBODY.has(who)).sort((a, b) => a.at - b.at)
}

/**
 * Whether a finding is about the version that a claim names, or a newer one.
 * @param product the product that the version is about; null if unknown
 */
export function isAbout({ version, at, report }: Finding, claim: FixClaim, product: string | null): boolean {
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

/** @returns the logins of the people whose last finding is this */
export function peopleWhoFound(word: Finding['word'], findings: readonly Finding[]): readonly string[] {
  const last = new Map(findings.map((it) => [it.who, it.word]))
  return [...last].filter(([, found]) => found === word).map(([who]) => who)
}
