/** Reads what a client or a server says in words about a stage of the login. */

import { onlyNamesFailures } from '../names-of-failures.ts'
import { lineReader, type Statement } from '../reader.ts'
import { STATEMENT_ROWS } from './statement-rows.ts'

const STATUS =
  /\b(?:HTTP(?:\/[\d.]{1,3})?|status(?: code)?:?|answered|returned|received|replied)\s{0,2}["'(]?([45]\d\d)\b|: ([45]\d\d) [A-Z][a-z]|\berror ([45]\d\d):/i

/** Nothing answered, or nothing that could be trusted: the message comes from the machine that asked. */
const UNREACHABLE =
  /\b(?:x509|self[- ]signed certificate|certificate_verify_failed|unable to (?:get|verify)[^\n]{0,20} certificate|fetch failed|no such host|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|connection refused|timed out|dns error)\b/i

export const statements = lineReader('statements in words', (line): Statement | null => {
  const row = STATEMENT_ROWS.find(({ pattern }) => pattern.test(line))
  if (row === undefined || onlyNamesFailures(line)) return null
  const { stage } = row
  const found = STATUS.exec(line)
  const status = found?.[1] ?? found?.[2] ?? found?.[3]
  // A client reports the question for a login as an error, and what it expected together with what it got.
  const isAsked = stage === 'call' && status === '401'
  const outcome = isAsked ? 'asked' : row.outcome === 'passed' && status !== undefined ? 'failed' : row.outcome
  const side = row.side ?? (outcome === 'failed' && UNREACHABLE.test(line) ? 'unknown' : undefined)
  return {
    stage,
    outcome,
    status: status === undefined ? null : Number(status),
    ...(side === undefined ? {} : { side }),
  }
})
