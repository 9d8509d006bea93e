/** What people said on an issue, for a store that may have lost it: kept once more, and nothing is carried out. */

import type { IssueComment } from '../../adapters/github/github.ts'
import { knowingRoles } from '../../adapters/github/known-roles.ts'
import { readOwnComment } from '../../adapters/github/read-thread.ts'
import { COMMANDS } from '../../core/feedback/commands.ts'
import { understand } from '../../core/feedback/interpret-command.ts'
import type { Invocation } from '../../core/feedback/parse-commands.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import { speechOf } from './command-context.ts'
import type { Hearing } from './intake-context.ts'
import { readComment } from './read-comment.ts'

export interface HeardBefore {
  readonly ref: IssueRef
  /** Login of the one who filed the issue. */
  readonly reporter: string
  /** Id of a comment that is heard in its own turn; null when there is none. */
  readonly except: number | null
}

/** So many people are heard again, those who spoke last: GitHub is asked for the role of each. */
const MOST_PEOPLE = 30

/** Verdicts that are known already stay as they are. A command is taken to be about what the bot's comment says now. */
export async function hearAgain({ ref, reporter, except }: HeardBefore, hearing: Hearing): Promise<void> {
  const { store } = hearing
  const github = knowingRoles(hearing.github)
  const comments = (await github.listComments(ref)).filter(({ own, id }) => !own && id !== except)
  const all = await Promise.all(comments.map((comment) => withCommands(comment, ref, hearing)))
  const spoken = bySomePeople(all.filter(({ commands }) => commands.length > 0))
  if (spoken.length === 0) return
  const own = await readOwnComment(ref, github, await store.ownCommentId(ref))
  for (const { comment, commands } of spoken) {
    const speech = await speechOf(ref, { comment, reporter, own }, { ...hearing, github })
    for (const invocation of commands) {
      const understood = understand(invocation, speech)
      if (understood.kind === 'done' && understood.verdict !== null) await store.recordVerdict(understood.verdict)
    }
  }
}

interface Commanded {
  readonly comment: IssueComment
  /** Those that are kept as verdicts. */
  readonly commands: readonly Invocation[]
}

async function withCommands(comment: IssueComment, ref: IssueRef, hearing: Hearing): Promise<Commanded> {
  const isKept = ({ name }: Invocation) => COMMANDS.some((it) => it.name === name && it.verdict !== null)
  const { commands } = await readComment(comment.body, ref, hearing)
  return { comment, commands: commands.taken.filter(isKept) }
}

function bySomePeople(spoken: readonly Commanded[]): readonly Commanded[] {
  const logins = new Set(spoken.map(({ comment }) => comment.author.toLowerCase()).reverse())
  const heard = new Set([...logins].slice(0, MOST_PEOPLE))
  return spoken.filter(({ comment }) => heard.has(comment.author.toLowerCase()))
}
