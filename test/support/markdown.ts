import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/** Parses GitHub-flavoured Markdown. */
export function parseMarkdown(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}

/** Every node of a tree, parents before children. */
export function* nodesOf(node: Nodes): Generator<Nodes> {
  yield node
  if (!('children' in node)) return
  for (const child of node.children) yield* nodesOf(child)
}

/** The distinct node types in a text, sorted. */
export function kindsIn(markdown: string): string[] {
  return [...new Set([...nodesOf(parseMarkdown(markdown))].map((node) => node.type))].sort()
}

/** All visible text, including code. */
export function visibleText(markdown: string): string {
  return [...nodesOf(parseMarkdown(markdown))]
    .map((node) => ('value' in node && node.type !== 'html' ? node.value : ''))
    .join('')
}

/** The text outside code, where GitHub looks for mentions and references. */
export function textOutsideCode(markdown: string): string {
  return [...nodesOf(parseMarkdown(markdown))].map((node) => (node.type === 'text' ? node.value : ' ')).join('')
}
