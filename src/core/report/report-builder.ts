/** Collects the lines of a body while it is read, each with its source line, section and block. */
import { isEmptyAnswer, isHint } from './form-headings.ts'
import { continuesLog, isLogShaped, isPrompt } from './log-shape.ts'
import type { SegmentKind } from './report.ts'
import { isWrapped } from './wrapped-sentences.ts'

export interface BodySection {
  readonly heading: string | null
  /** 1-based line number in the parsed text. */
  readonly line: number
}

export interface LocatedLine {
  readonly line: number
  readonly kind: SegmentKind
  readonly text: string
  /** Index into `ReportBuilder.sections`. */
  readonly section: number
  /** Lines with different block numbers are never merged; running text has block number 0. */
  readonly block: number
  /** True for a heading that the reporter wrote: it is text, but not an answer. */
  readonly isHeading: boolean
  /** The nearest heading on a line of its own above this line; null if there is none. */
  readonly above: string | null
  /** True for the first line of a list item or of a table row. */
  readonly startsItem: boolean
}

export interface ReportBuilder {
  readonly sections: BodySection[]
  readonly lines: LocatedLine[]
  /** Number of numbered blocks so far. */
  blocks: number
  /** True inside an open `<pre>`. */
  inPre: boolean
  /** The last heading on a line of its own. */
  above: string | null
  /** True if the next line starts a list item or a table row. */
  startsItem: boolean
}

export function createReportBuilder(): ReportBuilder {
  return { sections: [{ heading: null, line: 1 }], lines: [], blocks: 0, inPre: false, above: null, startsItem: false }
}

export function currentHeading(builder: ReportBuilder): string | null {
  return builder.sections.at(-1)?.heading ?? null
}

/** A block whose kind is known: a fence, a quotation, a table row, a heading. */
interface Block {
  readonly kind: SegmentKind
  readonly text: string
  readonly line: number
  readonly isHeading?: boolean
}

export function addBlock(builder: ReportBuilder, { kind, text, line, isHeading = false }: Block): void {
  if (isEmptyAnswer(text)) return
  // Two fences remain two segments, and a heading is not its own answer. Any other text is joined with its neighbours.
  const block = kind === 'log' || isHeading ? ++builder.blocks : 0
  for (const [index, lineText] of text.split('\n').entries())
    addLine(builder, { kind, text: lineText, line: line + index, block, isHeading })
}

/**
 * Adds lines of running text. Lines that a program printed get the kind `log`.
 * @param at `line` is the first line; `raw` has the same lines as written, since Markdown removes characters from an
 *   unfenced log
 */
export function addProse(
  builder: ReportBuilder,
  text: string,
  at: { line: number; raw?: readonly string[]; italic?: boolean },
): void {
  if (isEmptyAnswer(text) || isHint(text, at.italic ?? false)) return
  let inOutput = false
  let inLog = false
  let previous = ''
  for (const [index, parsed] of text.split('\n').entries()) {
    const raw = at.raw?.[index]
    const line = raw !== undefined && isLogShaped(raw) ? raw : parsed
    inOutput ||= isPrompt(line)
    inLog = inOutput || isLogShaped(line) || (inLog && (continuesLog(line) || continuesString(previous, line)))
    previous = line
    const content = inLog ? { kind: 'log' as const, text: line } : { kind: 'prose' as const, text: line.trim() }
    addLine(builder, { ...content, line: at.line + index, block: 0, isHeading: false })
  }
}

/** A string that a program printed was broken for want of room: its closing quotation mark follows. */
function continuesString(line: string, next: string): boolean {
  return line.split('"').length % 2 === 0 && isWrapped(line, next)
}

function addLine(builder: ReportBuilder, line: Omit<LocatedLine, 'section' | 'above' | 'startsItem'>): void {
  if (line.text.trim() === '') return
  const { above, startsItem } = builder
  builder.lines.push({ ...line, text: line.text.trimEnd(), section: builder.sections.length - 1, above, startsItem })
  builder.startsItem = false
}
