/**
 * The hidden first line of every bot comment, which records the decision that the comment shows. It contains ids from
 * the pack and nothing that a reporter wrote. Anyone can paste a marker, so it never proves who wrote a comment.
 */
import { createHash } from 'node:crypto'
import type { Decision } from '../diagnosis/diagnosis.ts'

const OPEN = '<!-- auth-triage:v1 '
const CLOSE = ' -->'
/** In characters. A marker has about 120 characters; a much longer one is not from this bot. */
const MAX_MARKER = 500

/** The state that a comment shows. `silent` means no diagnosis, or one that was withdrawn. */
export interface MarkerState {
  readonly decision: Decision
  readonly signature: string | null
  readonly pack: string
  /** Whether the comment is, or was, only a warning about a credential. */
  readonly warned?: boolean | undefined
  /** Key of the question that the comment asks. */
  readonly question?: string | undefined
  /** The numbers that the listed steps have in the signature; omitted when they are 1, 2, 3 and so on. */
  readonly steps?: readonly number[] | undefined
}

/** @returns the marker as one line; the same state always gives the same bytes */
export function renderMarker({ decision, signature, pack, warned, question, steps }: MarkerState): string {
  const isPlain = steps === undefined || steps.every((step, at) => step === at + 1)
  const rest = { ...(warned && { warned }), ...(question && { question }), ...(!isPlain && { steps }) }
  const json = JSON.stringify({ decision, signature, pack, ...rest })
  // An HTML comment ends at the first `-->`, so the JSON must contain neither `--` nor `>`.
  return `${OPEN}${json.replaceAll('--', '-\\u002d').replaceAll('>', '\\u003e')}${CLOSE}`
}

/** Returns a key that identifies a question in a marker, because a marker contains no sentences. */
export function questionKey(question: string): string {
  return createHash('sha256').update(question).digest('hex').slice(0, 8)
}

/** Whether the body starts with a marker of this version, readable or not. */
export function hasMarker(body: string): boolean {
  return body.trimStart().startsWith(OPEN)
}

/** @returns the state in the body's marker; null when there is none or it is unreadable. Never throws. */
export function parseMarker(body: string): MarkerState | null {
  if (!hasMarker(body)) return null
  const text = body.trimStart().slice(OPEN.length, OPEN.length + MAX_MARKER)
  const end = text.indexOf(CLOSE)
  return end === -1 ? null : readState(text.slice(0, end))
}

function readState(json: string): MarkerState | null {
  try {
    return toState(JSON.parse(json))
  } catch {
    return null
  }
}

const DECISIONS: ReadonlySet<unknown> = new Set<Decision>(['assert', 'ask', 'silent'])

/** Checks a marker by hand: every command would otherwise load a schema library to write its first comment. */
function toState(value: Partial<Record<keyof MarkerState, unknown>> | null): MarkerState | null {
  const { decision, signature, pack, warned, question, steps } = value ?? {}
  const isStep = (step: unknown) => Number.isSafeInteger(step) && (step as number) >= 1
  const isValid =
    DECISIONS.has(decision) &&
    (signature === null || typeof signature === 'string') &&
    typeof pack === 'string' &&
    (warned === undefined || typeof warned === 'boolean') &&
    (question === undefined || typeof question === 'string') &&
    (steps === undefined || (Array.isArray(steps) && steps.every(isStep)))
  if (!isValid) return null
  const rest = { ...(warned !== undefined && { warned }), ...(question !== undefined && { question }) }
  return { decision, signature, pack, ...rest, ...(steps !== undefined && { steps }) } as MarkerState
}
