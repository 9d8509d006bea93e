/**
 * The walk: from one issue along its links, nearest and most telling first, within bounds. Comes in: an issue and a
 * reader. Goes out: what was read, every link, and what was not read and why. A rate limit ends the walk, not the report.
 */
import type { IssueReader } from '../../adapters/github/issue-reader.ts'
import { classifyRefusal } from '../../adapters/github/refusal.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { IssueLinkContext } from './links-of-issue.ts'
import { type CrawledIssue, keyOf, type Link, rankOf, type UnreadIssue } from './relations.ts'

export interface WalkOptions {
  /** Steps from the issue; at the last one only title and body are read. */
  readonly depth: number
  /** Issues read in all. */
  readonly most: number
  readonly host: string
  readonly onRead?: (done: number, known: number) => void
}

/** Reads what an issue and its comments name. */
export type LinksOf = (issue: CrawledIssue, context: IssueLinkContext) => Promise<readonly Link[]>

interface Sources {
  readonly reader: IssueReader
  readonly linksOf: LinksOf
}

export interface CrawledIssues {
  readonly start: CrawledIssue
  /** Every issue that was read, the start first, by key. */
  readonly known: ReadonlyMap<string, CrawledIssue>
  readonly links: readonly Link[]
  readonly unread: ReadonlyMap<string, { readonly ref: IssueRef; readonly why: UnreadIssue }>
  /** Set when GitHub's rate limit ended the walk; how long it asks to wait, in milliseconds. */
  readonly waitMs: number | null
}

/** Pages of a timeline that are read, of 100 entries: of the issue itself, and of one that is linked. */
const OWN_PAGES = 10
const LINKED_PAGES = 2

/**
 * @returns null when the issue does not exist or may not be seen
 * @throws TriageError('github-refused') when the issue itself cannot be read
 */
export async function crawl(start: IssueRef, sources: Sources, options: WalkOptions): Promise<CrawledIssues | null> {
  const walk = new Walk(sources, options)
  const first = await walk.read(start, 0)
  if (first === null) return null
  for (let distance = 1; distance <= options.depth && walk.waitMs === null; distance++) {
    for (const ref of walk.frontier()) {
      if (walk.known.size >= options.most) break
      if (!(await walk.tryRead(ref, distance))) break
    }
  }
  walk.markRest()
  return { start: first, known: walk.known, links: walk.links, unread: walk.unread, waitMs: walk.waitMs }
}

class Walk {
  readonly known = new Map<string, CrawledIssue>()
  readonly unread = new Map<string, { ref: IssueRef; why: UnreadIssue }>()
  links: Link[] = []
  waitMs: number | null = null
  readonly #reader: IssueReader
  readonly #linksOf: LinksOf
  readonly #options: WalkOptions
  /** Where an issue is now, by the name it was asked by: repositories move. */
  readonly #moved = new Map<string, IssueRef>()

  constructor({ reader, linksOf }: Sources, options: WalkOptions) {
    this.#reader = reader
    this.#linksOf = linksOf
    this.#options = options
  }

  /** Issues that are named and not read yet, the most telling link first. */
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

  /** @returns false when GitHub's rate limit is used up, and nothing more can be read */
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

  /** @returns null when it is gone */
  async read(asked: IssueRef, distance: number): Promise<CrawledIssue | null> {
    const { depth, host, onRead } = this.#options
    const head = await this.#reader.readHead(asked)
    if (head === null) {
      this.unread.set(keyOf(asked), { ref: asked, why: 'gone' })
      return null
    }
    if (keyOf(head.ref) !== keyOf(asked)) this.#follow(asked, head.ref)
    const known = this.known.get(keyOf(head.ref))
    if (known !== undefined) return known
    const whole = distance === 0 || distance < depth
    const pages = distance === 0 ? OWN_PAGES : LINKED_PAGES
    const timeline = whole ? await this.#reader.readTimeline(head.ref, pages) : null
    const subIssues = whole && head.subIssues > 0 ? await this.#reader.readSubIssues(head.ref) : []
    const read = { head, timeline, distance }
    this.known.set(keyOf(head.ref), read)
    const links = await this.#linksOf(read, { host, subIssues })
    this.links.push(...links.map((link) => this.#renamed(link)))
    onRead?.(this.known.size, Math.min(this.#options.most, this.known.size + this.frontier().length))
    return read
  }

  /** From now on everything that names the old place means the new one. */
  #follow(old: IssueRef, now: IssueRef): void {
    this.#moved.set(keyOf(old), now)
    this.links = this.links.map((link) => this.#renamed(link)).filter(({ from, to }) => keyOf(from) !== keyOf(to))
  }

  #renamed(link: Link): Link {
    const from = this.#moved.get(keyOf(link.from)) ?? link.from
    const to = this.#moved.get(keyOf(link.to)) ?? link.to
    return { ...link, from, to }
  }

  markRest(): void {
    const why = this.waitMs === null ? 'not-followed' : 'interrupted'
    for (const ref of this.frontier()) this.unread.set(keyOf(ref), { ref, why })
  }
}
