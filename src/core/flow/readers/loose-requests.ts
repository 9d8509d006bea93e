/**
 * Reads requests in layouts that no other reader knows: a method with its URL or path, and a status that its reason
 * phrase or a word beside it marks as one, on the same line or soon after. The last of the readers, since it knows least.
 */
import { NOTHING, type Reader, type ReadLine } from '../reader.ts'
import { hostOf, METHOD, REASON, STATUS, TARGET } from './request-target.ts'

const REQUEST = new RegExp(String.raw`(?<![\w/])${METHOD}\b["'\]:,]{0,2}\s{1,4}["'(<]?${TARGET}`)

const WORD = String.raw`\b(?:status|status[ _]?code|response|response code|answer|answered|returned|outcome|result)\b["']?\s{0,9}[:=]?\s{0,3}(?:with |of |was |is )?["'(\[]?`
const ANSWER = new RegExp(String.raw`${STATUS}["']?[ :,-]{1,3}["'(]?(?:${REASON})\b|${WORD}${STATUS}(?![\d.])`, 'i')

/** In lines that show something of a login and that no other reader knows. */
const MAX_DISTANCE = 8

interface Pending {
  readonly path: string
  readonly host: string | null
  lines: number
}

export const looseRequests: Reader = {
  name: 'requests in any layout',
  begin() {
    let pending: Pending | null = null
    const read: ReadLine = (line) => {
      const sent = REQUEST.exec(line)
      if (sent !== null) pending = { path: sent[2] as string, host: hostOf(sent[1]), lines: 0 }
      if (pending === null) return NOTHING
      const waiting = pending
      const answer = ANSWER.exec(sent === null ? line : line.replace(sent[0], ''))
      if (answer === null) {
        waiting.lines++
        if (waiting.lines > MAX_DISTANCE) pending = null
        return NOTHING
      }
      pending = null
      const { path, host } = waiting
      return [{ path, host, status: Number(answer[1] ?? answer[2]), vantage: host === null ? 'server' : 'client' }]
    }
    // What another reader has read may be the answer.
    const miss = () => {
      pending = null
    }
    return Object.assign(read, { miss })
  },
}
