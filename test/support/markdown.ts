import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/** The tree that GitHub's flavour of Markdown makes of a text. */
export function parseMarkdown(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}

/** Every node of a tree, parents before children. */
export function* nodesOf(node: Nodes): Generator<Nodes> {
  yield node
  if (!('children' in node)) return
  for (const child of node.children) yield* nodesOf(child)
}

/** The kinds of node in a text, each once, in order of name. */
export function kindsIn(markdown: string): string[] {
  return [...new Set([...nodesOf(parseMarkdown(markdown))].map((node) => node.type))].sort()
}

/** All that a reader sees, code included. */
export function visibleText(markdown: string): string {
  return [...nodesOf(parseMarkdown(markdown))]
    .map((node) => ('value' in node && node.type !== 'html' ? node.value : ''))
    .join('')
}

/** What stands outside code, where GitHub looks for mentions and references. */
export function textOutsideCode(markdown: string): string {
  return [...nodesOf(parseMarkdown(markdown))].map((node) => (node.type === 'text' ? node.value : ' ')).join('')
}
