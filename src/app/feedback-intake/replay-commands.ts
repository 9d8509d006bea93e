/**
 * Stores the feedback from an issue's comments again, in case the store has lost it. Does not carry out any commands.
 */

import type { IssueComment } from '../../adapters/github/github.ts'
import { withCachedRoles } from '../../adapters/github/known-roles.ts'
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
  /** The reporter's login. */
  readonly reporter: string
  /** Id of the comment that has its own delivery and is therefore left out; null if there is none. */
  readonly except: number | null
}

/** Only the commands of the last 30 people are read, because looking up each person's role costs a GitHub call. */
const MAX_PEOPLE = 30

/**
 * Leaves feedback events that are already stored unchanged. Assumes that each command refers to the bot's comment in
 * its current state.
 */
export async function replayCommands({ ref, reporter, except }: EarlierComments, deps: IntakeDeps): Promise<void> {
  const { store } = deps
  const github = withCachedRoles(deps.github)
  const comments = (await github.listComments(ref)).filter(({ own, id }) => !own && id !== except)
  const all = await Promise.all(comments.map((comment) => withCommands(comment, ref, deps)))
  const replayed = byLastAuthors(all.filter(({ commands }) => commands.length > 0))
  if (replayed.length === 0) return
  const own = await readOwnComment(ref, github, await store.ownCommentId(ref))
  for (const { comment, commands } of replayed) {
    const context = await readCommandContext(ref, { comment, reporter, own }, { ...deps, github })
    for (const command of commands) {
      const interpretation = interpretCommand(command, context)
      if (interpretation.kind === 'done' && interpretation.feedbackEvent !== null)
        await store.recordFeedback(interpretation.feedbackEvent)
    }
  }
}

interface CommentWithCommands {
  readonly comment: IssueComment
  /** Only commands that are stored as feedback events. */
  readonly commands: readonly Invocation[]
}

async function withCommands(comment: IssueComment, ref: IssueRef, deps: IntakeDeps): Promise<CommentWithCommands> {
  const isStored = ({ name }: Invocation) => COMMANDS.some((it) => it.name === name && it.feedbackEvent !== null)
  const { commands } = await readComment(comment.body, ref, deps)
  return { comment, commands: commands.taken.filter(isStored) }
}

function byLastAuthors(all: readonly CommentWithCommands[]): readonly CommentWithCommands[] {
  const newestFirst = new Set(all.map(({ comment }) => comment.author.toLowerCase()).reverse())
  const authors = new Set([...newestFirst].slice(0, MAX_PEOPLE))
  return all.filter(({ comment }) => authors.has(comment.author.toLowerCase()))
}
