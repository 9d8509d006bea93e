/** Turns inline Markdown into plain text. Every word keeps its line of the source. */
import type { Literal, PhrasingContent } from 'mdast'
import { stripTags } from './html-text.ts'

interface TextCursor {
  line: number
  text: string
}

/**
 * @param nodes inline nodes of one block
 * @param firstLine line on which the block begins
 * @returns text without markup, images and link URLs; its first line is `firstLine`, and each `\n` starts the next line
 */
export function inlineText(nodes: readonly PhrasingContent[], firstLine: number): string {
  const cursor: TextCursor = { line: firstLine, text: '' }
  for (const node of nodes) write(node, cursor)
  return cursor.text
}

function write(node: PhrasingContent, cursor: TextCursor): void {
  if (node.type === 'text' || node.type === 'inlineCode') put(node, node.value, cursor)
  else if (node.type === 'html') put(node, stripTags(node.value), cursor)
  else if ('children' in node) for (const child of node.children) write(child, cursor)
}

function put(node: Literal, value: string, cursor: TextCursor): void {
  const start = node.position?.start.line ?? cursor.line
  if (start > cursor.line) cursor.text += '\n'.repeat(start - cursor.line)
  cursor.text += value
  cursor.line = Math.max(cursor.line, start) + value.split('\n').length - 1
}
