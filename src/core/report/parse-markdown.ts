/**
 * The only module that uses the Markdown parser. It parses GitHub's dialect without the syntax that would swallow or
 * move pasted text.
 */
import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { limitNesting, restoreMarks } from './limit-nesting.ts'
import { LINE_END } from './stand-ins.ts'

/**
 * Definitions (`[tag]: word`) and footnotes make log lines vanish, and setext underlines turn a pasted paragraph into a
 * heading. Bare URLs need not be recognised, since their text stays as it is.
 */
const SWITCHED_OFF = [
  'definition',
  'setextUnderline',
  'gfmFootnoteDefinition',
  'gfmFootnoteCall',
  'gfmPotentialFootnoteCall',
  'wwwAutolink',
  'protocolAutolink',
  'emailAutolink',
]

const SYNTAX = [withoutSwitchedOff(gfm({ singleTilde: false })), { disable: { null: SWITCHED_OFF } }]
/** The transforms search for bare URLs again and create nodes without a position. */
const TREE = gfmFromMarkdown().filter((extension) => extension.transforms === undefined)

/**
 * Parses untrusted Markdown. A body of GitHub's maximum length of 65,536 characters takes a fraction of a second.
 * @param markdown Markdown as written
 * @returns the tree with texts and URLs as written and with each node's line numbers, or null when the text overflows
 *   the parser's stack
 */
export function readMarkdown(markdown: string): Root | null {
  const tree = parseMarkdown(limitNesting(markdown))
  if (tree !== null) unmaskTree(tree)
  return tree
}

/**
 * @param markdown masked Markdown
 * @returns the tree, still masked, or null when the text overflows the parser's stack
 */
export function parseMarkdown(markdown: string): Root | null {
  try {
    const tree = fromMarkdown(markdown, { extensions: SYNTAX, mdastExtensions: TREE })
    if (markdown.includes(LINE_END)) countLines(tree, lineStartsOf(markdown))
    return tree
  } catch {
    // The report must not be lost because its text breaks the parser. The caller then reads the text without structure.
    return null
  }
}

/** Removes the constructs, because the parser still tries a disabled one at the start of every word. */
function withoutSwitchedOff({ text = {}, ...rest }: ReturnType<typeof gfm>): ReturnType<typeof gfm> {
  const kept = Object.entries(text).map(([code, constructs]) => [
    code,
    [constructs ?? []].flat().filter(({ name }) => name === undefined || !SWITCHED_OFF.includes(name)),
  ])
  return { ...rest, text: Object.fromEntries(kept) }
}

function unmaskTree(node: Nodes): void {
  if ('value' in node) node.value = restoreMarks(node.value)
  if ('url' in node) node.url = restoreMarks(node.url)
  if ('title' in node && typeof node.title === 'string') node.title = restoreMarks(node.title)
  if ('alt' in node && typeof node.alt === 'string') node.alt = restoreMarks(node.alt)
  if ('lang' in node && typeof node.lang === 'string') node.lang = restoreMarks(node.lang)
  if ('meta' in node && typeof node.meta === 'string') node.meta = restoreMarks(node.meta)
  if ('children' in node) for (const child of node.children) unmaskTree(child)
}

/** Offsets of line starts, including those after the stand-in for a line end. */
function lineStartsOf(markdown: string): readonly number[] {
  const starts = [0]
  for (let at = 0; at < markdown.length; at++)
    if (markdown[at] === '\n' || markdown[at] === LINE_END) starts.push(at + 1)
  return starts
}

function countLines(node: Nodes, starts: readonly number[]): void {
  for (const point of [node.position?.start, node.position?.end]) {
    if (point?.offset === undefined) continue
    point.line = lineOf(point.offset, starts)
    point.column = point.offset - (starts[point.line - 1] ?? 0) + 1
  }
  if ('children' in node) for (const child of node.children) countLines(child, starts)
}

/** Returns the number of lines that start at or before an offset. */
function lineOf(offset: number, starts: readonly number[]): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}
