/** Puts the issue of a saved webhook into the GitHub in memory, and does there what the webhook says was done. */
import type { MemoryGitHub } from '../../../adapters/github/memory/memory-github.ts'
import { hasMarker } from '../../../core/comments/marker.ts'
import type { IssueRef, RepositoryRef } from '../../../core/issue-ref.ts'
import type { SavedComment, SavedIssue, SavedPayload, SavedWebhook } from './saved-webhook.ts'

/** Whether the event is about an issue that the bot has seen before. */
export function isLater({ name, payload: { action } }: SavedWebhook): boolean {
  if (name !== 'issues' && name !== 'discussion') return true
  return action !== 'opened' && action !== 'created' && action !== 'edited'
}

/** Opens the issue as it is in the payload; what the event itself changes comes later. */
export function openSavedIssue(
  payload: SavedPayload & { readonly issue: SavedIssue },
  repository: RepositoryRef,
  github: MemoryGitHub,
): IssueRef {
  const { issue, action } = payload
  const { number, title, body = null, user, labels, locked, state } = issue
  const ref = github.openIssue({
    ...repository,
    number,
    title,
    body,
    author: user?.login ?? 'ghost',
    labels: labels.map(({ name }) => name),
    isPullRequest: issue['pull_request'] !== undefined,
  })
  const person = github.as('person')
  if (state !== 'open' && action !== 'closed') person.close(ref)
  if (locked) person.lock(ref)
  return ref
}

/**
 * Does what the event says, as the person who did it.
 * @returns the payload, with the ids that comments have in memory
 */
export async function actOnIssue(
  { name, payload }: SavedWebhook,
  ref: IssueRef,
  github: MemoryGitHub,
): Promise<SavedPayload> {
  const { action, issue = payload.discussion, comment, label, sender } = payload
  const person = github.as('person')
  // Only an issue's author and people with a role may close it, and only the latter may change its labels or delete
  // others' comments. Whoever writes a comment may have no role.
  const needsRole = comment === undefined || action === 'deleted'
  if (needsRole && sender.login !== issue?.user?.login) github.giveRole(sender.login, 'triage')
  if (comment !== undefined)
    return { ...payload, comment: { ...comment, id: await place(comment, ref, { action, github }) } }
  if (name !== 'issues' && name !== 'discussion') return payload
  if (action === 'unlabeled' && label !== undefined) person.removeLabel(ref, label.name)
  if (action === 'closed') person.close(ref, closedAs(issue?.['state_reason']))
  if (action === 'deleted') person.delete(ref)
  if (action === 'transferred') person.transfer(ref)
  return payload
}

function closedAs(reason: unknown): 'completed' | 'not_planned' | 'duplicate' | null {
  return reason === 'completed' || reason === 'not_planned' || reason === 'duplicate' ? reason : null
}

interface Placing {
  readonly action: string | undefined
  readonly github: MemoryGitHub
}

/** GitHub's word for people who may maintain the repository; it does not say which role they have. */
const MAY_MAINTAIN: ReadonlySet<string> = new Set(['OWNER', 'MEMBER', 'COLLABORATOR'])

/** @returns the comment's id in memory */
async function place(comment: SavedComment, ref: IssueRef, { action, github }: Placing): Promise<number> {
  const { body, user, author_association } = comment
  const login = user?.login ?? 'ghost'
  if (MAY_MAINTAIN.has(author_association)) github.giveRole(login, 'write')
  const isOwn = user?.type === 'Bot' && hasMarker(body)
  if (!isOwn) {
    const id = github.as('person').comment(ref, body, login)
    if (action === 'deleted') github.as('person').deleteComment(ref, id)
    return id
  }
  const [own] = (await github.listComments(ref)).filter((it) => it.own)
  const id = own?.id ?? (await github.createComment(ref, body)).id
  if (action === 'deleted') github.as('person').deleteComment(ref, id)
  else github.as('person').editComment(ref, id, body)
  return id
}
