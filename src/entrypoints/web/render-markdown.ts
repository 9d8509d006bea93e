/**
 * Renders Markdown as GitHub would show it: parses it and its HTML, and removes everything that is not on GitHub's
 * allow-list. Takes untrusted text; returns HTML that is safe to put into a page.
 */
import { raw } from 'hast-util-raw'
import { defaultSchema, sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { toHast } from 'mdast-util-to-hast'
import { gfm } from 'micromark-extension-gfm'

/**
 * Links lead only to the web or to our own pages. Images are removed, because loading one would reveal the reader to
 * its server.
 */
const SCHEMA = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== 'img' && name !== 'picture' && name !== 'source'),
  protocols: { href: ['https', 'http'] },
}

/** In characters; a comment has at most 60,000. */
const MAX_LENGTH = 200_000

export function renderMarkdown(markdown: string): string {
  const tree = fromMarkdown(markdown.slice(0, MAX_LENGTH), {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  })
  const page = raw(toHast(tree, { allowDangerousHtml: true }))
  return toHtml(sanitize(page, SCHEMA))
}
