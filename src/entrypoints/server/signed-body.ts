/**
 * Reads a body and returns it only if its signature is valid. Until the last byte arrives, it uses at most 1 MB of
 * memory.
 */
import { createHmac, type Hmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Spool } from './spool.ts'

export interface SignedBodyOptions {
  /** The sender may have used any of these secrets to sign. */
  readonly secrets: readonly string[]
  /** The signature that came with the request. */
  readonly signature: Buffer
  /** Length of the body in bytes. */
  readonly length: number
  /** Folder for temporary files, used above 1 MB. */
  readonly folder: string
  /** Aborts the reading; the signal's reason is thrown. */
  readonly signal: AbortSignal
}

/** Thrown when a connection ends before its body is complete: there is no one left to respond to. */
export class SenderGone extends Error {
  constructor() {
    super('The sender closed the connection before the body was complete.')
    this.name = 'SenderGone'
  }
}

/**
 * @returns the body; null if it was not signed with any of the secrets
 * @throws SenderGone; the signal's reason; an error when the folder cannot be written to
 */
export async function readSignedBody(request: IncomingMessage, options: SignedBodyOptions): Promise<Buffer | null> {
  const { secrets, signature, length, folder, signal } = options
  const hmacs = secrets.map((secret) => createHmac('sha256', secret))
  const spool = new Spool({ length, folder })
  try {
    for await (const chunk of chunksOf(request, signal)) {
      for (const hmac of hmacs) hmac.update(chunk)
      await spool.write(chunk)
    }
    return isSigned(hmacs, signature) ? await spool.read() : null
  } finally {
    await spool.close()
  }
}

/** Takes the same time, whichever secret was used to sign. */
function isSigned(hmacs: readonly Hmac[], signature: Buffer): boolean {
  return hmacs.map((hmac) => timingSafeEqual(hmac.digest(), signature)).includes(true)
}

/** Node's own iterator destroys the connection, and the response with it, when a loop over it ends early. */
async function* chunksOf(request: IncomingMessage, signal: AbortSignal): AsyncGenerator<Buffer> {
  while (true) {
    signal.throwIfAborted()
    const chunk: Buffer | null = request.read()
    if (chunk !== null) yield chunk
    else if (request.readableEnded) return
    else await more(request, signal)
  }
}

/** Resolves when there is more to read, or when the stream has ended. */
function more(request: IncomingMessage, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (how: () => void) => () => {
      request.off('readable', onMore).off('end', onMore).off('close', onGone)
      signal.removeEventListener('abort', onAbort)
      how()
    }
    const onMore = settle(resolve)
    const onGone = settle(() => reject(new SenderGone()))
    const onAbort = settle(() => reject(signal.reason))
    request.on('readable', onMore).on('end', onMore).on('close', onGone)
    signal.addEventListener('abort', onAbort)
    if (request.destroyed && !request.readableEnded) onGone()
  })
}
