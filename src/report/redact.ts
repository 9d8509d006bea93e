/**
 * Text in, text without credentials and personal details out, with a list of what was found. It runs before anything
 * else looks at an issue. It never keeps a value, never moves a line, and leaves error messages as they were.
 */
import type { SecretKind } from './secret-kind.ts'
import { SECRET_KINDS } from './secret-kinds.ts'

/** One thing that was replaced. */
export interface Finding {
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
  readonly findings: readonly Finding[]
}

/** Replacing one value can bring another to a boundary; two rounds are the rule, more only happen to made-up texts. */
const MAX_ROUNDS = 8

/**
 * Replaces every credential and personal detail by `[redacted:<kind>]`. Redacting twice changes nothing more.
 * @param text any text with `\n` line ends; as many lines come out
 */
export function redact(text: string): Redacted {
  const findings: Finding[] = []
  let current = text
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = redactOnce(current, findings)
    if (next === current) break
    current = next
  }
  return { text: current, findings: distinct(findings) }
}

/** One finding for a kind on a line: a stack trace names the same home folder in every frame. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const byPlace = new Map(findings.map((it) => [`${it.line} ${it.kind} ${it.live}`, it]))
  return [...byPlace.values()].sort((a, b) => a.line - b.line || compare(a.kind, b.kind))
}

function redactOnce(text: string, findings: Finding[]): string {
  let current = text
  const lower = text.toLowerCase()
  for (const kind of SECRET_KINDS) {
    if (kind.hints.some((hint) => lower.includes(hint))) current = replaceKind(current, kind, findings)
  }
  return current
}

function replaceKind(text: string, kind: SecretKind, findings: Finding[]): string {
  const parts: string[] = []
  let copied = 0
  let line = 1
  let counted = 0
  for (const match of text.matchAll(kind.pattern)) {
    const value = match.groups?.['secret'] ?? match[0]
    if (kind.accept?.(value) === false) continue
    const start = match.index + match[0].length - value.length
    line += countNewlines(text, counted, start)
    counted = start
    findings.push({ kind: kind.id, line, live: kind.live })
    parts.push(text.slice(copied, start), mask(kind, value))
    copied = start + value.length
  }
  return copied === 0 ? text : parts.join('') + text.slice(copied)
}

/**
 * What stands in for a value. The one place that sees it: whatever is to be told about a credential without keeping it
 * (the claims of a JWT, say) is added here, inside the brackets, in characters that no pattern takes for a value.
 */
function mask(kind: SecretKind, value: string): string {
  return `[redacted:${kind.id}]${'\n'.repeat(countNewlines(value, 0, value.length))}`
}

function countNewlines(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
