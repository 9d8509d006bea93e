/**
 * Crawls outwards from one issue along its links, within limits: nearest issues first, and at the same distance the
 * issues with the most informative links first. Returns the issues that were read, every link, and the issues that were
 * not read, with the reasons. A rate limit ends the crawl, but the dossier is still written.
 */
import type { IssueReader } from '../../adapters/github/issue-reader.ts'
import { classifyRefusal } from '../../adapters/github/refusal.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { IssueLinkContext } from './links-of-issue.ts'
import { type CrawledIssue, keyOf, type Link, rankOf, type UnreadIssue } from './relations.ts'

export interface CrawlOptions {
  /** Maximum distance from the issue. At that distance, only the title and the body are read. */
  readonly depth: number
  /** Maximum number of issues. */
  readonly most: number
  readonly host: string
  readonly onRead?: (done: number, known: number) => void
}

/** Finds the links in an issue and its comments. */
export type LinksOf = (issue: CrawledIssue, context: IssueLinkContext) => Promise<readonly Link[]>

interface Sources {
  readonly reader: IssueReader
  readonly linksOf: LinksOf
}

export interface CrawledIssues {
  readonly start: CrawledIssue
  /** Every issue that was read, by key, with the starting issue first. */
  readonly known: ReadonlyMap<string, CrawledIssue>
  readonly links: readonly Link[]
  readonly unread: ReadonlyMap<string, { readonly ref: IssueRef; readonly why: UnreadIssue }>
  /** How long GitHub asks clients to wait, in milliseconds, if its rate limit ended the crawl; otherwise null. */
  readonly waitMs: number | null
}

/** Maximum number of timeline pages to read, with 100 entries each, for the issue itself and for a linked issue. */
const OWN_PAGES = 10
const LINKED_PAGES = 2

/**
 * @returns null if the issue does not exist or is not visible
 * @throws TriageError('github-refused') when the issue itself cannot be read
 */
export async function crawl(start: IssueRef, sources: Sources, options: CrawlOptions): Promise<CrawledIssues | null> {
  const crawler = new Crawler(sources, options)
  const first = await crawler.read(start, 0)
  if (first === null) return null
  for (let distance = 1; distance <= options.depth && crawler.waitMs === null; distance++) {
    for (const ref of crawler.frontier()) {
      if (crawler.known.size >= options.most) break
      if (!(await crawler.tryRead(ref, distance))) break
    }
  }
  crawler.markRest()
  const { known, links, unread, waitMs } = crawler
  return { start: first, known, links, unread, waitMs }
}

class Crawler {
  readonly known = new Map<string, CrawledIssue>()
  readonly unread = new Map<string, { ref: IssueRef; why: UnreadIssue }>()
  links: Link[] = []
  waitMs: number | null = null
  readonly #reader: IssueReader
  readonly #linksOf: LinksOf
  readonly #options: CrawlOptions
  /** An issue's old key → its current location, because repositories can move. */
  readonly #moved = new Map<string, IssueRef>()

  constructor({ reader, linksOf }: Sources, options: CrawlOptions) {
    this.#reader = reader
    this.#linksOf = linksOf
    this.#options = options
  }

  /** Linked issues that have not been read yet, those with the most informative link first. */
  frontier(): readonly IssueRef[] {
    const found = new Map<string, { ref: IssueRef; rank: number; count: number }>()
    for (const { from, to, relation } of this.links) {
      for (const ref of [from, to]) {
        const key = keyOf(ref)
        if (this.known.has(key) || this.unread.has(key)) continue
        const { rank, count } = found.get(key) ?? { rank: rankOf(relation), count: 0 }
        found.set(key, { ref, rank: Math.min(rank, rankOf(relation)), count: count + 1 })
      }
    }
    return [...found.values()].sort((a, b) => a.rank - b.rank || b.count - a.count).map(({ ref }) => ref)
  }

  /** @returns false if GitHub's rate limit is used up, so nothing more can be read */
  async tryRead(ref: IssueRef, distance: number): Promise<boolean> {
    try {
      await this.read(ref, distance)
    } catch (error) {
      const { kind, retryAfterMs } = classifyRefusal(error)
      if (kind === 'rate-limited') this.waitMs = retryAfterMs ?? 0
      else this.unread.set(keyOf(ref), { ref, why: 'gone' })
    }
    return this.waitMs === null
  }

  /** @returns null if the issue is gone */
  async read(ref: IssueRef, distance: number): Promise<CrawledIssue | null> {
    const { depth, host, onRead } = this.#options
    const head = await this.#reader.readHead(ref)
    if (head === null) {
      this.unread.set(keyOf(ref), { ref, why: 'gone' })
      return null
    }
    if (keyOf(head.ref) !== keyOf(ref)) this.#recordMove(ref, head.ref)
    const known = this.known.get(keyOf(head.ref))
    if (known !== undefined) return known
    const isReadWhole = distance === 0 || distance < depth
    const pages = distance === 0 ? OWN_PAGES : LINKED_PAGES
    const timeline = isReadWhole ? await this.#reader.readTimeline(head.ref, pages) : null
    const subIssues = isReadWhole && head.subIssues > 0 ? await this.#reader.readSubIssues(head.ref) : []
    const read = { head, timeline, distance }
    this.known.set(keyOf(head.ref), read)
    const links = await this.#linksOf(read, { host, subIssues })
    this.links.push(...links.map((link) => this.#withCurrentRefs(link)))
    onRead?.(this.known.size, Math.min(this.#options.most, this.known.size + this.frontier().length))
    return read
  }

  /** Replaces the old location with the new one in all links, including links that are found later. */
  #recordMove(from: IssueRef, to: IssueRef): void {
    this.#moved.set(keyOf(from), to)
    this.links = this.links
      .map((link) => this.#withCurrentRefs(link))
      .filter(({ from, to }) => keyOf(from) !== keyOf(to))
  }

  #withCurrentRefs(link: Link): Link {
    const from = this.#moved.get(keyOf(link.from)) ?? link.from
    const to = this.#moved.get(keyOf(link.to)) ?? link.to
    return { ...link, from, to }
  }

  markRest(): void {
    const why = this.waitMs === null ? 'not-followed' : 'interrupted'
    for (const ref of this.frontier()) this.unread.set(keyOf(ref), { ref, why })
  }
}
