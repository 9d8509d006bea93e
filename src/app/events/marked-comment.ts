/** Keeps one comment on an issue that is no answer to it, such as a digest. */
import type { GitHub } from '../../adapters/github/github.ts'
import type { IssueRef } from '../../core/issue-ref.ts'

/**
 * Creates the comment, or edits it if it says something else.
 * @param marker start of the body, by which the comment is recognised
 * @param github as the write policy allows
 */
export async function writeMarkedComment(
  ref: IssueRef,
  { marker, body }: { readonly marker: string; readonly body: string },
  github: Pick<GitHub, 'listComments' | 'createComment' | 'updateComment'>,
): Promise<void> {
  const own = (await github.listComments(ref)).find((it) => it.own && it.body.startsWith(marker))
  if (own === undefined) await github.createComment(ref, body)
  else if (own.body !== body) await github.updateComment(ref, own.id, body)
}
