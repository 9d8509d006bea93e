import type { IssueRef } from '../../core/issue-ref.ts'
import { isUnreadable } from '../analysis/analysis.ts'
import type { CommentReading } from '../analysis/jobs.ts'
import type { IntakeDeps } from './intake-context.ts'

const NO_REQUEST: CommentReading = { commands: { taken: [], left: 0 }, duplicateOf: null, says: null }

/** Reads the commands, the duplicate phrase and the plain words in a comment. Finds none of them if the comment exceeds the limits. */
export async function readComment(
  body: string,
  ref: IssueRef,
  { analysis }: Pick<IntakeDeps, 'analysis'>,
): Promise<CommentReading> {
  try {
    return await analysis.run('comment', { body, ref })
  } catch (error) {
    if (isUnreadable(error)) return NO_REQUEST
    throw error
  }
}
