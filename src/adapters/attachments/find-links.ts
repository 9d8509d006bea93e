/** Finds the files that Markdown links to. Links in code or in HTML comments are examples, not attachments. */

import type { Nodes } from 'mdast'
import { cleanText } from '../../core/report/clean-text.ts'
import { replaceComments } from '../../core/report/html-text.ts'
import { limitNesting, restoreMarks } from '../../core/report/limit-nesting.ts'
import { parseMarkdown } from '../../core/report/parse-markdown.ts'
import { restoreLineBreaks } from '../../core/report/restore-line-breaks.ts'
import { LIMITS } from './limits.ts'
import { type AttachmentLinkContext, type LogLink, linkToFile } from './link-forms.ts'

export type { AttachmentLinkContext, LogLink } from './link-forms.ts'

/** GitHub's limit on the length of a body, in characters: https://github.com/orgs/community/discussions/27190 */
const MAX_BODY_LENGTH = 65_536

/**
 * @param markdown body of an issue or of a comment by the reporter; untrusted and not redacted (a redacted URL
 *   would not work)
 * @returns at most 20 files and gists to fetch and at most 20 pictures to name, without duplicates, in text order; if
 *   there are more files, the last link gives the number of the remaining ones
 */
export function findAttachmentLinks(markdown: string, context: AttachmentLinkContext): readonly LogLink[] {
  const { text } = restoreLineBreaks(cleanText(markdown.slice(0, MAX_BODY_LENGTH)))
  // Without a parse tree, examples cannot be distinguished from attachments.
  const tree = parseMarkdown(limitNesting(text))
  if (tree === null) return []
  const normalized = { ...context, githubHost: context.githubHost.toLowerCase() }
  const found = [...urlsIn(tree)].flatMap(({ url, asImage }) => linkToFile(url, normalized, asImage) ?? [])
  const links = [...new Map(found.toReversed().map((link) => [link.url, link])).values()].toReversed()
  const files = links.filter(({ kind }) => kind !== 'unread')
  const pictures = links.filter(({ kind }) => kind === 'unread')
  const kept = new Set([...files.slice(0, LIMITS.links), ...pictures.slice(0, LIMITS.links)])
  return [...links.filter((link) => kept.has(link)), ...omittedFiles(files.length - LIMITS.links)]
}

function omittedFiles(count: number): readonly LogLink[] {
  if (count <= 0) return []
  const name = count === 1 ? 'one more file' : `${count} more files`
  return [{ kind: 'unread', url: '', name, why: `exceeds the limit of ${LIMITS.links} files per issue` }]
}

interface FoundUrl {
  readonly url: string
  readonly asImage: boolean
}

/** HTML elements that are currently open: `pre` can span blocks, `code` ends with its block. */
interface OpenElements {
  pre: boolean
  code: boolean
}

function* urlsIn(tree: Nodes): Generator<FoundUrl> {
  const open: OpenElements = { pre: false, code: false }
  for (const block of 'children' in tree ? tree.children : []) {
    open.code = false
    yield* urlsInNode(block, open)
  }
}

function* urlsInNode(node: Nodes, open: OpenElements): Generator<FoundUrl> {
  if (node.type === 'html') yield* urlsInHtml(restoreMarks(node.value), open)
  if (open.pre || open.code) return
  if (node.type === 'text') yield* bareUrls(restoreMarks(node.value))
  if (node.type === 'link') yield { url: restoreMarks(node.url), asImage: false }
  if (node.type === 'image') yield { url: restoreMarks(node.url), asImage: true }
  for (const child of 'children' in node ? node.children : []) yield* urlsInNode(child, open)
}

const BARE_URL = /https:\/\/[^\s<>"'`\\|^{}[\]()]{1,2048}/g

function* bareUrls(text: string): Generator<FoundUrl> {
  for (const [url] of text.matchAll(BARE_URL)) yield { url: url.replace(/[.,;:!?*_~]{1,8}$/, ''), asImage: false }
}

/** Removes comments, skips code elements, and yields the URLs in all other text and tags. */
function* urlsInHtml(html: string, open: OpenElements): Generator<FoundUrl> {
  for (const part of replaceComments(html, () => '').split(/(<[^<>]{1,4096}>)/)) {
    const [, close, name] = /^<(\/?)(pre|code|samp|kbd|script|style)(?=[\s/>])/i.exec(part) ?? []
    if (name !== undefined) open[name.toLowerCase() === 'pre' ? 'pre' : 'code'] = close === ''
    if (open.pre || open.code) continue
    const asImage = /^<(?:img|video|source|picture)\b/i.test(part)
    for (const { url } of bareUrls(part.replaceAll('&amp;', '&'))) yield { url, asImage }
  }
}
