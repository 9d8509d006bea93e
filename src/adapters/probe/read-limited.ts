/** Reads a response's body up to a limit. An event stream may stay open for hours, so it is read up to its first event. */
import type { IncomingMessage } from 'node:http'

/**
 * @param untilEvent whether a stream has to be read at all: one that answers a GET may never send an event
 * @returns null if the body is larger than `maxBytes`
 */
export async function readLimited(
  incoming: IncomingMessage,
  { maxBytes, untilEvent }: { readonly maxBytes: number; readonly untilEvent: boolean },
): Promise<string | null> {
  const isStream = /text\/event-stream/i.test(incoming.headers['content-type'] ?? '')
  if (isStream && !untilEvent) return ''
  const chunks: Buffer[] = []
  const isComplete = eventDetector()
  let length = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > maxBytes) return null
    chunks.push(chunk)
    if (isStream && isComplete(chunk.toString('latin1'))) break
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Reports when an event with data has ended. Keeps only the end of a chunk, so that small chunks cost no more. */
function eventDetector(): (chunk: string) => boolean {
  let tail = ''
  let hasData = false
  return (chunk) => {
    const text = tail + chunk
    tail = text.slice(-8)
    const start = hasData ? 0 : text.search(/(?:^|\n)data:\s?\S/)
    hasData ||= start !== -1
    return hasData && /\n\r?\n/.test(text.slice(start + 1))
  }
}
