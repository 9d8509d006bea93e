/**
 * Writes an issue's dossier: the issue and everything that is linked to it, as one Markdown document. Only reads from
 * GitHub. The document lists everything that could not be read, and names the author of every statement.
 */
import type { IssueReader, Release } from '../../adapters/github/issue-reader.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import { type CrawledIssues, type CrawlOptions, crawl, type LinksOf } from './crawl.ts'
import { renderDocument } from './document.ts'
import type { DossierWording } from './dossier-wording.ts'
import { deriveFindings } from './findings.ts'
import { findIssueLinks } from './links-of-issue.ts'
import { type RedactTexts, redactedReader, redactTexts } from './redacted-reader.ts'

export interface DossierReaderDeps {
  readonly reader: IssueReader
  readonly writer: DossierWriter
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

/** Reads untrusted text and renders the document. In the bot, both happen on another thread. */
export interface DossierWriter {
  readonly redact: RedactTexts
  readonly linksOf: LinksOf
  write(crawled: CrawledIssues, releases: readonly Release[], wording: DossierWording): Promise<string>
}

/** Does all the work on the current thread. */
export function createInProcessWriter(pack: Pack): DossierWriter {
  return {
    redact: async (value) => redactTexts(value),
    linksOf: async (issue, context) => findIssueLinks(issue, context),
    write: async (crawled, releases, wording) => renderDocument(deriveFindings(crawled, releases, pack), wording),
  }
}

export interface Dossier {
  /** Markdown. */
  readonly document: string
  /** How long GitHub asks clients to wait, in milliseconds, if its rate limit ended the crawl; otherwise null. */
  readonly waitMs: number | null
}

/**
 * @returns null if the issue does not exist or is not visible
 * @throws TriageError('github-refused') when the issue itself cannot be read
 */
export async function buildDossier(
  start: IssueRef,
  options: CrawlOptions,
  deps: DossierReaderDeps,
): Promise<Dossier | null> {
  const { writer, clock } = deps
  const reader = redactedReader(deps.reader, writer.redact)
  // 1. Crawl the issue and its links.
  const crawled = await crawl(start, { reader, linksOf: writer.linksOf }, options)
  if (crawled === null) return null
  // 2. Read the releases, unless GitHub asked the bot to wait.
  const { owner, repo } = crawled.start.head.ref
  const releases = crawled.waitMs === null ? await reader.readReleases(owner, repo).catch(() => []) : []
  // 3. Derive the findings and 4. render the document. Both are pure.
  const document = await writer.write(crawled, releases, { host: options.host, now: clock() })
  return { document, waitMs: crawled.waitMs }
}
