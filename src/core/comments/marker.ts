/**
 * The hidden first line of every comment of the bot: which decision the comment stands for. It holds ids of the pack
 * and nothing that a reporter wrote. Anyone can paste a marker, so it never proves who wrote a comment.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'

const OPEN = '<!-- auth-triage:v1 '
const CLOSE = ' -->'
/** A marker is about 120 characters; anything much longer is not ours. */
const MAX_MARKER = 500

const markerState = z.object({
  decision: z.enum(['assert', 'ask', 'silent']),
  signature: z.string().nullable(),
  pack: z.string(),
  /** The comment was, or is, nothing but a warning about a credential. */
  warned: z.boolean().optional(),
  /** Key of the question that the comment puts. */
  question: z.string().optional(),
  /** The signature's own numbers of the steps that the comment lists, where they are not 1, 2, 3 and so on. */
  steps: z.array(z.int().min(1)).readonly().optional(),
})

/** What a comment stands for. `silent`: no reading, or an earlier one was taken back. */
export type MarkerState = Readonly<z.infer<typeof markerState>>

/** The marker as one line. Deterministic: same state, same bytes. */
export function renderMarker({ decision, signature, pack, warned, question, steps }: MarkerState): string {
  const isPlain = steps === undefined || steps.every((step, at) => step === at + 1)
  const rest = { ...(warned && { warned }), ...(question && { question }), ...(!isPlain && { steps }) }
  const json = JSON.stringify({ decision, signature, pack, ...rest })
  // An HTML comment ends at the first `-->`, so neither `--` nor `>` may stand in the JSON.
  return `${OPEN}${json.replaceAll('--', '-\\u002d').replaceAll('>', '\\u003e')}${CLOSE}`
}

/** Tells one question from another in a marker, which holds no sentences. */
export function questionKey(question: string): string {
  return createHash('sha256').update(question).digest('hex').slice(0, 8)
}

/** Whether the body begins with a marker of this version, readable or not. */
export function hasMarker(body: string): boolean {
  return body.trimStart().startsWith(OPEN)
}

/** The state in the body's marker; null when there is none or it cannot be read. Never throws. */
export function parseMarker(body: string): MarkerState | null {
  if (!hasMarker(body)) return null
  const text = body.trimStart().slice(OPEN.length, OPEN.length + MAX_MARKER)
  const end = text.indexOf(CLOSE)
  return end === -1 ? null : readState(text.slice(0, end))
}

function readState(json: string): MarkerState | null {
  try {
    return markerState.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}
