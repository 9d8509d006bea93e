/** Reads requests that a person lists without their method: `3. /token 200`, `- /mcp -> 401`. */
import { lineReader } from '../reader.ts'
import { hostOf, STATUS } from './request-target.ts'

const LISTED = new RegExp(
  String.raw`^\s{0,8}(?:[-*•]|\d{1,2}[.)])\s{1,3}(?:https?:\/\/([^\s"'<>\/]{1,200}))?(\/[^\s"'<>,;]{1,200})\s?(?:[-=]{1,2}>|→|:|=|returns|gives|answers|is)?\s{0,3}${STATUS}(?![\d.])`,
)

export const listedRequests = lineReader('requests listed by a person', (line) => {
  const match = LISTED.exec(line)
  if (match === null) return null
  return { path: match[2] as string, host: hostOf(match[1]), status: Number(match[3]), vantage: 'client' }
})
