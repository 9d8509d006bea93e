/** Parses one of the bot's comments as GitHub does, and reports everything in it that the bot did not intend. */
import type { Nodes, Root } from 'mdast'
import { sourceLink } from '../../src/core/comments/source-link.ts'
import type { RepositoryRef } from '../../src/core/issue-ref.ts'
import { REDACTION_RULES } from '../../src/core/redaction/rules.ts'
import type { Pack } from '../../src/core/signatures/pack.ts'
import { nodesOf, parseMarkdown } from '../support/markdown.ts'

/** The content that the bot intended to write. */
export interface Meant {
  readonly pack: Pack
  /** The repository whose other reports the comment may link to. */
  readonly repository: RepositoryRef
  /** The number of task boxes. */
  readonly boxes: number
  /** Whether the comment contains the warning about a credential. */
  readonly warns: boolean
}

/** @returns one line for each effect that untrusted text has; empty if it has none */
export function complaintsAbout(comment: string, meant: Meant): readonly string[] {
  const tree = parseMarkdown(comment)
  const nodes = [...nodesOf(tree)]
  return [
    ...kinds(nodes),
    ...links(nodes, meant),
    ...html(nodes),
    ...fences(nodes, comment),
    ...liveText(nodes, meant),
    ...boxes(nodes, meant),
    ...quotes(nodes, meant),
    ...structure(tree),
    ...invisible(comment),
  ]
}

const KINDS = new Set([
  'root',
  'html',
  'paragraph',
  'text',
  'strong',
  'inlineCode',
  'code',
  'list',
  'listItem',
  'link',
  'blockquote',
])

function kinds(nodes: readonly Nodes[]): readonly string[] {
  return nodes.filter(({ type }) => !KINDS.has(type)).map(({ type }) => `a node of the kind ${type}`)
}

function links(nodes: readonly Nodes[], { pack, repository: { owner, repo } }: Meant): readonly string[] {
  const own = ownUrls(pack)
  const related = new RegExp(`^https://redirect\\.github\\.com/${owner}/${repo}/issues/\\d+$`)
  const isOwn = (url: string) => own.has(url) || related.test(url) || url === INSTALLATION
  return nodes.flatMap((node) => (node.type === 'link' && !isOwn(node.url) ? [`a link to ${node.url}`] : []))
}

/** Where a reporter finds the command that reads a file on their own machine. */
const INSTALLATION = 'https://redirect.github.com/auth-triage/auth-triage#install-it'

const urlsByPack = new WeakMap<Pack, ReadonlySet<string>>()

/** The URLs of the signatures' sources and of the pages where credentials can be revoked. */
function ownUrls(pack: Pack): ReadonlySet<string> {
  const known = urlsByPack.get(pack)
  if (known !== undefined) return known
  const sources = [...pack.signatures.values()].flatMap((it) => [
    ...[...it.checklist, ...it.remedies, ...it['fixed-in']].flatMap(({ source }) => source ?? []),
  ])
  const written = [...sources.map(sourceLink), ...REDACTION_RULES.flatMap(({ revoke }) => revoke ?? [])]
  const found = new Set(
    written.flatMap((it) =>
      [...nodesOf(parseMarkdown(it))].flatMap((node) => (node.type === 'link' ? [node.url] : [])),
    ),
  )
  urlsByPack.set(pack, found)
  return found
}

const TAG =
  /^(?:<\/?details>|<\/?sub>|<br>|<summary>(?:For maintainers|More: (?:all \d+ steps, )?cause, remedies|Why this question)<\/summary>)$/
const MARKER = /^<!-- auth-triage:v1 \{[^<>]*\} -->$/

function html(nodes: readonly Nodes[]): readonly string[] {
  const written = nodes.flatMap((node) => (node.type === 'html' ? node.value.split('\n') : []))
  const [first, ...rest] = written
  const count = (tag: string) => written.filter((it) => it === tag).length
  return [
    ...(MARKER.test(first ?? '') ? [] : [`no marker at the start but ${first}`]),
    ...rest.filter((it) => !TAG.test(it)).map((it) => `HTML: ${it}`),
    ...(count('<details>') === count('</details>') ? [] : ['a <details> that is not closed']),
    ...(count('<sub>') === count('</sub>') ? [] : ['a <sub> that is not closed']),
  ]
}

