/** The one place that knows the Markdown parser: GitHub's dialect, minus what would swallow or move pasted text. */
import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { limitNesting, restoreMarks } from './limit-nesting.ts'
import { LINE_END } from './stand-ins.ts'

/**
 * Definitions (`[tag]: word`) and footnotes make log lines vanish, setext underlines turn a pasted paragraph into a
 * heading, and bare addresses need no recognising, since their text is kept as it is.
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
/** The transforms look for bare addresses once more, and their nodes have no position. */
const TREE = gfmFromMarkdown().filter((extension) => extension.transforms === undefined)

/**
 * The road for text of strangers: any of GitHub's 65,536 characters takes a fraction of a second.
 * @param markdown Markdown as it was written
 * @returns the tree, its texts and addresses as they were written, each node with its lines; or null when the text is
 *   beyond what the parser's stack holds
 */
export function readMarkdown(markdown: string): Root | null {
  const tree = parseMarkdown(limitNesting(markdown))
  if (tree !== null) unmaskTree(tree)
  return tree
}

/**
 * @param markdown masked Markdown
 * @returns the tree, still masked, or null when the text is beyond what the parser's stack holds
 */
export function parseMarkdown(markdown: string): Root | null {
  try {
    const tree = fromMarkdown(markdown, { extensions: SYNTAX, mdastExtensions: TREE })
    if (markdown.includes(LINE_END)) countLines(tree, lineStartsOf(markdown))
    return tree
  } catch {
    // Whatever a stranger can make the parser trip over must not cost the report: it is then read without structure.
    return null
  }
}

/** What is only disabled is still tried at the beginning of every word. */
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

/** Offsets at which lines begin, those behind the stand-in of a line end among them. */
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

/** How many lines begin at or before an offset. */
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
