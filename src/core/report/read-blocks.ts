/**
 * Turns a body's Markdown tree into lines of text, each with its kind and section. Drops text that comes from a form or
 * template.
 */
import type {
  BlockContent,
  Code,
  Heading,
  List,
  ListItem,
  Literal,
  Nodes,
  Paragraph,
  PhrasingContent,
  RootContent,
  Table,
} from 'mdast'
import { isAttestation, isBareAttestation, isChecklistHeading, isEmptyAnswer, isFormHeading } from './form-headings.ts'
import { readHtml, stripTags } from './html-text.ts'
import { readMarkdown } from './parse-markdown.ts'
import { addBlock, addProse, createReportBuilder, currentHeading, type ReportBuilder } from './report-builder.ts'

/** The position of a block: at the top level, in a list or in a quotation. */
interface BlockContext {
  readonly builder: ReportBuilder
  readonly source: readonly string[]
  readonly top: boolean
  readonly quoted: boolean
}

/** GitHub's maximum body length, in characters: https://github.com/orgs/community/discussions/27190 */
const MAX_BODY_LENGTH = 65_536

/** A bold line longer than this is an emphasised sentence, not a heading. */
const MAX_BOLD_HEADING_LENGTH = 80

/** @param markdown redacted body with restored line breaks */
export function readBlocks(markdown: string): ReportBuilder {
  const builder = createReportBuilder()
  const source = markdown.split('\n')
  const end = endOfMarkdown(markdown)
  const tree = readMarkdown(markdown.slice(0, end))
  if (tree === null) addProse(builder, markdown.slice(0, end), { line: 1 })
  else for (const node of tree.children) readTop(node, { builder, source, top: true, quoted: false })
  if (end < markdown.length) addProse(builder, markdown.slice(end), { line: markdown.slice(0, end).split('\n').length })
  return builder
}

/** A body longer than GitHub allows came from a file. The part beyond the limit is read line by line. */
function endOfMarkdown(markdown: string): number {
  return markdown.length <= MAX_BODY_LENGTH ? markdown.length : markdown.lastIndexOf('\n', MAX_BODY_LENGTH) + 1
}

/** Text inside an open `<pre>` is not Markdown, not even after a blank line, where the parser reads Markdown again. */
function readTop(node: RootContent, context: BlockContext): void {
  if (context.builder.inPre && node.type !== 'html') readPreformatted(node, context)
  else readBlock(node, context)
}

function readPreformatted(node: RootContent, context: BlockContext): void {
  const raw = context.source.slice(firstLine(node) - 1, node.position?.end.line).join('\n')
  const { texts, inPre } = readHtml(raw, true)
  for (const { text, skipped } of texts)
    addBlock(context.builder, { kind: 'log', text, line: firstLine(node) + skipped })
  context.builder.inPre = inPre
}

function readBlock(node: RootContent, context: BlockContext): void {
  if (node.type === 'heading') readHeading(node, context)
  else if (node.type === 'paragraph') readParagraph(node, context)
  else if (node.type === 'code') readCode(node, context)
  else if (node.type === 'html') readHtmlBlock(node.value, firstLine(node), context)
  else if (node.type === 'blockquote') readAll(node.children, { ...context, top: false, quoted: true })
  else if (node.type === 'list') readList(node, context)
  else if (node.type === 'table') readTable(node, context)
}

function readAll(nodes: readonly RootContent[], context: BlockContext): void {
  for (const node of nodes) readBlock(node, context)
}

function readHeading(node: Heading, context: BlockContext): void {
  const text = inlineText(node.children, firstLine(node)).trim()
  if (context.top) beginSection(text, firstLine(node), context.builder)
  else addText(text, firstLine(node), context)
  if (!context.quoted && text !== '') context.builder.above = text
}

/** A heading that the reporter wrote often contains the error, so it is read as text too. A form heading is not. */
function beginSection(heading: string, line: number, builder: ReportBuilder): void {
  if (heading === '') return
  builder.sections.push({ heading, line })
  if (!isFormHeading(heading) && !isChecklistHeading(heading))
    addBlock(builder, { kind: 'prose', text: heading, line, isHeading: true })
}

function readParagraph(node: Paragraph, context: BlockContext): void {
  const heading = context.top ? boldHeading(node) : null
  const children = heading === null ? node.children : node.children.slice(1)
  if (heading !== null) beginSection(heading, firstLine(node), context.builder)
  // A label with its answer on the same line is no heading of what follows.
  const title = context.top ? titleOf(node) : null
  if (title !== null) context.builder.above = title
  const first = children[0]
  if (first === undefined) return
  const line = heading === null ? firstLine(node) : firstLine(first)
  addText(
    inlineText(children, line).replace(heading === null ? '' : /^:?[ \t]*/, ''),
    line,
    context,
    isItalic(children),
  )
}

