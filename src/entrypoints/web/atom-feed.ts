/** Writes an Atom feed: https://www.rfc-editor.org/rfc/rfc4287 */
import type { Context } from 'hono'
import { html } from 'hono/html'

/** Readers may keep a feed for this long; whether they may read it is checked on every request. */
export const FEED_CACHE = 'private, max-age=300'
const XML = '<?xml version="1.0" encoding="utf-8"?>\n'

export interface FeedEntry {
  /** Path with a fragment. Stable, so that a reader shows an entry once. */
  readonly id: string
  readonly title: string
  readonly text: string
  readonly path: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

export interface FeedHead {
  readonly title: string
  /** Path of the page that shows the same. */
  readonly page: string
  /** Path of the feed. */
  readonly self: string
}

/** @param entries newest first */
export function atomFeed(c: Context, { title, page, self }: FeedHead, entries: readonly FeedEntry[]) {
  const origin = originOf(c)
  const iso = (time: number) => new Date(time).toISOString()
  const feed = html`<feed xmlns="http://www.w3.org/2005/Atom"><title>${title}</title><id>${origin}${page}</id>
<link rel="self" href="${origin}${self}"/><link rel="alternate" href="${origin}${page}"/><updated>${iso(entries[0]?.at ?? 0)}</updated><author><name>auth-triage</name></author>
${entries.map(
  (
    it,
  ) => html`<entry><id>${origin}${it.id}</id><title>${printable(it.title)}</title><link rel="alternate" href="${origin}${it.path}"/><updated>${iso(it.at)}</updated><summary>${printable(it.text)}</summary></entry>
`,
)}</feed>
`
  const headers = { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': FEED_CACHE }
  return c.body(String(`${XML}${feed}`), 200, headers)
}

export function originOf(c: Context): string {
  return new URL(c.req.url).origin
}

/** XML 1.0 has no way to write most control characters. */
function printable(text: string): string {
  return text.toWellFormed().replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
}
