/**
 * Reads a command at a prompt and the body that answers it, where no status is shown: `curl -s`, PowerShell. An OAuth
 * error in the body says that the request failed, and the fields of a token or of metadata that it did not.
 */
import { NOTHING, type Reader, type ReadLine } from '../reader.ts'
import type { Stage } from '../stage.ts'
import { stageOfRequest } from '../stage-of-request.ts'
import { hostOf } from './request-target.ts'

/** A command at a prompt, or one that a shell prints before it runs it. */
export const COMMAND =
  /^(?:[^\n]{0,60}[$❯➜%#>+]\s{1,3})?(?:curl|https?|xh|wget|Invoke-RestMethod|Invoke-WebRequest|irm|iwr)\s[^\n]{0,600}?https?:\/\/([^\s"'<>/]{1,200})(\/[^\s"'<>,;]{0,800})/iu

const REFUSED = /^[^\n]{0,80}?"error"\s?:\s?"([a-z_]{4,40})"/
const ANSWERED = /^[^\n]{0,400}?"(?:access_token|issuer|authorization_servers|client_id)"\s?:/

/** Of a body that is printed over several lines, or of a command that is. */
const MAX_LINES = 12

export const shownBodies: Reader = {
  name: 'commands and the bodies that answer them',
  begin() {
    let waiting: Stage | null = null
    let lines = 0
    const read: ReadLine = (line) => {
      const [, host, path] = COMMAND.exec(line) ?? []
      if (path !== undefined) {
        waiting = stageOfRequest({ path, status: 0, host: hostOf(host) })
        lines = 0
        return NOTHING
      }
      if (waiting === null) return NOTHING
      const stage = waiting
      const error = REFUSED.exec(line)?.[1]
      const isAnswer = error !== undefined || ANSWERED.test(line)
      if (isAnswer || ++lines > MAX_LINES) waiting = null
      if (!isAnswer) return NOTHING
      const common = { stage, vantage: 'client' } as const
      return [error === undefined ? { ...common, outcome: 'passed' } : { ...common, outcome: 'failed', error }]
    }
    const miss = () => {
      waiting = null
    }
    return Object.assign(read, { miss })
  },
}
