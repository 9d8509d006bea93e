/** Derives the document's content from the crawled issues: diagnoses, comparisons, fixes and workarounds. Pure. */

import type { Release } from '../../adapters/github/issue-reader.ts'
import { diagnose } from '../../core/diagnosis/diagnose.ts'
import type { Diagnosis } from '../../core/diagnosis/diagnosis.ts'
import { readReport } from '../../core/report/read-report.ts'
import type { Report } from '../../core/report/report.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import { type CauseComparison, compareCauses } from './compare-causes.ts'
import type { CrawledIssues } from './crawl.ts'
import { findWorkarounds, type Workaround } from './find-workarounds.ts'
import { type CrawledIssue, keyOf, type Link, rankOf } from './relations.ts'

/** A linked issue, its links, and how its cause compares with the dossier's issue. */
export interface LinkedIssue {
  readonly issue: CrawledIssue
  /** The links between this issue and other issues that were read, the most informative first. */
  readonly links: readonly Link[]
  readonly comparison: CauseComparison
}

/** A linked pull request, with the releases whose notes mention it. */
export interface LinkedPull {
  readonly pull: CrawledIssue
  readonly links: readonly Link[]
  /** Whether its text says that it fixes the issue. */
  readonly claimsToFix: boolean
  readonly releases: readonly Release[]
}

export interface DossierFindings {
  readonly start: CrawledIssue
  readonly report: Report
  readonly diagnosis: Diagnosis
  readonly issues: readonly LinkedIssue[]
  readonly pulls: readonly LinkedPull[]
  /** Releases whose notes mention the issue itself. */
  readonly releases: readonly Release[]
  readonly workarounds: readonly Workaround[]
  readonly crawled: CrawledIssues
  readonly pack: Pack
}

export function deriveFindings(crawled: CrawledIssues, releases: readonly Release[], pack: Pack): DossierFindings {
  const { start } = crawled
  const report = toReport(start)
  const diagnosis = diagnose(report, pack)
  const linked = [...crawled.known.values()].filter((it) => it !== start)
  const linksOf = linksByIssue(crawled)
  const toIssue = (issue: CrawledIssue): LinkedIssue => {
    const comparison = compareCauses(diagnosis, diagnose(toReport(issue), pack), pack)
    return { issue, links: linksOf(issue), comparison }
  }
  const toPull = (pull: CrawledIssue): LinkedPull => {
    const links = linksOf(pull)
    const claimsToFix = links.some(({ relation, to }) => relation === 'fixes' && keyOf(to) === keyOf(start.head.ref))
    return { pull, links, claimsToFix, releases: releasesNaming(pull, releases) }
  }
  return {
    start,
    report,
    diagnosis,
    issues: linked.filter(({ head }) => !head.isPullRequest).map(toIssue),
    pulls: linked.filter(({ head }) => head.isPullRequest).map(toPull),
    releases: releasesNaming(start, releases),
    workarounds: [start, ...linked].flatMap(findWorkarounds),
    crawled,
    pack,
  }
}

/** Returns a function that looks up an issue's links to other issues that were read, the most informative first. */
function linksByIssue({ start, known, links }: CrawledIssues): (issue: CrawledIssue) => readonly Link[] {
  const ends = links
    .filter(({ from, to }) => known.has(keyOf(from)) && known.has(keyOf(to)))
    .flatMap((link) => [link.from, link.to].map((end) => ({ key: keyOf(end), link })))
  const byIssue = Map.groupBy(ends, ({ key }) => key)
  return ({ head }) => (byIssue.get(keyOf(head.ref)) ?? []).map(({ link }) => link).sort(mostInformativeFirst(start))
}

function toReport({ head }: CrawledIssue): Report {
  return readReport({ title: head.title, body: head.body, attachments: [] })
}

/** Links to the dossier's issue come first. */
function mostInformativeFirst({ head }: CrawledIssue): (a: Link, b: Link) => number {
  const start = keyOf(head.ref)
  const touches = ({ from, to }: Link) => (keyOf(from) === start || keyOf(to) === start ? 0 : 1)
  return (a, b) => touches(a) - touches(b) || rankOf(a.relation) - rankOf(b.relation) || a.at - b.at
}

/** Release notes mention an issue or pull request by number or by URL. */
function releasesNaming({ head }: CrawledIssue, releases: readonly Release[]): readonly Release[] {
  const { owner, repo, number } = head.ref
  const path = `/${owner}/${repo}/`.toLowerCase()
  const mention = new RegExp(`(?:#|/(?:issues|pull)/)${number}(?!\\d)`)
  return releases.filter(({ notes, url }) => url.toLowerCase().includes(path) && mention.test(notes))
}
