/** What people said on an issue, for a store that may have lost it: kept once more, and nothing is carried out. */
import { understand } from '../conversation/understand.ts'
import type { IssueRef } from '../issue-ref.ts'
import type { Hearing } from './hearing.ts'
import { readComment } from './read-comment.ts'
import { speechOf } from './speech-of.ts'

export interface HeardBefore {
  readonly ref: IssueRef
  /** Login of the one who filed the issue. */
  readonly reporter: string
  /** Id of a comment that is heard in its own turn; null when there is none. */
  readonly except: number | null
}

/** Verdicts that are known already stay as they are. A command is taken to be about what the bot's comment says now. */
export async function hearAgain({ ref, reporter, except }: HeardBefore, hearing: Hearing): Promise<void> {
  const comments = await hearing.github.listComments(ref)
  for (const comment of comments.filter(({ own, id }) => !own && id !== except)) {
    const { taken } = (await readComment(comment.body, ref, hearing)).commands
    if (taken.length === 0) continue
    const speech = await speechOf(ref, { comment, comments, reporter }, hearing)
    for (const invocation of taken) {
      const understood = understand(invocation, speech)
      if (understood.kind === 'done' && understood.verdict !== null)
        await hearing.store.recordVerdict(understood.verdict)
    }
  }
}
