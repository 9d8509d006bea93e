/**
 * All that is done to the bytes of a webhook before it is stored: bytes come in, a few fields go out. It takes time in
 * proportion to the payload, and works on nothing but its arguments, so that it can be done elsewhere.
 */

import type { Delivery } from '../../adapters/queue/queue.ts'
import { TriageError } from '../../core/errors.ts'
import { toDelivery } from './events.ts'

/** A webhook whose signature is right. */
export interface SignedWebhook {
  /** GUID of the delivery. */
  readonly id: string
  /** Name of the event, without its action. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** Reads the commands of a text, as `formatCommand` writes them. */
export type CommandsIn = (body: string) => Promise<readonly string[]>

/**
 * @returns the delivery to store; null when there is nothing to do about it
 * @throws TriageError('malformed-delivery')
 */
export async function readPayload(
  { id, name, bytes }: SignedWebhook,
  receivedAt: number,
  commandsIn: CommandsIn,
): Promise<Delivery | null> {
  const payload = await withCommandsBefore(name, parsePayload(bytes), commandsIn)
  return toDelivery({ id, name, payload }, receivedAt)
}

/**
 * Of what a comment said before it was edited only the commands are kept, so that those that stood there are not carried
 * out again. The text is a stranger's and is never stored.
 */
export async function withCommandsBefore(event: string, payload: unknown, commandsIn: CommandsIn): Promise<unknown> {
  const edited = payload as { readonly changes?: { readonly body?: { readonly from?: unknown } } } | null
  const from = edited?.changes?.body?.from
  if (event !== 'issue_comment' || typeof from !== 'string') return payload
  return { ...edited, changes: { ...edited?.changes, body: { from: await commandsIn(from) } } }
}

/**
 * @returns what the bytes spell in JSON
 * @throws TriageError('malformed-delivery') when they are not UTF-8, or no JSON
 */
function parsePayload(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    // What the cause says is not told: it quotes the payload.
    const what = cause instanceof SyntaxError ? 'JSON' : 'UTF-8'
    throw new TriageError('malformed-delivery', `The payload is not what GitHub documents: it is not ${what}.`, {
      hint: 'Check that the sender is GitHub and that the payload is whole.',
    })
  }
}
