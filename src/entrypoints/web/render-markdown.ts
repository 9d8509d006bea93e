/**
 * Markdown as GitHub would show it: parsed, its HTML parsed too, and whatever GitHub's own allow-list does not know taken
 * out. Comes in: text of anybody. Goes out: HTML that can be put into a page as it is.
 */
import { raw } from 'hast-util-raw'
import { defaultSchema, sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { toHast } from 'mdast-util-to-hast'
import { gfm } from 'micromark-extension-gfm'

/** Links lead only to the web or to a page of ours; pictures would tell their server who reads. */
const SCHEMA = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== 'img' && name !== 'picture' && name !== 'source'),
  protocols: { href: ['https', 'http'] },
}

/** Characters; a comment has at most 60,000. */
const LONGEST = 200_000

export function renderMarkdown(markdown: string): string {
  const tree = fromMarkdown(markdown.slice(0, LONGEST), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  const page = raw(toHast(tree, { allowDangerousHtml: true }))
  return toHtml(sanitize(page, SCHEMA))
}
