/** JSON over several lines: an array of log entries (exports of log services), entries one after the other
 *  (`journalctl -o json-pretty`), or any other document. */
import { lineCounter, objectSpans, restAfter } from './json-spans.ts'
import { formatEntry, isLogEntry } from './log-entry.ts'
import { parseObject, withoutEscapedQuotes } from './loose-json.ts'
import { type Block, padToLines } from './place-lines.ts'

/** What exports call the list of their entries. */
const LIST = /"(?:logs?|logEntries|entries|events|records|messages|items|data|hits|results)"\s{0,100}:\s{0,100}\[/

/**
 * An entry stands on the line where it begins in the file (see `place-lines.ts` for documents without line breaks).
 * Any other document keeps its lines, and strings in it lose the backslashes before their quotes.
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
  const list = /^\s{0,1000}\[/.exec(text) ?? LIST.exec(text.slice(0, 100_000))
  return placed(text, list === null ? 0 : list.index + list[0].length) ?? (list === null ? null : placed(text, 0))
}

/** One object alone is a document; two that are mostly log entries are a log. */
function placed(text: string, from: number): string | null {
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
