/** What reading a body fills: lines of text, each on its line of the source, under their section, in their block. */
import { isHint, isNothing } from './form-headings.ts'
import { continuesLog, isLogShaped, isPrompt } from './log-shape.ts'
import type { SegmentKind } from './report.ts'

export interface BodySection {
  readonly heading: string | null
  /** 1-based line of the text that was parsed. */
  readonly line: number
}

export interface LocatedLine {
  readonly line: number
  readonly kind: SegmentKind
  readonly text: string
  /** Index into `Page.sections`. */
  readonly section: number
  /** Blocks of different numbers are never merged; running text has number 0. */
  readonly block: number
  /** True for the words of a heading that the reporter wrote: text, but not the answer to itself. */
  readonly isHeading: boolean
}

export interface ReportBuilder {
  readonly sections: BodySection[]
  readonly lines: LocatedLine[]
  blocks: number
  inPre: boolean
}

export function emptyPage(): ReportBuilder {
  return { sections: [{ heading: null, line: 1 }], lines: [], blocks: 0, inPre: false }
}

export function currentHeading(builder: ReportBuilder): string | null {
  return builder.sections.at(-1)?.heading ?? null
}

/** A block whose kind is known: a fence, a quotation, a row of a table, the words of a heading. */
interface Block {
  readonly kind: SegmentKind
  readonly text: string
  readonly line: number
  readonly isHeading?: boolean
}

export function addBlock(builder: ReportBuilder, { kind, text, line, isHeading = false }: Block): void {
  if (isNothing(text)) return
  // Two fences stay two segments, and a heading is not its own answer; anything else joins its neighbours.
  const block = kind === 'log' || isHeading ? ++builder.blocks : 0
  for (const [index, own] of text.split('\n').entries())
    place(builder, { kind, text: own, line: line + index, block, isHeading })
}

/**
 * Lines of running text; those that a program printed become `log`.
 * @param raw the same lines as they stand in the source, where known: Markdown takes marks out of an unfenced log
 */
export function addProse(
  builder: ReportBuilder,
  text: string,
  at: { line: number; raw?: readonly string[]; italic?: boolean },
): void {
  if (isNothing(text) || isHint(text, at.italic ?? false)) return
  let inOutput = false
  let inLog = false
  for (const [index, read] of text.split('\n').entries()) {
    const raw = at.raw?.[index]
    const line = raw !== undefined && isLogShaped(raw) ? raw : read
    inOutput ||= isPrompt(line)
    inLog = inOutput || isLogShaped(line) || (inLog && continuesLog(line))
    const own = inLog ? { kind: 'log' as const, text: line } : { kind: 'prose' as const, text: line.trim() }
    place(builder, { ...own, line: at.line + index, block: 0, isHeading: false })
  }
}

function place(builder: ReportBuilder, line: Omit<LocatedLine, 'section'>): void {
  if (line.text.trim() === '') return
  builder.lines.push({ ...line, text: line.text.trimEnd(), section: builder.sections.length - 1 })
}
