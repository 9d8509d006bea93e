/**
 * Restores lost line breaks in a body. Exports, mirrors and some bots put a whole body on one line. Headings, fences
 * and list items are then no longer at the start of a line, and Markdown sees one long heading. The result includes the
 * source line of every line. A body that still has its line breaks stays unchanged.
 */
import { headingLength, startsWithFormHeading } from './flat-heading.ts'

export interface RestoredText {
  readonly text: string
  /** For every line of `text`: the 1-based line in the body, and whether that line was split. */
  readonly origins: readonly Origin[]
}

export interface Origin {
  readonly line: number
  readonly flattened: boolean
}

/** In characters. A shorter line is a heading or a sentence, whatever markup it contains. */
const MIN_FLAT_LINE_LENGTH = 60

/** @param body redacted Markdown with `\n` line endings */
export function restoreLineBreaks(body: string): RestoredText {
  const lines = body.split('\n')
  const isOnlyLine = lines.filter((line) => line.trim() !== '').length <= 1
  const text: string[] = []
  const origins: Origin[] = []
  let fence = ''
  for (const [index, line] of lines.entries()) {
    const parts = fence === '' && isFlat(line, isOnlyLine) ? splitFlat(line) : [line]
    const flattened = parts.length > 1
    if (!flattened) fence = fenceAfter(fence, line)
    for (const part of flattened ? parts : [line]) {
      text.push(part)
      origins.push({ line: index + 1, flattened })
    }
  }
  return { text: text.join('\n'), origins }
}

/** Returns the fence that is open after a line, or an empty string if there is none. */
function fenceAfter(open: string, line: string): string {
  const mark = /^[ \t>]{0,12}(`{3,}|~{3,})(.*)$/.exec(line)
  if (mark?.[1] === undefined) return open
  if (open === '') return mark[1].startsWith('`') && mark[2]?.includes('`') ? '' : mark[1]
  return mark[1].startsWith(open) && mark[2]?.trim() === '' ? '' : open
}

/**
 * In a one-line body, a single piece of markup is enough. Elsewhere it takes two headings, or a heading and a check
 * box.
 */
function isFlat(line: string, isOnlyLine: boolean): boolean {
  if (line.length < MIN_FLAT_LINE_LENGTH) return false
  const headings = line.match(/(?:^|\s)#{2,6} (?=\S)/g)?.length ?? 0
  if (!isOnlyLine && line.startsWith('|')) return false
  if (!isOnlyLine) return headings >= 2 || (headings === 1 && line.startsWith('#') && /\s- \[[ xX]\] /.test(line))
  return (
    headings > 0 ||
    /\s```|\s- \[[ xX]\] |(?:^|\s)\*\*[A-Z][^*]{2,40}\*\* |\s- .{1,400}\s- |\s1\. .{1,400}\s2\. /.test(line)
  )
}

