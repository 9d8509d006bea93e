/** Reads what somebody says of a request that the client should have sent: `the client never calls /oauth/token`. */
import { lineReader } from '../reader.ts'
import { needsToken } from '../stage.ts'
import { stageOfRequest } from '../stage-of-request.ts'

const PATH = String.raw`(?:\b(?:GET|POST|PUT) )?[\x60"'(]{0,2}(?:https?:\/\/[^\s"'<>\/]{1,200})?(\/[\w.\/-]{2,200})`

const MISSING: readonly RegExp[] = [
  new RegExp(
    String.raw`\bnever (?:calls?|called|sends?|sent|hits?|requests?|requested|reach(?:es|ed)?|makes?|made|gets? to|got to|fetch(?:es|ed)?)\b[^\n/]{0,40}?${PATH}`,
    'i',
  ),
  new RegExp(
    String.raw`${PATH}[\x60"')]{0,2}[^\n/]{0,30}?\b(?:is|was|gets|has been) never (?:called|hit|requested|reached|sent)\b`,
    'i',
  ),
  new RegExp(String.raw`\b(?:no|zero) (?:calls?|requests?|hits?)(?: at all| ever)? (?:to|for|on) ${PATH}`, 'i'),
]

/** Most lines have none of the words, and this is quick to see. */
const HINT = /\b(?:never|no|zero)\b/i

export const missingRequests = lineReader('requests that never came', (line) => {
  if (!HINT.test(line)) return null
  const path = MISSING.map((pattern) => pattern.exec(line)?.[1]).find((it) => it !== undefined)
  const stage = path === undefined ? null : stageOfRequest({ path, status: 0 })
  // A call that is missing can have any reason before it.
  if (stage === null || needsToken(stage) || stage === 'call') return null
  return { stage, outcome: 'failed', side: 'client', vantage: 'server' }
})
