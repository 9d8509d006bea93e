/** The Markdown tree of a body → lines of text by kind and section. What forms and templates wrote is left out here. */
import type {
  BlockContent,
  Code,
  Heading,
  List,
  ListItem,
  Nodes,
  Paragraph,
  PhrasingContent,
  RootContent,
  Table,
} from 'mdast'
import { isAttestation, isChecklistHeading, isFormHeading, isNothing } from './form-headings.ts'
import { readHtml } from './html-text.ts'
import { inlineText } from './inline-text.ts'
import { readMarkdown } from './parse-markdown.ts'
import { addBlock, addProse, currentHeading, emptyPage, type ReportBuilder } from './report-builder.ts'

/** Where a block stands: at the top, in a list, in a quotation. */
interface Place {
  readonly builder: ReportBuilder
  readonly source: readonly string[]
  readonly top: boolean
  readonly quoted: boolean
}

/** GitHub's limit for a body, in characters: https://github.com/orgs/community/discussions/27190 */
const MAX_BODY_LENGTH = 65_536

/** Longer bold lines are sentences that somebody found important. */
const MAX_BOLD_HEADING_LENGTH = 80

/** @param markdown redacted body, with its line breaks */
export function readBlocks(markdown: string): ReportBuilder {
  const builder = emptyPage()
  const source = markdown.split('\n')
  const end = endOfMarkdown(markdown)
  const tree = readMarkdown(markdown.slice(0, end))
  if (tree === null) addProse(builder, markdown.slice(0, end), { line: 1 })
  else for (const node of tree.children) readTop(node, { builder, source, top: true, quoted: false })
  if (end < markdown.length) addProse(builder, markdown.slice(end), { line: markdown.slice(0, end).split('\n').length })
  return builder
}

/** What is longer than GitHub allows came from a file; its rest is read line by line. */
function endOfMarkdown(markdown: string): number {
  return markdown.length <= MAX_BODY_LENGTH ? markdown.length : markdown.lastIndexOf('\n', MAX_BODY_LENGTH) + 1
}

/** Inside an open `<pre>` Markdown has no say, even where a blank line made the parser think otherwise. */
function readTop(node: RootContent, place: Place): void {
  if (place.builder.inPre && node.type !== 'html') readPreformatted(node, place)
  else readBlock(node, place)
}

function readPreformatted(node: RootContent, place: Place): void {
  const raw = place.source.slice(firstLine(node) - 1, node.position?.end.line).join('\n')
  const { texts, inPre } = readHtml(raw, true)
  for (const { text, skipped } of texts) addBlock(place.builder, { kind: 'log', text, line: firstLine(node) + skipped })
  place.builder.inPre = inPre
}

function readBlock(node: RootContent, place: Place): void {
  if (node.type === 'heading') readHeading(node, place)
  else if (node.type === 'paragraph') readParagraph(node, place)
  else if (node.type === 'code') readCode(node, place)
  else if (node.type === 'html') readHtmlBlock(node.value, firstLine(node), place)
  else if (node.type === 'blockquote') readAll(node.children, { ...place, top: false, quoted: true })
  else if (node.type === 'list') readList(node, place)
  else if (node.type === 'table') readTable(node, place)
}

function readAll(nodes: readonly RootContent[], place: Place): void {
  for (const node of nodes) readBlock(node, place)
}

function readHeading(node: Heading, place: Place): void {
  const text = inlineText(node.children, firstLine(node)).trim()
  if (place.top) beginSection(text, firstLine(node), place.builder)
  else placeText(text, firstLine(node), place)
}

/** The reporter's own headings often hold the error itself, so they are read as text too; a form's never are. */
function beginSection(heading: string, line: number, builder: ReportBuilder): void {
  if (heading === '') return
  builder.sections.push({ heading, line })
  if (!isFormHeading(heading) && !isChecklistHeading(heading))
    addBlock(builder, { kind: 'prose', text: heading, line, isHeading: true })
}

