/**
 * Reads a request whose parts stand anywhere on a line: a method, a path or URL, and a number that can only be the
 * status. It knows no layout, so a number counts if it is registered as a status and nothing beside it says that it is
 * something else: a unit, a name, a word.
 */
import { type Exchange, lineReader } from '../reader.ts'
import { hostOf, METHOD, NO_COUNT } from './request-target.ts'

/** Small letters count only where a path follows: `get` and `post` are words. */
const VERB = new RegExp(
  String.raw`(?<![\w/.-])(?:${METHOD}(?![\w/.-])|(?:get|post|put|delete|patch|options|head)(?= (?:\/|https?:\/)))`,
)

/** A host can stand alone, before the path or in front of it: `GET https login.example "/token"`. */
const TARGET =
  /(?:\bhttps?:\/\/([^\s"'<>/]{1,200})|(?<![\w./-])([\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?::\d{1,5})?)(?: "|\t(?=\/)|(?=\/))|(?<=[\s"'(]))(\/[^\s"'<>,;]{0,800})/g

/** The statuses that are registered (RFC 9110, section 15), and Cloudflare's. */
const NUMBER = new RegExp(
  String.raw`(?<![\w.:/=,+#-])(?:10[0-3]|20[0-8]|226|30[0-8]|4(?:0\d|1[0-8]|2[1-6]|28|29|31|51|99)|50[0-8]|51[01]|52\d|530)(?![\w%/+-]|[.:,]\w)${NO_COUNT}`,
  'g',
)

const UNIT = /^["')\]}]{0,2}\s?(?:m?s|µs|us|ns|sec|min|[KMG]?i?B)\b/
const NEXT_WORD = /^["')\]}]{0,2}\s{1,3}([a-z]{4,20})(?=[\s,;)]|:(?!\/)|$)/
/** Words that can lead to a status, in the languages of reports. */
const LEADS =
  /^(?:status|code|status_?code|response|responded|returned|returns|result|answered|answer|answers|got|gave|gives|with|http|is|was|as|to|and|devuelve|responde|retorna|renvoie|retourne|liefert|gibt|antwortet|ergibt|restituisce|ritorna|mit|con|com|avec|un|ein|eine|einen)$/i

/** Between a status and the method: the same again, a duration and an IP address, but no words. */
const BEFORE_VERB = /^\d{3}[^A-Za-z]{0,40}(?:\d(?:m?s|µs)\b[^A-Za-z]{0,40})?$/

/** In characters. */
const MAX_WORD = 820
const MAX_AFTER = 40

export const scatteredRequests = lineReader('requests in parts', (line) => requestIn(line) ?? requestInCells(line))

/** A test that passes says what should be refused, and a row of a Markdown table what its header says. */
const NO_REQUEST = /^\s{0,12}(?:[✓✔√]|ok \d|(?:--- )?PASS\b|\|)/

/** @returns null for a line without all three parts */
function requestIn(line: string): Exchange | null {
  if (NO_REQUEST.test(line)) return null
  const verb = VERB.exec(line)
  if (verb === null) return null
  const targets = [...line.matchAll(TARGET)]
  const target = targets.find(({ index }) => index > verb.index) ?? targets[0]
  if (target === undefined) return null
  const end = target.index + target[0].length
  const numbers = [...line.matchAll(NUMBER)].filter((it) => isStatus(line, it, target[0]))
  const number =
    numbers.find(({ index }) => index >= end) ??
    numbers.find(({ index }) => index > verb.index && index < target.index) ??
    numbers.find(({ index }) => index < verb.index && BEFORE_VERB.test(line.slice(index, verb.index)))
  if (number === undefined) return null
  return {
    path: target[3] as string,
    status: Number(number[0]),
    host: hostOf(target[1] ?? target[2]),
    vantage: target[1] === undefined ? 'server' : 'client',
  }
}

/** Of cells that a bar or a tab parts, one is a URL, or a path where another is a method; the first number is the status. */
function requestInCells(line: string): Exchange | null {
  const cells = line.split(/[|\t]/, MAX_CELLS).map((it) => it.trim())
  if (cells.length < MIN_CELLS) return null
  const target = cells.some((it) => METHOD_CELL.test(it)) ? TARGET_CELL : URL_CELL
  const url = cells.map((it) => target.exec(it)).find((it) => it !== null)
  const status = cells.find((it) => STATUS_CELL.test(it))
  if (url === undefined || status === undefined) return null
  return { path: url[2] as string, status: Number(status), host: hostOf(url[1]), vantage: 'server' }
}

const MIN_CELLS = 5
const MAX_CELLS = 60
const URL_CELL = /^https?:\/\/([^\s"'<>/]{1,200})(\/[^\s"'<>]{0,800})$/
const TARGET_CELL = /^(?:https?:\/\/([^\s"'<>/]{1,200}))?(\/[^\s"'<>]{0,800})$/
const METHOD_CELL = new RegExp(`^${METHOD}$`)
const STATUS_CELL = /^[1-5]\d\d$/

function isStatus(line: string, { 0: number, index }: RegExpExecArray, target: string): boolean {
  const end = index + number.length
  const after = line.slice(end, end + MAX_AFTER)
  if (UNIT.test(after)) return false
  // `400 retries`, `200 items`
  if (NEXT_WORD.exec(after)?.[1]?.endsWith('s')) return false
  const before = line.slice(Math.max(0, index - MAX_WORD), index).trimEnd()
  const word = before.slice(before.lastIndexOf(' ') + 1)
  return word.includes(target) || canLead(word)
}

/** What stands before a status is no word, one in capitals (a level, a method, a zone), or one that leads to it. */
function canLead(word: string): boolean {
  const letters = word.replaceAll(/\W/g, '')
  return letters === letters.toUpperCase() || LEADS.test(letters)
}