/** Checks that each code block starts and ends with the bot's own fence, and that GitHub treats it as plain text. */
function fences(nodes: readonly Nodes[], comment: string): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'code') return []
    const lines = comment.slice(node.position?.start.offset, node.position?.end.offset).split('\n')
    const [, ticks] = /^(`{3,})text$/.exec(lines[0] ?? '') ?? []
    return ticks !== undefined && lines.at(-1)?.trim() === ticks && lines.length > 2
      ? []
      : [`a fence: ${lines.join('⏎')}`]
  })
}

/** Text that GitHub renders with an effect: mentions, references, URLs, commits, advisories, emoji, mathematics. */
const LIVE: readonly (readonly [string, RegExp])[] = [
  ['mention or e-mail address', /@[\p{L}\p{N}_-]/u],
  ['reference', /#\d/],
  ['reference', /\p{L}-\d/u],
  ['URL', /[a-z]:\/\/|www\.|mailto:/i],
  ['commit', /(?<![\p{L}\p{N}])[0-9a-f]{7,40}(?![\p{L}\p{N}])/iu],
  ['advisory', /ghsa-/i],
  ['emoji', /:[\w+-]+:/],
  ['mathematics', /\$/],
]

function liveText(nodes: readonly Nodes[], { pack }: Meant): readonly string[] {
  const inLinks = new Set(nodes.flatMap((node) => (node.type === 'link' ? [...nodesOf(node)] : [])))
  const text = nodes
    .map((node) => (node.type === 'text' && !inLinks.has(node) ? node.value : ' '))
    .join('')
    .replace(`pack ${pack.fingerprint} `, '')
  return LIVE.flatMap(([what, pattern]) => {
    const found = pattern.exec(text)
    return found === null ? [] : [`${what}: ${text.slice(Math.max(0, found.index - 30), found.index + 30)}`]
  })
}

function boxes(nodes: readonly Nodes[], { boxes: meant }: Meant): readonly string[] {
  const items = nodes.flatMap((node) =>
    node.type === 'listItem' && typeof node.checked === 'boolean' ? [node.checked] : [],
  )
  return items.length === meant && !items.includes(true) ? [] : [`${items.length} task boxes instead of ${meant}`]
}

/** Checks that each quote contains one paragraph, or one list of such, except for the warning, which is an alert box. */
function quotes(nodes: readonly Nodes[], { warns }: Meant): readonly string[] {
  const blocks = nodes.filter((node) => node.type === 'blockquote')
  const alerts = blocks.flatMap((quote) => /^\s*\[!(\w+)\]/.exec(textOf(quote))?.[1] ?? [])
  const [warning, ...others] = warns ? blocks : [undefined, ...blocks]
  const built = others.filter((it) => it?.children.some((child, at) => at > 0 || !isPlainQuote(child)))
  return [
    ...(alerts.join() === (warns ? 'WARNING' : '') && warns === (warning !== undefined) ? [] : [`alerts: ${alerts}`]),
    ...built.map((it) => `a quote of ${it?.children.map(({ type }) => type).join()}`),
  ]
}

/** Several quoted lines are a list, each line an item. */
function isPlainQuote(node: Nodes): boolean {
  const isParagraph = ({ type }: Nodes) => type === 'paragraph'
  return (
    isParagraph(node) || (node.type === 'list' && node.children.every(({ children }) => children.every(isParagraph)))
  )
}

function textOf(node: Nodes): string {
  return [...nodesOf(node)].map((it) => (it.type === 'text' ? it.value : '')).join('')
}

/**
 * Checks that the marker comes first and the small print last, which means that nothing in between swallows or adds an
 * end tag.
 */
function structure(tree: Root): readonly string[] {
  const [first, last] = [tree.children[0], tree.children.at(-1)]
  const small = last?.type === 'paragraph' ? last.children : []
  const [open, close] = [small[0], small.at(-1)]
  const isWhole = open?.type === 'html' && open.value === '<sub>' && close?.type === 'html' && close.value === '</sub>'
  return first?.type === 'html' && isWhole ? [] : ['no small print at the end']
}

/** Control, bidirectional, zero-width and private-use characters, lone surrogates, line separators. */
const INVISIBLE =
  /(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Variation_Selector}]|\u034f|\u115f|\u1160|\u3164|\uffa0/u

function invisible(comment: string): readonly string[] {
  const [found] = INVISIBLE.exec(comment) ?? []
  return found === undefined ? [] : [`an invisible character: U+${found.codePointAt(0)?.toString(16)}`]
}
