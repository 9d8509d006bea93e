/**
 * Reads multi-line JSON: an array of log entries (exported by log services), consecutive entries (`journalctl -o
 * json-pretty`), or any other document.
 */
import { parseObject } from '../../../core/json-object.ts'
import { lineCounter, objectSpans, restAfter } from './json-spans.ts'
import { formatEntry, isLogEntry } from './log-entry.ts'
import { withoutEscapedQuotes } from './loose-json.ts'
import { type Block, padToLines } from './place-lines.ts'

/** Start of the entry list, under any of the names that exports use. */
const LIST_START = /"(?:logs?|logEntries|entries|events|records|messages|items|data|hits|results)"\s{0,100}:\s{0,100}\[/

/**
 * Writes each entry on the line where it starts in the file (see `place-lines.ts` for documents without line breaks).
 * Any other document keeps its lines, and its strings lose the backslashes before quotes.
 * @returns null for text that is not JSON
 */
export function readJsonDocument(text: string): string | null {
  if (!/^\s{0,1000}[[{]/.test(text)) return null
  const entries = readEntries(text)
  if (entries !== null) return entries
  JSON.parse(text)
  return withoutEscapedQuotes(text)
}

function readEntries(text: string): string | null {
  const list = /^\s{0,1000}\[/.exec(text) ?? LIST_START.exec(text.slice(0, 100_000))
  return (
    readObjects(text, list === null ? 0 : list.index + list[0].length) ?? (list === null ? null : readObjects(text, 0))
  )
}

/** Reads two or more objects that are mostly log entries as a log. Returns null for anything else. */
function readObjects(text: string, from: number): string | null {
  const lineOf = lineCounter(text)
  const blocks: Block[] = []
  let others = 0
  let read = from
  for (const { start, end } of objectSpans(text, from)) {
    const fields = parseObject(text.slice(start, end))
    if (fields === null || !isLogEntry(fields)) others++
    else blocks.push({ line: lineOf(start), lines: formatEntry(fields).split('\n') })
    if (others > blocks.length + 10) return null
    read = end
  }
  const entries = blocks.length
  const rest = restAfter(text, read)
  if (rest !== null) blocks.push({ line: lineOf(rest.start), lines: rest.lines })
  return entries >= 2 && entries > others ? padToLines(blocks) : null
}
