/**
 * Replaces credentials and personal details in a text and lists the findings. It runs before anything else reads an
 * issue. It never keeps a value, never moves a line, and leaves error messages unchanged.
 */

import { decodeLine, searchEncoded } from './decode-line.ts'
import { findValues } from './find-values.ts'
import { firstOf } from './first-of.ts'
import { describeClaims, readJwt } from './jwt.ts'
import { endOfLine, startOfLine } from './line-bounds.ts'
import { createPrefilters, type HintedLine, type Prefilter } from './prefilter.ts'
import type { RedactionRule } from './rule.ts'
import { REDACTION_RULES } from './rules.ts'
import {
  type JoinExtent,
  joinWrappedLines,
  nextWrappedLine,
  type Replacement,
  type WrappedLines,
} from './wrapped-lines.ts'

/** One replacement. */
export interface RedactedSpan {
  /** The kind's id, as in `[redacted:<kind>]`. */
  readonly kind: string
  /** 1-based line number in the text. */
  readonly line: number
  /** True when the value looks like a working credential, which its owner has to revoke. */
  readonly live: boolean
}

export interface RedactionResult {
  readonly text: string
  /** Sorted by line, then by kind; one per kind and line. */
  readonly findings: readonly RedactedSpan[]
}

/** Replacing one value can put another one next to a boundary. Two rounds are usual; only contrived texts take more. */
const MAX_ROUNDS = 8

const isCredential = ({ nature }: RedactionRule) => nature !== 'personal'

const [EVERYTHING, CREDENTIALS] = createPrefilters(REDACTION_RULES, isCredential)

/**
 * Replaces every credential and personal detail with `[redacted:<kind>]`. Idempotent.
 * @param text any text with `\n` line endings
 * @returns a text with the same number of lines, and the replacements
 */
export function redact(text: string): RedactionResult {
  return redactWith(text, EVERYTHING)
}

/** Replaces only credentials. Used for messages to a user, which may name that user's own folders and URLs. */
export function redactCredentials(text: string): string {
  return redactWith(text, CREDENTIALS).text
}

function redactWith(text: string, prefilter: Prefilter): RedactionResult {
  const findings: RedactedSpan[] = []
  let current = text
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { spanning, lines } = prefilter.scan(foldFullWidth(current))
    // Most texts contain nothing that spans lines, so one round is enough.
    if (round > 0 && spanning.length === 0) break
    const joined = replaceAll(current, spanning, { findings, line: 1 })
    const hinted = joined === current ? lines : prefilter.scan(foldFullWidth(joined)).lines
    const next = redactLines(joined, hinted, { prefilter, findings })
    if (next === current) break
    current = next
  }
  return { text: current, findings: distinct(findings) }
}

/** Keeps one finding per kind and line: a line can name the same home folder several times. */
function distinct(findings: readonly RedactedSpan[]): readonly RedactedSpan[] {
  const byLineAndKind = new Map(findings.map((it) => [`${it.line} ${it.kind} ${it.live}`, it]))
  return [...byLineAndKind.values()].sort((a, b) => a.line - b.line || compare(a.kind, b.kind))
}

interface LinesContext {
  readonly prefilter: Prefilter
  readonly findings: RedactedSpan[]
}

/**
 * Redacts the lines that the prefilter caught and copies everything in between unchanged. A line break or an encoded
 * character can hide what the prefilter looks for, so lines with them are read as well.
 */
function redactLines(text: string, hinted: readonly HintedLine[], { prefilter, findings }: LinesContext): string {
  const parts: string[] = []
  const folded = foldFullWidth(text)
  const kindsByStart = new Map(hinted.map(({ start, kinds }) => [start, kinds]))
  const starts = kindsByStart.keys().toArray()
  let passed = 0
  const nextHinted = (from: number): number => {
    while ((starts[passed] ?? from) < from) passed++
    return starts[passed] ?? -1
  }
  const nextLine = firstOf([
    nextHinted,
    (from) => nextWrappedLine(folded, from, prefilter.hasHint),
    searchEncoded(folded),
  ])
  let copied = 0
  let counted = 0
  let line = 1
  for (let found = nextLine(0); found !== -1; found = nextLine(copied)) {
    const start = startOfLine(text, found)
    const end = endOfLine(text, found)
    line += countNewlines(text.slice(counted, start))
    counted = start
    parts.push(text.slice(copied, start))
    const read = redactWrapped(joinerAt(text, start, end), prefilter, { findings, line })
    const known = { prefilter, kinds: kindsByStart.get(start) }
    parts.push(read?.text ?? redactLine(text.slice(start, end), known, { findings, line }))
    copied = read?.end ?? end
    if (copied === text.length) break
  }
  return copied === 0 ? text : parts.join('') + text.slice(copied)
}