function readParagraph(node: Paragraph, place: Place): void {
  const heading = place.top ? boldHeading(node) : null
  const children = heading === null ? node.children : node.children.slice(1)
  if (heading !== null) beginSection(heading, firstLine(node), place.builder)
  const first = children[0]
  if (first === undefined) return
  const line = heading === null ? firstLine(node) : firstLine(first)
  placeText(
    inlineText(children, line).replace(heading === null ? '' : /^:?[ \t]*/, ''),
    line,
    place,
    isItalic(children),
  )
}

/** Templates without forms write headings as bold lines; only well-known ones may have their answer beside them. */
function boldHeading(node: Paragraph): string | null {
  const [first, next] = node.children
  if (first?.type !== 'strong') return null
  const text = inlineText(first.children, firstLine(first)).trim()
  if (text.length > MAX_BOLD_HEADING_LENGTH || text.includes('\n') || /[.!,;]$/.test(text)) return null
  const alone = next === undefined || (next.type === 'text' && /^:?[ \t]*\n/.test(next.value)) || next.type === 'break'
  const wordy = /[\s:]/.test(text)
  return (alone && wordy) || isFormHeading(text) ? text.replace(/:$/, '') : null
}

const isItalic = (nodes: readonly PhrasingContent[]): boolean => nodes.length === 1 && nodes[0]?.type === 'emphasis'

function placeText(text: string, line: number, { builder, source, top, quoted }: Place, italic = false): void {
  if (isNothing(text) || isAttestation(text) || isChecklistHeading(text)) return
  const raw = source.slice(line - 1, line - 1 + text.split('\n').length)
  if (quoted) addBlock(builder, { kind: 'quote', text, line })
  else addProse(builder, text, { line, italic, ...(top && { raw }) })
}

function readCode(node: Code, { builder, source }: Place): void {
  const line = firstLine(node)
  const opening = source[line - 1]?.slice((node.position?.start.column ?? 1) - 1) ?? ''
  addBlock(builder, { kind: 'log', text: node.value, line: /^\s*(?:```|~~~)/.test(opening) ? line + 1 : line })
}

function readHtmlBlock(html: string, line: number, place: Place): void {
  const { texts, inPre } = readHtml(html, place.builder.inPre)
  place.builder.inPre = inPre
  for (const { text, skipped, code } of texts) {
    if (code) addBlock(place.builder, { kind: 'log', text, line: line + skipped })
    else if (text.trim() !== '') placeText(text, line + skipped, place)
  }
}

function readList(list: List, place: Place): void {
  const ticked = list.children.some((item) => item.checked === true)
  for (const item of list.children) {
    if (isReportersWord(item, ticked, place.builder)) readAll(item.children, { ...place, top: false })
  }
}

/** Attestations are the form's; a tick is an answer, and what was left unticked beside it or is a mere option is none. */
function isReportersWord(item: ListItem, anyTicked: boolean, builder: ReportBuilder): boolean {
  const text = plainText(item).trim()
  if (isAttestation(text)) return false
  if (typeof item.checked !== 'boolean') return true
  if (isChecklistHeading(currentHeading(builder) ?? '')) return false
  return item.checked || (!anyTicked && text.split(/\s+/).length > 4)
}

function plainText(item: ListItem): string {
  const first: BlockContent | undefined = item.children.find((child) => child.type === 'paragraph')
  return first?.type === 'paragraph' ? inlineText(first.children, firstLine(first)) : ''
}

function readTable(table: Table, place: Place): void {
  for (const row of table.children) {
    const cells = row.children.map((cell) => inlineText(cell.children, firstLine(cell)).trim())
    addBlock(place.builder, { kind: place.quoted ? 'quote' : 'prose', text: cells.join(' | '), line: firstLine(row) })
  }
}

function firstLine(node: Nodes): number {
  return node.position?.start.line ?? 1
}
