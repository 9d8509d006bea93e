/**
 * Reads loggers that number requests and log each twice, when it comes in and when it is answered: Fastify, and what is
 * written like it. Requests are interleaved, so the number joins the two lines.
 */
import { NOTHING, type Reader } from '../reader.ts'

const COMES_IN = /incoming request|request (?:started|received)/i
const IS_ANSWERED = /request (?:completed|finished)/i

const NUMBER = /\b(?:reqId|requestId|request_id|req_id|trace_id|correlationId)["']?\s?[:=]\s?["']?([\w-]{1,64})/i
const PATH = /\b(?:url|path)["']?\s?[:=]\s?["']?(?:https?:\/\/[^\s"'/]{1,200})?(\/[^\s"',]{0,800})/i
const STATUS = /\bstatus(?:_?code)?["']?\s?[:=]\s?["']?([1-5]\d\d)\b/i

/** Requests that wait for their answer. */
const MAX_PENDING = 200

export const numberedRequests: Reader = {
  name: 'requests with a number, in two lines',
  begin() {
    const pending = new Map<string, string>()
    return (line) => {
      const isAnswer = IS_ANSWERED.test(line)
      if (!isAnswer && !COMES_IN.test(line)) return NOTHING
      const number = NUMBER.exec(line)?.[1]
      if (number === undefined) return NOTHING
      if (!isAnswer) {
        const path = PATH.exec(line)?.[1]
        if (pending.size >= MAX_PENDING) pending.clear()
        if (path !== undefined) pending.set(number, path)
        return NOTHING
      }
      const path = pending.get(number)
      const status = STATUS.exec(line)?.[1]
      if (path === undefined || status === undefined) return NOTHING
      pending.delete(number)
      return [{ path, status: Number(status), vantage: 'server' }]
    }
  },
}
