/**
 * Reads logins with a token at mail servers (RFC 7628 and the mechanism that it replaces, XOAUTH2): the command of the
 * client, and the answer of an IMAP, SMTP or POP3 server on a later line.
 */
import { NOTHING, type Reader, type ReadLine } from '../reader.ts'

const COMMAND = /\bAUTH(?:ENTICATE)? (?:XOAUTH2|OAUTHBEARER)\b/
/** With the tag of an IMAP command or the code of an SMTP reply. */
const REFUSED = /\b[A-Za-z]{0,2}\d{1,6} (?:NO|BAD)\b|\b53[0-9][ -]5\.\d\.\d|(?:^|[\s<])-ERR\b/
const ACCEPTED = /\b[A-Za-z]{0,2}\d{1,6} OK\b|\b235[ -]2\.\d\.\d|(?:^|[\s<])\+OK\b/

/** In lines: the server can ask for an empty line before it refuses. */
const MAX_DISTANCE = 6

export const mailLogins: Reader = {
  name: 'logins with a token at mail servers',
  begin() {
    let linesLeft = 0
    const read: ReadLine = (line) => {
      if (COMMAND.test(line)) {
        linesLeft = MAX_DISTANCE
        return NOTHING
      }
      if (linesLeft === 0) return NOTHING
      linesLeft--
      const outcome = REFUSED.test(line) ? 'failed' : ACCEPTED.test(line) ? 'passed' : null
      if (outcome === null) return NOTHING
      linesLeft = 0
      const stage = outcome === 'failed' ? ('first-request' as const) : ('call' as const)
      return [{ stage, outcome, vantage: 'client', isRecord: true }]
    }
    return read
  },
}
