/** Reads a URL that got no answer that could be used: blocked by a browser or a proxy, or not reached at all. */
import { lineReader } from '../reader.ts'
import type { Side } from '../stage.ts'
import { stageOfRequest } from '../stage-of-request.ts'
import { hostOf } from './request-target.ts'

const FAILED =
  /https?:\/\/([^\s"'<>/]{1,200})(\/[^\s"'<>,;]{0,800})["']?[^\n]{0,120}?(blocked by CORS policy|CORS (?:header|request)|net::ERR_\w+|Proxy response|when HTTP Tunneling|tunneling socket|certificate verify failed|invalid peer certificate|UnknownIssuer|dial tcp|i\/o timeout|ECONN\w+|ETIMEDOUT|ENOTFOUND|socket hang up|fetch failed)/i

const SIDES: readonly (readonly [Side, RegExp])[] = [
  ['edge', /proxy|tunnel/i],
  [
    'unknown',
    /certificate|UnknownIssuer|dial tcp|timeout|ECONN|ETIMEDOUT|ENOTFOUND|hang up|fetch failed|ERR_(?!FAILED|BLOCKED_BY_RESPONSE)/i,
  ],
]

export const failedUrls = lineReader('URLs without an answer', (line) => {
  const match = FAILED.exec(line)
  if (match === null) return null
  const [, host, path = '', reason = ''] = match
  const stage = stageOfRequest({ path, status: 0, host: hostOf(host) })
  if (stage === null) return null
  const side = SIDES.find(([, pattern]) => pattern.test(reason))?.[0]
  return { stage, outcome: 'failed', vantage: 'client', ...(side === undefined ? {} : { side }) }
})
