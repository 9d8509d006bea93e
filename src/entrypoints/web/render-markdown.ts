/**
 * Renders Markdown as GitHub would show it: parses it and its HTML, and removes everything that is not on GitHub's
 * allow-list. Takes untrusted text; returns HTML that is safe to put into a page.
 */
import { raw } from 'hast-util-raw'
import { defaultSchema, sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { raw as trusted } from 'hono/html'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { toHast } from 'mdast-util-to-hast'
import { gfm } from 'micromark-extension-gfm'
import type { Html } from './layout.ts'

type Nodes = ReturnType<typeof sanitize>

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
  return toHtml(parse(markdown))
}

export interface ProseSection {
  readonly id: string
  /** Plain text. */
  readonly title: string
}

export interface RenderedSections {
  readonly prose: Html
  /** The headings of the second level, each with the anchor that it has in the prose. */
  readonly sections: readonly ProseSection[]
}

export function renderSections(markdown: string): RenderedSections {
  const page = parse(markdown)
  const sections: ProseSection[] = []
  for (const it of 'children' in page ? page.children : []) {
    if (it.type !== 'element' || it.tagName !== 'h2') continue
    const title = textOf(it)
    const id = title.toLowerCase().replaceAll(/[^a-z]+/g, '-')
    it.properties = { id }
    sections.push({ id, title })
  }
  return { prose: trusted(toHtml(page)), sections }
}

function parse(markdown: string): Nodes {
  const tree = fromMarkdown(markdown.slice(0, MAX_LENGTH), {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  })
  return sanitize(raw(toHast(tree, { allowDangerousHtml: true })), SCHEMA)
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(textOf).join('') : ''
}