/** The line on which a text starts, and the list to which its findings are added. */
interface FindingsContext {
  readonly findings: RedactedSpan[]
  /** 1-based line on which the text starts. */
  readonly line: number
}

/** Joins a line with those after it. */
type Joiner = (extent: JoinExtent) => WrappedLines | null

function joinerAt(text: string, start: number, end: number): Joiner {
  return (extent) => joinWrappedLines(text, { start, end }, extent)
}

/**
 * Redacts what a line break separates, also from its name, in the joined text, and then each line that this touches. A
 * block is read only if there is such a thing at its beginning; otherwise each of its lines would be read sixty times.
 * @returns null if there is no such thing; the lines that are left may be joined with others
 */
function redactWrapped(
  join: Joiner,
  prefilter: Prefilter,
  context: FindingsContext,
): { readonly text: string; readonly end: number } | null {
  if (crossingValues(join('token'), prefilter).length === 0) return null
  const wrapped = join('block')
  const crossing = crossingValues(wrapped, prefilter)
  if (wrapped === null || crossing.length === 0) return null
  const { lines, replaced, end } = wrapped.replace(crossing)
  for (const { kind, line } of replaced)
    context.findings.push({ kind: kind.id, line: context.line + line, live: kind.nature === 'live' })
  const redacted = lines.map((text, at) =>
    redactLine(text, { prefilter }, { findings: context.findings, line: context.line + at }),
  )
  return { text: redacted.join('\n'), end }
}

interface CrossingValue extends Replacement {
  readonly kind: RedactionRule
}

function crossingValues(wrapped: WrappedLines | null, prefilter: Prefilter): readonly CrossingValue[] {
  if (wrapped === null) return []
  const { joined } = wrapped
  return prefilter.kindsIn(joined).flatMap((kind) =>
    findValues(joined, kind).flatMap(({ value, start, contextStart = start }) => {
      if (!wrapped.crosses(contextStart, start + value.length)) return []
      return [{ start, end: start + value.length, mask: mask(kind, value), kind }]
    }),
  )
}

interface LineKinds {
  readonly prefilter: Prefilter
  /** The kinds with a hint in the line, if they are known. */
  readonly kinds?: readonly RedactionRule[] | undefined
}

function redactLine(text: string, { prefilter, kinds }: LineKinds, context: FindingsContext): string {
  const folded = foldFullWidth(text)
  const decoded = decodeLine(folded)
  let current = decoded
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const known = round === 0 && decoded === folded ? kinds : undefined
    const next = replaceAll(current, known ?? prefilter.kindsIn(current), context)
    if (next === current) break
    current = next
  }
  return current === decoded ? text : current
}

/** Full-width forms of `!` to `~`; people can still read and copy a token that is written in them. */
const FULL_WIDTH = /[\uff01-\uff5e]/g
const FULL_WIDTH_OFFSET = 0xff01 - 0x21

function foldFullWidth(text: string): string {
  return text.replace(FULL_WIDTH, (it) => String.fromCharCode(it.charCodeAt(0) - FULL_WIDTH_OFFSET))
}

function replaceAll(text: string, kinds: readonly RedactionRule[], context: FindingsContext): string {
  return kinds.reduce((current, kind) => replaceKind(current, kind, context), text)
}

function replaceKind(text: string, kind: RedactionRule, { findings, line: firstLine }: FindingsContext): string {
  const parts: string[] = []
  let copied = 0
  let line = firstLine
  let counted = 0
  for (const { value, start } of findValues(text, kind)) {
    line += countNewlines(text.slice(counted, start))
    counted = start
    findings.push({ kind: kind.id, line, live: kind.nature === 'live' })
    parts.push(text.slice(copied, start), mask(kind, value))
    copied = start + value.length
  }
  return copied === 0 ? text : parts.join('') + text.slice(copied)
}

/**
 * Returns the replacement for a value. No other code sees the value, so any detail worth reporting about it goes here,
 * inside the brackets, in characters that no pattern mistakes for a value.
 */
function mask(kind: RedactionRule, value: string): string {
  const claims = kind.id === 'jwt' ? describeJwt(value) : ''
  return `[redacted:${kind.id}${claims}]${'\n'.repeat(countNewlines(value))}`
}

/** Claims are untrusted text. If redaction would replace anything in them, all of them are dropped. */
function describeJwt(token: string): string {
  const claims = readJwt(token)
  const text = claims === null ? '' : describeClaims(claims)
  if (text === '') return ''
  const suffix = ` ${text}`
  return EVERYTHING.kindsIn(suffix).some((kind) => findValues(suffix, kind).length > 0) ? '' : suffix
}

/** Takes a whole string: searching up to a bound would read a long line again for every finding. */
function countNewlines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
