/**
 * The report on one issue: an issue and a reader of GitHub come in, one Markdown document in plain English goes out.
 * It reads and never writes; what it cannot read it names. Every statement says who made it.
 */
import type { IssueReader } from '../github/issue-reader.ts'
import type { IssueRef } from '../issue-ref.ts'
import type { Pack } from '../signatures/pack.ts'
import { renderDocument } from './document.ts'
import { workOut } from './findings.ts'
import { gather, type WalkOptions } from './gather.ts'
import { redactedReader } from './redacted-reader.ts'

export interface IssueReportWorld {
  readonly reader: IssueReader
  readonly pack: Pack
  /** Milliseconds since the epoch. */
  readonly clock: () => number
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
  world: IssueReportWorld,
): Promise<IssueReport | null> {
  const { pack, clock } = world
  const reader = redactedReader(world.reader)
  // 1. Gather the issue and what it is linked to.
  const gathered = await gather(start, reader, options)
  if (gathered === null) return null
  // 2. Ask which releases there are, unless GitHub asked to wait.
  const { owner, repo } = gathered.start.head.ref
  const releases = gathered.waitMs === null ? await reader.readReleases(owner, repo).catch(() => []) : []
  // 3. and 4., pure: work out what it all says, and write it down.
  const findings = workOut(gathered, releases, pack)
  return { document: renderDocument(findings, { host: options.host, now: clock() }), waitMs: gathered.waitMs }
}
