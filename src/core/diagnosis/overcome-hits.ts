/**
 * Decides which of several failures in one log is the present one. A failure is overcome if its own line says what the
 * program does instead, or if the host that failed answers later. It is another matter if the script goes on with its
 * next command, or if it belongs to another part of the program than the one in the title. Only a later failure, or one
 * of the part in the title, takes its place.
 */
import { endOfLine, startOfLine } from '../redaction/line-bounds.ts'
import type { Segment } from '../report/report.ts'
import { isSure, type Mood, type ReadHit } from './mood.ts'

/** `keyring unavailable, falling back to file storage` */
const FALLBACK = /\b(?:falling|falls?|fell) back (?:to|on)\b|\busing [^\n]{1,60} instead\b/i

const HOST = /https?:\/\/([\w.-]{3,100})/g
const ANSWERED = /\b(?:ok|200|201|204|succe(?:ss\w*|eded)|established|reachable)\b/i
const REFUSED = /\b(?:fail\w*|error|denied|refused|unauthori[sz]ed|forbidden|[45]\d\d)\b/i

/** `[calendar]` or `ERROR [calendar]`, at most this far into a line. */
const PART = /\[([a-z][\w-]{1,30})\]/gi
const MAX_PREFIX = 80
/** Levels in brackets are the same in every part. */
const LEVEL = /^(?:error|err|warn(?:ing)?|info|debug|trace|fatal|critical|notice)$/i
const NEXT_COMMAND = /\n[ \t]{0,8}[$#] [a-z./]/i
/** In characters; a line of a log can be megabytes long. */
const MAX_LINE = 400
/** Failures and lines of one log that are compared. */
const MAX_COMPARED = 200
/** How far after a failure its end is looked for, in characters. */
const MAX_SPAN = 20_000

/** @param title of the report */
export function withOvercome(hits: readonly ReadHit[], title: string): readonly ReadHit[] {
  const bySegment = Map.groupBy(hits.filter(namesFailure), ({ segment }) => segment)
  const moods = new Map<ReadHit, Mood>()
  for (const [segment, failures] of bySegment) {
    if (new Set(failures.map(({ owned }) => owned.owner)).size < 2) continue
    const compared = failures.slice(0, MAX_COMPARED)
    for (const hit of compared) {
      if (isOvercome(hit, segment, compared)) moods.set(hit, 'cured')
      else if (isOtherPart(hit, compared, title) || wasPassedOver(hit, segment, compared)) moods.set(hit, 'explained')
    }
  }
  return moods.size === 0 ? hits : hits.map((hit) => withMood(hit, moods.get(hit)))
}

function withMood(hit: ReadHit, mood: Mood | undefined): ReadHit {
  return mood === undefined ? hit : { ...hit, reading: { ...hit.reading, mood } }
}

function namesFailure(hit: ReadHit): boolean {
  const { role, clause } = hit.owned
  return hit.segment.kind === 'log' && role === 'evidence' && clause.flow === undefined && isSure(hit)
}

function isOvercome(hit: ReadHit, { text }: Segment, failures: readonly ReadHit[]): boolean {
  const line = lineOf(hit)
  const last = failures.findLast(({ owned, start }) => owned.owner !== hit.owned.owner && start > hit.end)
  const end = endOfLine(text, hit.end)
  if (last === undefined || last.start < end) return false
  if (FALLBACK.test(line)) return true
  const hosts = Array.from(line.matchAll(HOST), ([, host = '']) => host)
  if (hosts.length === 0) return false
  const later = text.slice(end, Math.min(last.start, end + MAX_SPAN)).split('\n', MAX_COMPARED)
  return later.some((it) => ANSWERED.test(it) && !REFUSED.test(it) && hosts.some((host) => it.includes(host)))
}

function isOtherPart(hit: ReadHit, failures: readonly ReadHit[], title: string): boolean {
  const part = partOf(hit)
  if (part === null || isNamed(part, title)) return false
  return failures.some((it) => it.owned.owner !== hit.owned.owner && isNamed(partOf(it), title))
}

/** A script that goes on with its next command was not stopped by the failure of the one before. */
function wasPassedOver(hit: ReadHit, { text }: Segment, failures: readonly ReadHit[]): boolean {
  const last = failures.at(-1) as ReadHit
  const end = endOfLine(text, hit.end)
  if (last.owned.owner === hit.owned.owner) return false
  if (failures.some(({ owned, start }) => owned.owner === hit.owned.owner && start > end)) return false
  return NEXT_COMMAND.test(text.slice(end, Math.min(Math.max(end, last.start), end + MAX_SPAN)))
}

function isNamed(part: string | null, title: string): boolean {
  return (
    part !== null &&
    title
      .toLowerCase()
      .split(/[^\p{L}\p{N}_-]+/u)
      .includes(part.toLowerCase())
  )
}

/** The part of the program that wrote the line. */
function partOf(hit: ReadHit): string | null {
  const tags = Array.from(lineOf(hit).slice(0, MAX_PREFIX).matchAll(PART), ([, tag = '']) => tag)
  return tags.find((tag) => !LEVEL.test(tag)) ?? null
}

function lineOf({ segment, start }: ReadHit): string {
  const from = startOfLine(segment.text, start)
  return segment.text.slice(from, Math.min(endOfLine(segment.text, start), from + MAX_LINE))
}
