/** What people said on an issue, for a store that may have lost it: kept once more, and nothing is carried out. */
import { parseMarker } from '../comments/marker.ts'
import { parseCommands } from '../conversation/parse-commands.ts'
import { understand } from '../conversation/understand.ts'
import type { IssueRef } from '../issue-ref.ts'
import type { Hearing } from './hearing.ts'
import { ownCommentOf, rightsOf } from './rights.ts'

/**
 * Verdicts that are known already stay as they are. A command is taken to be about what the bot's comment says now.
 * @param except id of a comment that is heard in its own turn; null when there is none
 */
export async function hearAgain(ref: IssueRef, except: number | null, hearing: Hearing): Promise<void> {
  const { github, store, rules, clock } = hearing
  const issue = await github.readIssue(ref)
  if (typeof issue === 'string' || issue.isPullRequest) return
  const comments = await github.listComments(ref)
  const own = ownCommentOf(comments)
  const marker = own === null ? null : parseMarker(own.body)
  const { pack, settings } = await rules.rulesFor(ref, github)
  for (const { id, body, author: who, createdAt: at, own: isOurs } of comments) {
    const { taken } = isOurs || id === except ? NOTHING_SAID : parseCommands(body)
    if (taken.length === 0) continue
    const rights = await rightsOf(who, { ref, reporter: issue.author, github, settings })
    const about = { asserted: marker?.signature ?? null, steps: marker?.steps, pack }
    for (const invocation of taken) {
      const understood = understand(invocation, { ref, who, rights, at, heardAt: clock(), comment: id, ...about })
      if (understood.kind === 'done' && understood.verdict !== null) await store.recordVerdict(understood.verdict)
    }
  }
}

const NOTHING_SAID = { taken: [] } as const