/** Markup that starts a line. Comments and code come first, so that nothing inside them counts as markup. */
const MARK = new RegExp(
  [
    /<!--/,
    /(?<=^|\s)(?:`{3,}|~{3,})[\w+#.-]*/,
    /`{1,2}/,
    /(?<=^|\s)(?:#{2,6} (?=\S)|# (?=[\p{Lu}\p{Extended_Pictographic}]))/u,
    /(?<=\s)[-*] \[[ xX]\] /,
    /(?<=\s)(?:-{3,}|\*{3,})(?=\s)/,
    /(?<=\s)[-*•] (?=[A-Z`*"'[(\p{Extended_Pictographic}])/u,
    /(?<=\s)\d{1,2}[.)] (?=[A-Z`*"'[(<])/,
    /(?<=^|\s)\*\*[A-Z][^*]{2,40}\*\*(?=:?\s)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gu',
)

const LIST_MARKER = /^\s*(?:[-*•]|\d{1,2}[.)])(?: \[[ xX]\])? *$/

/** A hyphen between words is a dash unless it continues a list. Bold text after a list marker belongs to the item. */
function isMark(mark: string, before: string): boolean {
  if (mark.startsWith('**')) return !LIST_MARKER.test(before)
  if (/^[-*•] $/.test(mark)) return /^\s*(?:$|[-*•] )|[:.;!?)\]`*_>"']\s*$/.test(before)
  return true
}

/**
 * Returns both ends of a part of the line, which is all that `isMark` needs. Otherwise the whole part would be read for
 * every hyphen.
 */
function ends(line: string, from: number, to: number): string {
  return to - from <= 64 ? line.slice(from, to) : line.slice(from, from + 32) + line.slice(to - 32, to)
}

function splitFlat(line: string): string[] {
  const closing = closingTicksOf(line)
  const parts: string[] = []
  let written = 0
  let at = 0
  for (MARK.lastIndex = 0; ; MARK.lastIndex = at) {
    const mark = MARK.exec(line)
    if (mark === null) break
    const end = mark.index + mark[0].length
    if (/^`{1,2}$/.test(mark[0])) {
      at = endOfInlineCode(line, mark[0], end)
      continue
    }
    if (!isMark(mark[0], ends(line, written, mark.index))) {
      at = end
      continue
    }
    parts.push(...prose(line.slice(written, mark.index)))
    const block = blockAt({ line, mark: mark[0], end, closing })
    parts.push(...block.lines)
    written = block.end
    at = Math.max(block.end, end)
  }
  parts.push(...prose(line.slice(written)))
  return parts
}

/** Inline code is at most 300 characters long, so that an unmatched backtick does not swallow the rest of the body. */
function endOfInlineCode(line: string, ticks: string, from: number): number {
  const close = line.indexOf(ticks, from)
  return close === -1 || close - from > 300 ? from : close + ticks.length
}

interface Block {
  readonly lines: readonly string[]
  /** Offset after the block. */
  readonly end: number
}

/** A piece of markup and its line. */
interface Mark {
  readonly line: string
  readonly mark: string
  /** Offset after the markup. */
  readonly end: number
  readonly closing: ClosingTicks
}

function blockAt({ line, mark, end, closing }: Mark): Block {
  if (mark === '<!--') return { lines: [''], end: after(line, '-->', end) }
  if (/^[`~]{3}/.test(mark)) return fencedBlock({ line, mark, end, closing })
  if (/^#/.test(mark)) {
    const length = headingLength(line.slice(end, end + 200))
    return { lines: ['', mark + line.slice(end, end + length).trim(), ''], end: end + length }
  }
  if (/^(?:-{3,}|\*{3,})$/.test(mark)) return { lines: [''], end }
  if (mark.startsWith('**')) return { lines: [''], end: end - mark.length }
  return { lines: [], end: end - mark.length }
}

function after(line: string, close: string, from: number): number {
  const at = line.indexOf(close, from)
  return at === -1 ? line.length : at + close.length
}

/** Backticks followed by a word open a fence, so an unclosed fence ends at the next form heading instead. */
function fencedBlock({ line, mark, end, closing }: Mark): Block {
  const ticks = /^[`~]+/.exec(mark)?.[0] ?? '```'
  const close = closing(ticks, end)
  const stop = formHeadingBefore(line, end, close) ?? close
  const code = splitLog(line.slice(end, stop).trim())
  return { lines: [mark, ...code, ticks, ''], end: stop === close ? Math.min(close + ticks.length, line.length) : stop }
}

type ClosingTicks = (ticks: string, from: number) => number

/**
 * Finds where a fence closes. Caches the result, since all fences that end at a form heading search for the same place.
 */
function closingTicksOf(line: string): ClosingTicks {
  const found = new Map<string, number>()
  return (ticks, from) => {
    const known = found.get(ticks)
    if (known !== undefined && known >= from) return known
    const at = closingTicks(line, ticks, from)
    found.set(ticks, at)
    return at
  }
}

function closingTicks(line: string, ticks: string, from: number): number {
  for (let at = line.indexOf(ticks, from); at !== -1; at = line.indexOf(ticks, at + ticks.length)) {
    if (!/[\w`~]/.test(line.charAt(at + ticks.length))) return at
  }
  return line.length
}

function formHeadingBefore(line: string, from: number, to: number): number | undefined {
  const code = line.slice(from, to)
  for (let at = code.indexOf(' ### '); at !== -1; at = code.indexOf(' ### ', at + 5)) {
    if (startsWithFormHeading(line.slice(from + at + 5, from + at + 205))) return from + at
  }
  return undefined
}

/**
 * Puts log entries and stack frames on their own lines: splits before a full timestamp and before `at fn (file:1:2)`.
 */
function splitLog(code: string): string[] {
  if (code === '') return []
  return code.split(/ (?=\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)| (?=at [\w.<>$[\] ]{1,80}\([^()\s]{1,300}:\d+:\d+\))/)
}

function prose(text: string): string[] {
  const trimmed = text.trim()
  return trimmed === '' ? [] : [trimmed]
}
