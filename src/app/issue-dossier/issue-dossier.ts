/**
 * The report on one issue: an issue and a reader of GitHub come in, one Markdown document in plain English goes out.
 * It reads and never writes; what it cannot read it names. Every statement says who made it.
 */
import type { IssueReader, Release } from '../../adapters/github/issue-reader.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import { type CrawledIssues, crawl, type LinksOf, type WalkOptions } from './crawl.ts'
import { renderDocument } from './document.ts'
import type { DossierWording } from './dossier-wording.ts'
import { workOut } from './findings.ts'
import { findIssueLinks } from './links-of-issue.ts'
import { type RedactTexts, redactedReader, redactTexts } from './redacted-reader.ts'

export interface DossierReaderDeps {
  readonly reader: IssueReader
  readonly writer: ReportWriter
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/** Reads what strangers wrote, and writes it up. The bot has both done in another thread. */
export interface ReportWriter {
  readonly redact: RedactTexts
  readonly linksOf: LinksOf
  write(crawled: CrawledIssues, releases: readonly Release[], wording: DossierWording): Promise<string>
}

/** Reads and writes in this thread. */
export function createInProcessWriter(pack: Pack): ReportWriter {
  return {
    redact: async (value) => redactTexts(value),
    linksOf: async (issue, context) => findIssueLinks(issue, context),
    write: async (crawled, releases, wording) => renderDocument(workOut(crawled, releases, pack), wording),
  }
}

export interface IssueReport {
  /** Markdown. */
  readonly document: string
  /** Set when GitHub's rate limit ended the reading; how long it asks to wait, in milliseconds. */
  readonly waitMs: number | null
}

/**
 * @returns null when the issue does not exist or may not be seen
 * @throws TriageError('github-refused') when the issue itself cannot be read
 */
export async function reportOnIssue(
  start: IssueRef,
  options: WalkOptions,
  deps: DossierReaderDeps,
): Promise<IssueReport | null> {
  const { writer, clock } = deps
  const reader = redactedReader(deps.reader, writer.redact)
  // 1. Gather the issue and what it is linked to.
  const crawled = await crawl(start, { reader, linksOf: writer.linksOf }, options)
  if (crawled === null) return null
  // 2. Ask which releases there are, unless GitHub asked to wait.
  const { owner, repo } = crawled.start.head.ref
  const releases = crawled.waitMs === null ? await reader.readReleases(owner, repo).catch(() => []) : []
  // 3. and 4., pure: work out what it all says, and write it down.
  const document = await writer.write(crawled, releases, { host: options.host, now: clock() })
  return { document, waitMs: crawled.waitMs }
}
