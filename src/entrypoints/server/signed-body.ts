/**
 * Reads a body that somebody claims to have signed, and hands it on only if they did: until its last byte has come, it
 * takes a megabyte of memory at most.
 */
import { createHmac, type Hmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Spool } from './spool.ts'

export interface SignedBodyOptions {
  /** Any of them may have signed. */
  readonly secrets: readonly string[]
  /** What it is claimed to be signed with. */
  readonly signature: Buffer
  /** Bytes that the body has. */
  readonly length: number
  /** Folder for what is larger than a megabyte. */
  readonly folder: string
  /** Ends the reading with its reason. */
  readonly signal: AbortSignal
}

/** Raised when a connection ended before the body had come: there is nobody left to answer. */
export class SenderGone extends Error {
  constructor() {
    super('The sender went away before the body had come.')
    this.name = 'SenderGone'
  }
}

/**
 * @returns the body; null when none of the secrets has signed it
 * @throws SenderGone; the reason of the signal; an error when the folder cannot be written to
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

/** Takes as long whichever of them signed. */
function isSigned(hmacs: readonly Hmac[], signature: Buffer): boolean {
  return hmacs.map((hmac) => timingSafeEqual(hmac.digest(), signature)).includes(true)
}

/** An iterator of Node's own destroys the connection when it is left early, and with it the answer. */
async function* chunksOf(request: IncomingMessage, signal: AbortSignal): AsyncGenerator<Buffer> {
  while (true) {
    signal.throwIfAborted()
    const chunk: Buffer | null = request.read()
    if (chunk !== null) yield chunk
    else if (request.readableEnded) return
    else await more(request, signal)
  }
}

/** Resolves when there is more to read, or nothing more comes. */
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
