import type { IssueRef } from '../../core/issue-ref.ts'
import { isUnreadable } from '../analysis/analysis.ts'
import type { CommentReading } from '../analysis/jobs.ts'
import type { IntakeDeps } from './intake-context.ts'

const SAYS_NOTHING: CommentReading = { commands: { taken: [], left: 0 }, duplicateOf: null }

/** What a comment asks of the bot; one that cannot be read within its limits asks for nothing. */
export async function readComment(
  body: string,
  ref: IssueRef,
  { analysis }: Pick<IntakeDeps, 'analysis'>,
): Promise<CommentReading> {
  try {
    return await analysis.run('comment', { body, ref })
  } catch (error) {
    if (isUnreadable(error)) return SAYS_NOTHING
    throw error
  }
}
