/**
 * Reads what the end of an issue's thread says about its cause, so that a rehearsal can compare it with the bot's
 * answer. The closing words of the author and of maintainers are diagnosed with the same engine as a report.
 */
import { diagnose } from '../diagnosis/diagnose.ts'
import { readReport } from '../report/read-report.ts'
import { withoutCommands } from '../report/without-commands.ts'
import type { Rules } from '../settings/rules.ts'
import type { PastComment, PastIssue } from './past-issue.ts'

export interface ThreadEnd {
  /** Id of the signature that the closing words assert; null if they assert none. */
  readonly cause: string | null
  /** The redacted line on which that assertion rests; empty if there is none. */
  readonly line: string
  readonly by: 'author' | 'maintainer' | null
}

/** Number of closing comments to read: a thread that is solved says so near its end. */
const MAX_CLOSING = 6

const SAYS_NOTHING: ThreadEnd = { cause: null, line: '', by: null }

/** @returns null if the comments were not read */
export function readThreadEnd({ author, comments }: PastIssue, rules: Rules): ThreadEnd | null {
  if (comments === null) return null
  const heard = comments.filter(({ isBot, isMaintainer, ...by }) => !isBot && (isMaintainer || by.author === author))
  for (const comment of heard.slice(-MAX_CLOSING).reverse()) {
    const end = readComment(comment, author, rules)
    if (end.cause !== null) return end
  }
  return SAYS_NOTHING
}

function readComment(comment: PastComment, reporter: string, { hints, pack, parameters }: Rules): ThreadEnd {
  const issue = { title: '', body: withoutCommands(comment.body), attachments: [] }
  const { decision, signature, ranked } = diagnose(readReport(issue, hints), pack, parameters)
  if (decision !== 'assert') return SAYS_NOTHING
  const by = comment.author === reporter ? 'author' : 'maintainer'
  return { cause: signature, line: ranked[0]?.evidence[0]?.text ?? '', by }
}