/**
 * Templates that are not forms use bold text as headings. Only a well-known heading may have its answer on the same
 * line.
 */
function boldHeading(node: Paragraph): string | null {
  const [first, next] = node.children
  if (first?.type !== 'strong') return null
  const text = inlineText(first.children, firstLine(first)).trim()
  if (text.length > MAX_BOLD_HEADING_LENGTH || text.includes('\n') || /[.!,;]$/.test(text)) return null
  const alone = next === undefined || (next.type === 'text' && /^:?[ \t]*\n/.test(next.value)) || next.type === 'break'
  const wordy = /[\s:]/.test(text)
  return (alone && wordy) || isFormHeading(text) ? text.replace(/:$/, '') : null
}

/** The words of a bold line that has nothing else on it. */
function titleOf(node: Paragraph): string | null {
  const [first, next] = node.children
  if (first?.type !== 'strong') return null
  const alone = next === undefined || (next.type === 'text' && /^:?[ \t]*\n/.test(next.value)) || next.type === 'break'
  const text = inlineText(first.children, firstLine(first)).trim().replace(/:$/, '')
  return alone && text !== '' && text.length <= MAX_BOLD_HEADING_LENGTH && !/\n|[.!,;]$/.test(text) ? text : null
}

const isItalic = (nodes: readonly PhrasingContent[]): boolean => nodes.length === 1 && nodes[0]?.type === 'emphasis'

function addText(text: string, line: number, { builder, source, top, quoted }: BlockContext, italic = false): void {
  if (isEmptyAnswer(text) || isBareAttestation(text) || isChecklistHeading(text)) return
  const raw = source.slice(line - 1, line - 1 + text.split('\n').length)
  if (quoted) addBlock(builder, { kind: 'quote', text, line })
  else addProse(builder, text, { line, italic, ...(top && { raw }) })
}

function readCode(node: Code, { builder, source }: BlockContext): void {
  const line = firstLine(node)
  const opening = source[line - 1]?.slice((node.position?.start.column ?? 1) - 1) ?? ''
  addBlock(builder, { kind: 'log', text: node.value, line: /^\s*(?:```|~~~)/.test(opening) ? line + 1 : line })
}

function readHtmlBlock(html: string, line: number, context: BlockContext): void {
  const { texts, inPre } = readHtml(html, context.builder.inPre)
  context.builder.inPre = inPre
  for (const { text, skipped, code } of texts) {
    if (code) addBlock(context.builder, { kind: 'log', text, line: line + skipped })
    else if (text.trim() !== '') addText(text, line + skipped, context)
  }
}

function readList(list: List, context: BlockContext): void {
  const ticked = list.children.some((item) => item.checked === true)
  for (const item of list.children) {
    if (!isWrittenByReporter(item, ticked, context.builder)) continue
    context.builder.startsItem = true
    readAll(item.children, { ...context, top: false })
  }
}

/**
 * An attestation belongs to the form. A ticked item is an answer. An unticked item is not an answer if another item is
 * ticked or if it is short.
 */
function isWrittenByReporter(item: ListItem, anyTicked: boolean, builder: ReportBuilder): boolean {
  const text = plainText(item).trim()
  if (typeof item.checked !== 'boolean') return !isBareAttestation(text)
  if (isAttestation(text)) return false
  if (isChecklistHeading(currentHeading(builder) ?? '')) return false
  return item.checked || (!anyTicked && text.split(/\s+/).length > 4)
}

function plainText(item: ListItem): string {
  const first: BlockContent | undefined = item.children.find((child) => child.type === 'paragraph')
  return first?.type === 'paragraph' ? inlineText(first.children, firstLine(first)) : ''
}

function readTable(table: Table, context: BlockContext): void {
  for (const row of table.children) {
    context.builder.startsItem = true
    const cells = row.children.map((cell) => inlineText(cell.children, firstLine(cell)).trim())
    addBlock(context.builder, {
      kind: context.quoted ? 'quote' : 'prose',
      text: cells.join(' | '),
      line: firstLine(row),
    })
  }
}

function firstLine(node: Nodes): number {
  return node.position?.start.line ?? 1
}

/** Turns inline Markdown into plain text. Every word keeps its source line. */
interface TextCursor {
  line: number
  text: string
}

/**
 * @param nodes inline nodes of one block
 * @param firstLine line on which the block starts
 * @returns text without markup, images and link URLs; it starts on line `firstLine`, and each `\n` starts the next
 *   source line
 */
function inlineText(nodes: readonly PhrasingContent[], firstLine: number): string {
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
