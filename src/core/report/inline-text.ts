/** Inline Markdown → plain text with every word on the line where it stands in the source. */
import type { Literal, PhrasingContent } from 'mdast'
import { stripTags } from './html-text.ts'

interface Pen {
  line: number
  text: string
}

/**
 * @param nodes inline nodes of one block
 * @param firstLine line at which the block begins
 * @returns text without markup, image or link address; its first line is `firstLine`, each `\n` is one line more
 */
export function inlineText(nodes: readonly PhrasingContent[], firstLine: number): string {
  const pen: Pen = { line: firstLine, text: '' }
  for (const node of nodes) write(node, pen)
  return pen.text
}

function write(node: PhrasingContent, pen: Pen): void {
  if (node.type === 'text' || node.type === 'inlineCode') put(node, node.value, pen)
  else if (node.type === 'html') put(node, stripTags(node.value), pen)
  else if ('children' in node) for (const child of node.children) write(child, pen)
}

function put(node: Literal, value: string, pen: Pen): void {
  const start = node.position?.start.line ?? pen.line
  if (start > pen.line) pen.text += '\n'.repeat(start - pen.line)
  pen.text += value
  pen.line = Math.max(pen.line, start) + value.split('\n').length - 1
}
