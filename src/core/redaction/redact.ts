/**
 * Text in, text without credentials and personal details out, with a list of what was found. It runs before anything
 * else looks at an issue. It never keeps a value, never moves a line, and leaves error messages as they were.
 */

import { isPlaceholder } from './entropy.ts'
import { describeClaims, readJwt } from './jwt.ts'
import { createPrefilter } from './prefilter.ts'
import type { SecretKind } from './rule.ts'
import { SECRET_KINDS } from './rules.ts'

/** One thing that was replaced. */
export interface RedactedSpan {
  /** Id of the kind, as in `[redacted:<kind>]`. */
  readonly kind: string
  /** 1-based line of the text. */
  readonly line: number
  /** True for a working credential's shape, which has to be revoked. */
  readonly live: boolean
}

export interface Redacted {
  readonly text: string
  /** In order of line, then of kind; once for each kind on a line. */
  readonly findings: readonly RedactedSpan[]
}

/** Replacing one value can bring another to a boundary; two rounds are the rule, more only happen to made-up texts. */
const MAX_ROUNDS = 8

const SPANNING = createPrefilter(SECRET_KINDS.filter((kind) => kind.spansLines))
const IN_LINE = createPrefilter(SECRET_KINDS.filter((kind) => !kind.spansLines))
const CREDENTIALS_SPANNING = createPrefilter(
  SECRET_KINDS.filter((kind) => kind.spansLines && kind.nature !== 'personal'),
)
const CREDENTIALS_IN_LINE = createPrefilter(
  SECRET_KINDS.filter((kind) => !kind.spansLines && kind.nature !== 'personal'),
)

interface Prefilters {
  readonly spanning: ReturnType<typeof createPrefilter>
  readonly inLine: ReturnType<typeof createPrefilter>
}

/**
 * Replaces every credential and personal detail by `[redacted:<kind>]`. Redacting twice changes nothing more.
 * @param text any text with `\n` line ends; as many lines come out
 */
export function redact(text: string): Redacted {
  return redactWith(text, { spanning: SPANNING, inLine: IN_LINE })
}

/** The same for credentials alone: for messages to somebody whose own folders and addresses they name. */
export function redactCredentials(text: string): string {
  return redactWith(text, { spanning: CREDENTIALS_SPANNING, inLine: CREDENTIALS_IN_LINE }).text
}

function redactWith(text: string, { spanning, inLine }: Prefilters): Redacted {
  const findings: RedactedSpan[] = []
  let current = text
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const joined = replaceAll(current, spanning.sift(current), { findings, line: 1 })
    const next = redactLines(joined, inLine, findings)
    // Most texts hold nothing that spans lines, and their lines are done.
    if (next === current || !spanning.catches(next)) return { text: next, findings: distinct(findings) }
    current = next
  }
  return { text: current, findings: distinct(findings) }
}

/** One finding for a kind on a line: a stack trace names the same home folder in every frame. */
function distinct(findings: readonly RedactedSpan[]): readonly RedactedSpan[] {
  const byPlace = new Map(findings.map((it) => [`${it.line} ${it.kind} ${it.live}`, it]))
  return [...byPlace.values()].sort((a, b) => a.line - b.line || compare(a.kind, b.kind))
}

/** Only lines that the prefilter catches are looked at; the others are copied in one piece. */
function redactLines(text: string, prefilter: Prefilters['inLine'], findings: RedactedSpan[]): string {
  const parts: string[] = []
  let copied = 0
  let counted = 0
  let line = 1
  for (let at = prefilter.next(text, 0); at !== -1; at = prefilter.next(text, copied)) {
    const start = text.lastIndexOf('\n', at - 1) + 1
    const end = endOfLine(text, at)
    line += countNewlines(text.slice(counted, start))
    counted = start
    parts.push(text.slice(copied, start), redactLine(text.slice(start, end), prefilter, { findings, line }))
    copied = end
    if (end === text.length) break
  }
  return copied === 0 ? text : parts.join('') + text.slice(copied)
}

interface Notes {
  readonly findings: RedactedSpan[]
  /** Line on which the text begins. */
  readonly line: number
}

function redactLine(text: string, prefilter: Prefilters['inLine'], notes: Notes): string {
  let current = text
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = replaceAll(current, prefilter.sift(current), notes)
    if (next === current) break
    current = next
  }
  return current
}

function replaceAll(text: string, kinds: readonly SecretKind[], notes: Notes): string {
  return kinds.reduce((current, kind) => replaceKind(current, kind, notes), text)
}

function replaceKind(text: string, kind: SecretKind, { findings, line: first }: Notes): string {
  const parts: string[] = []
  let copied = 0
  let line = first
  let counted = 0
  for (const { value, start } of findAll(text, kind)) {
    line += countNewlines(text.slice(counted, start))
    counted = start
    findings.push({ kind: kind.id, line, live: kind.nature === 'live' })
    parts.push(text.slice(copied, start), mask(kind, value))
    copied = start + value.length
  }
  return copied === 0 ? text : parts.join('') + text.slice(copied)
}

interface Found {
  readonly value: string
  readonly start: number
}

function findAll(text: string, { pattern, accept, judgesFillers }: SecretKind): readonly Found[] {
  const found: Found[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const value = match.groups?.['secret'] ?? match[0]
    const isFiller = !judgesFillers && isPlaceholder(value)
    if (isFiller || accept?.(value) === false) continue
    const end = match.index + match[0].length
    const last = value.length < MIN_CUT ? end : endOfWord(text, end)
    found.push({ value: value + text.slice(end, last), start: end - value.length })
    if (last > end) pattern.lastIndex = last
  }
  return found
}

/** The lowest of the limits at which a pattern stops reading a value; what goes on behind it is the rest of the same. */
const MIN_CUT = 8_192

function endOfWord(text: string, from: number): number {
  let end = from
  while (end < text.length && IN_WORD.test(text.charAt(end))) end++
  return end
}

/** What tokens of every kind are made of. */
const IN_WORD = /[\w.~+/=%-]/

/**
 * What stands in for a value. The one place that sees it: whatever is to be told about a credential without keeping it
 * is added here, inside the brackets, in characters that no pattern takes for a value.
 */
function mask(kind: SecretKind, value: string): string {
  const claims = kind.id === 'jwt' ? describeJwt(value) : ''
  return `[redacted:${kind.id}${claims}]${'\n'.repeat(countNewlines(value))}`
}

/** Claims are a stranger's text: when anything in them would be redacted itself, all of them go. */
function describeJwt(token: string): string {
  const claims = readJwt(token)
  const text = claims === null ? '' : describeClaims(claims)
  if (text === '') return ''
  const told = ` ${text}`
  return IN_LINE.sift(told).some((kind) => findAll(told, kind).length > 0) ? '' : told
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

/** Of the whole text: looking for the next line end behind a bound would read a long line anew for every finding. */
function countNewlines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
  return count
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
