/** What people said on an issue, for a store that may have lost it: kept once more, and nothing is carried out. */

import type { IssueComment } from '../../adapters/github/github.ts'
import { knowingRoles } from '../../adapters/github/known-roles.ts'
import { readOwnComment } from '../../adapters/github/read-thread.ts'
import { COMMANDS } from '../../core/feedback/commands.ts'
import { interpretCommand } from '../../core/feedback/interpret-command.ts'
import type { Invocation } from '../../core/feedback/parse-commands.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import { readCommandContext } from './command-context.ts'
import type { IntakeDeps } from './intake-context.ts'
import { readComment } from './read-comment.ts'

export interface EarlierComments {
  readonly ref: IssueRef
  /** Login of the one who filed the issue. */
  readonly reporter: string
  /** Id of a comment that is heard in its own turn; null when there is none. */
  readonly except: number | null
}

/** So many people are heard again, those who spoke last: GitHub is asked for the role of each. */
const MAX_PEOPLE = 30

/** Verdicts that are known already stay as they are. A command is taken to be about what the bot's comment says now. */
export async function replayCommands({ ref, reporter, except }: EarlierComments, deps: IntakeDeps): Promise<void> {
  const { store } = deps
  const github = knowingRoles(deps.github)
  const comments = (await github.listComments(ref)).filter(({ own, id }) => !own && id !== except)
  const all = await Promise.all(comments.map((comment) => withCommands(comment, ref, deps)))
  const spoken = bySomePeople(all.filter(({ commands }) => commands.length > 0))
  if (spoken.length === 0) return
  const own = await readOwnComment(ref, github, await store.ownCommentId(ref))
  for (const { comment, commands } of spoken) {
    const speech = await readCommandContext(ref, { comment, reporter, own }, { ...deps, github })
    for (const invocation of commands) {
      const understood = interpretCommand(invocation, speech)
      if (understood.kind === 'done' && understood.feedbackEvent !== null)
        await store.recordFeedback(understood.feedbackEvent)
    }
  }
}

interface Commanded {
  readonly comment: IssueComment
  /** Those that are kept as feedback events. */
  readonly commands: readonly Invocation[]
}

async function withCommands(comment: IssueComment, ref: IssueRef, deps: IntakeDeps): Promise<Commanded> {
  const isKept = ({ name }: Invocation) => COMMANDS.some((it) => it.name === name && it.feedbackEvent !== null)
  const { commands } = await readComment(comment.body, ref, deps)
  return { comment, commands: commands.taken.filter(isKept) }
}

function bySomePeople(spoken: readonly Commanded[]): readonly Commanded[] {
  const logins = new Set(spoken.map(({ comment }) => comment.author.toLowerCase()).reverse())
  const heard = new Set([...logins].slice(0, MAX_PEOPLE))
  return spoken.filter(({ comment }) => heard.has(comment.author.toLowerCase()))
}
