/**
 * Turns a webhook's bytes into the few fields that are stored. Takes time proportional to the payload's size, and
 * depends only on its arguments, so it can run on another thread.
 */

import type { Delivery } from '../../adapters/queue/queue.ts'
import { TriageError } from '../../core/errors.ts'
import { toDelivery } from './events.ts'

/** A webhook with a valid signature. */
export interface SignedWebhook {
  /** The delivery's GUID. */
  readonly id: string
  /** The event's name, without its action. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** Finds the commands in a text, formatted by `formatCommand`. */
export type CommandsIn = (body: string) => Promise<readonly string[]>

/**
 * @returns the delivery to store; null if the bot ignores the webhook
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
 * Replaces a comment's text from before an edit with the commands in it, so that old commands are not carried out
 * again. The text is untrusted and never stored.
 */
export async function withCommandsBefore(event: string, payload: unknown, commandsIn: CommandsIn): Promise<unknown> {
  const edited = payload as { readonly changes?: { readonly body?: { readonly from?: unknown } } } | null
  const from = edited?.changes?.body?.from
  if (!COMMENT_EVENTS.has(event) || typeof from !== 'string') return payload
  return { ...edited, changes: { ...edited?.changes, body: { from: await commandsIn(from) } } }
}

const COMMENT_EVENTS: ReadonlySet<string> = new Set(['issue_comment', 'discussion_comment'])

/**
 * @returns the parsed JSON
 * @throws TriageError('malformed-delivery') when the bytes are not UTF-8 or not JSON
 */
function parsePayload(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    // The cause is left out, because its message quotes the payload.
    const expected = cause instanceof SyntaxError ? 'JSON' : 'UTF-8'
    throw new TriageError(
      'malformed-delivery',
      `The payload does not have the format that GitHub documents: it is not ${expected}.`,
      { hint: 'Check that the sender is GitHub and that the payload is complete.' },
    )
  }
}
