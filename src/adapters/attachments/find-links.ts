/** Markdown in, the files that it links to out. Whatever stands in code or in a comment is an example, not an attachment. */
import type { Nodes } from 'mdast'
import { cleanText } from '../../core/report/clean-text.ts'
import { limitNesting, restoreMarks } from '../../core/report/limit-nesting.ts'
import { parseMarkdown } from '../../core/report/parse-markdown.ts'
import { restoreLineBreaks } from '../../core/report/restore-line-breaks.ts'
import { LIMITS } from './limits.ts'
import { type AttachmentLinkContext, type LogLink, linkToFile } from './link-forms.ts'

export type { AttachmentLinkContext, LogLink } from './link-forms.ts'

/** GitHub's limit for a body, in characters: https://github.com/orgs/community/discussions/27190 */
const MAX_BODY_LENGTH = 65_536

/**
 * @param markdown body of an issue, or of a comment by its reporter; not trusted, not redacted (a redacted address may
 *   lead nowhere)
 * @returns at most 20 files and gists to fetch and as many that are only named (pictures), each once, in the order of
 *   the text; if there were more files, a last one says how many
 */
export function findAttachmentLinks(markdown: string, context: AttachmentLinkContext): readonly LogLink[] {
  const { text } = restoreLineBreaks(cleanText(markdown.slice(0, MAX_BODY_LENGTH)))
  // Without its structure nobody can tell an example from an attachment.
  const tree = parseMarkdown(limitNesting(text))
  if (tree === null) return []
  const lowered = { ...context, githubHost: context.githubHost.toLowerCase() }
  const found = [...urlsIn(tree)].flatMap(({ address, asImage }) => linkToFile(address, lowered, asImage) ?? [])
  const links = [...new Map(found.toReversed().map((link) => [link.url, link])).values()].toReversed()
  const files = links.filter(({ kind }) => kind !== 'unread')
  const pictures = links.filter(({ kind }) => kind === 'unread')
  const kept = new Set([...files.slice(0, LIMITS.links), ...pictures.slice(0, LIMITS.links)])
  return [...links.filter((link) => kept.has(link)), ...beyond(files.length - LIMITS.links)]
}

function beyond(count: number): readonly LogLink[] {
  if (count <= 0) return []
  const name = count === 1 ? 'one more file' : `${count} more files`
  return [{ kind: 'unread', url: '', name, why: `is beyond the ${LIMITS.links} that are read of one issue` }]
}

interface Found {
  readonly address: string
  readonly asImage: boolean
}

/** What HTML has left open: `pre` may span blocks, `code` only its own. */
interface Open {
  pre: boolean
  code: boolean
}

function* urlsIn(tree: Nodes): Generator<Found> {
  const open: Open = { pre: false, code: false }
  for (const block of 'children' in tree ? tree.children : []) {
    open.code = false
    yield* walk(block, open)
  }
}

function* walk(node: Nodes, open: Open): Generator<Found> {
  if (node.type === 'html') yield* fromHtml(restoreMarks(node.value), open)
  if (open.pre || open.code) return
  if (node.type === 'text') yield* bareAddresses(restoreMarks(node.value))
  if (node.type === 'link') yield { address: restoreMarks(node.url), asImage: false }
  if (node.type === 'image') yield { address: restoreMarks(node.url), asImage: true }
  for (const child of 'children' in node ? node.children : []) yield* walk(child, open)
}

const BARE = /https:\/\/[^\s<>"'`\\|^{}[\]()]{1,2048}/g

function* bareAddresses(text: string): Generator<Found> {
  for (const [address] of text.matchAll(BARE))
    yield { address: address.replace(/[.,;:!?*_~]{1,8}$/, ''), asImage: false }
}

/** Comments out; then the text between the tags that open and close code, and the addresses that other tags hold. */
function* fromHtml(html: string, open: Open): Generator<Found> {
  for (const part of withoutComments(html).split(/(<[^<>]{1,4096}>)/)) {
    const [, close, name] = /^<(\/?)(pre|code|samp|kbd|script|style)(?=[\s/>])/i.exec(part) ?? []
    if (name !== undefined) open[name.toLowerCase() === 'pre' ? 'pre' : 'code'] = close === ''
    if (open.pre || open.code) continue
    const asImage = /^<(?:img|video|source|picture)\b/i.test(part)
    for (const { address } of bareAddresses(part.replaceAll('&amp;', '&'))) yield { address, asImage }
  }
}

/** Not a pattern: a body of nothing but `<!--` would take it square time. */
function withoutComments(html: string): string {
  let text = ''
  let at = 0
  for (let start = html.indexOf('<!--'); start !== -1; start = html.indexOf('<!--', at)) {
    const close = html.indexOf('-->', start + 2)
    text += html.slice(at, start)
    at = close === -1 ? html.length : close + 3
  }
  return text + html.slice(at)
}
