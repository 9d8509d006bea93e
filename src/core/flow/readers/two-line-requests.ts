/**
 * Reads formats that write a request and its response on lines of their own. A format is a row in `two-line-formats.ts`:
 * how a request begins, what its answer looks like, and an id that both carry where requests are interleaved.
 */
import type { Exchange, Reader } from '../reader.ts'
import { NOTHING } from '../reader.ts'
import { addRequestLine, hostHeaderIn, type PendingRequest } from './pending-request.ts'
import { hostOf } from './request-target.ts'
import { FORMATS, type Format } from './two-line-formats.ts'

/** Requests that wait for their response; a format without ids has one. */
const MAX_PENDING = 200

export const twoLineRequests: Reader = {
  name: 'requests and responses on lines of their own',
  begin() {
    const formats = FORMATS.map(beginFormat)
    return (line) => {
      for (const { read } of formats) {
        const exchange = read(line)
        if (exchange === null) continue
        // Another format may have taken the same lines for its own; a later response must not answer them again.
        for (const { forget } of formats) forget()
        return [exchange]
      }
      return NOTHING
    }
  },
}

function beginFormat({ request, response, credential, isCall = false, vantage }: Format) {
  const pending = new Map<string, PendingRequest>()
  const forget = () => {
    pending.delete('')
  }
  const read = (line: string): Exchange | null => {
    const sent = request.exec(line)?.groups
    if (sent !== undefined) {
      if (pending.size >= MAX_PENDING) pending.clear()
      const host = hostOf(sent['host']) ?? hostHeaderIn(line)
      const authorized = credential?.test(line) === true
      pending.set(sent['id'] ?? '', { path: sent['path'] as string, host, authorized })
      return null
    }
    if (pending.size === 0) return null
    const waiting = pending.get('')
    if (waiting !== undefined) addRequestLine(waiting, line, credential)
    const received = response.exec(line)?.groups
    if (received === undefined) return null
    const id = received['id'] ?? ''
    const known = pending.get(id)
    if (known === undefined) return null
    pending.delete(id)
    const { path, host, authorized } = known
    return {
      path,
      host,
      status: Number(received['status']),
      isCall,
      vantage,
      ...(authorized || credential !== undefined ? { authorized } : {}),
    }
  }
  return { read, forget }
}
