/** Reads a URL that got no answer that could be used: blocked by a browser or a proxy, or not reached at all. */
import { lineReader } from '../reader.ts'
import type { Side } from '../stage.ts'
import { stageOfRequest } from '../stage-of-request.ts'
import { hostOf } from './request-target.ts'

// The URL and the reason are two patterns: one for both would try every pair of their ends.
const URL = /https?:\/\/([^\s"'<>/]{1,200})(\/[^\s"'<>,;]{0,800})/gi
const REASON =
  /blocked by CORS policy|CORS (?:header|request)|net::ERR_\w+|Proxy response|when HTTP Tunneling|tunneling socket|certificate verify failed|invalid peer certificate|UnknownIssuer|dial tcp|i\/o timeout|ECONN\w+|ETIMEDOUT|ENOTFOUND|socket hang up|fetch failed/gi

/** The same with the reason before the URL, as reqwest and urllib3 write it; the latter leaves out the host. */
const REASON_FIRST =
  /(?:error sending request for url|Max retries exceeded with url:?) \(?(?:https?:\/\/([^\s"'<>/]{1,200}))?(\/[^\s"'<>,;)]{0,800})/

/** Characters between the URL and the reason. */
const MAX_GAP = 120

const SIDES: readonly (readonly [Side, RegExp])[] = [
  ['edge', /proxy|tunnel/i],
  [
    'unknown',
    /certificate|UnknownIssuer|dial tcp|timeout|ECONN|ETIMEDOUT|ENOTFOUND|hang up|fetch failed|ERR_(?!FAILED|BLOCKED_BY_RESPONSE)/i,
  ],
]

export const failedUrls = lineReader('URLs without an answer', (line) => {
  const failed = failedUrlIn(line) ?? failedUrlAfter(line)
  if (failed === null) return null
  const { host, path, reason } = failed
  const stage = stageOfRequest({ path, status: 0, host: hostOf(host) })
  if (stage === null) return null
  const side = SIDES.find(([, pattern]) => pattern.test(reason))?.[0]
  return { stage, outcome: 'failed', vantage: 'client', ...(side === undefined ? {} : { side }) }
})

/** @returns the first URL with a reason in its path or soon after it; null if there is none */
function failedUrlIn(line: string) {
  const reasons = [...line.matchAll(REASON)]
  if (reasons.length === 0) return null
  for (const { index, 0: url, 1: host = '', 2: path = '' } of line.matchAll(URL)) {
    const end = index + url.length
    const start = end - path.length
    const found = reasons.find((it) => it.index > start && it.index <= end + MAX_GAP)
    if (found !== undefined) return { host, path: line.slice(start, Math.min(end, found.index)), reason: found[0] }
  }
  return null
}

function failedUrlAfter(line: string) {
  const found = REASON_FIRST.exec(line)
  return found === null ? null : { host: found[1] ?? '', path: found[2] as string, reason: 'fetch failed' }
}
