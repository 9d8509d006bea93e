/** From what is kept of a payload to what is to be done about it; null where it is none of the bot's business. */
import type { z } from 'zod'
import { parseMarker } from '../comments/marker.ts'
import type { HeardAct } from '../hearing/hear-act.ts'
import type { HeardComment } from '../hearing/hear-comment.ts'
import type { Delivery } from '../inbox/inbox.ts'
import type { IssueRef, RepositoryRef } from '../issue-ref.ts'
import type { Rights } from '../verdict.ts'
import type { BackfillTurn } from './backfill-turns.ts'
import type {
  actPayload,
  backfillPayload,
  commentPayload,
  deletedPayload,
  deletedRepositoryPayload,
  gonePayload,
  installedPayload,
  issuesPayload,
  movedPayload,
  pushPayload,
  repositoriesPayload,
  signPayload,
} from './payloads.ts'

/** What is to be done about a delivery. */
export type Task =
  | { readonly kind: 'triage'; readonly installation: number; readonly ref: IssueRef }
  | { readonly kind: 'drop'; readonly ref: IssueRef }
  | { readonly kind: 'gather'; readonly installation: number; readonly ref: IssueRef }
  | {
      readonly kind: 'run-late'
      readonly installation: number
      readonly ref: IssueRef
      readonly by: Rights | undefined
    }
  | { readonly kind: 'put-in-line'; readonly delivery: Omit<Delivery, 'receivedAt'> }
  | ({ readonly kind: 'hear-comment'; readonly installation: number } & HeardComment)
  | ({ readonly kind: 'hear-act'; readonly installation: number } & HeardAct)
  | { readonly kind: 'forget'; readonly repositories: readonly RepositoryRef[] }
  | { readonly kind: 'move'; readonly from: RepositoryRef; readonly repository: RepositoryRef }
  | { readonly kind: 'begin-backfill'; readonly installation: number; readonly repositories: readonly RepositoryRef[] }
  | ({ readonly kind: 'backfill' } & BackfillTurn)
  | { readonly kind: 'reread-settings'; readonly installation: number; readonly repository: RepositoryRef }

interface NamedRepository {
  readonly name: string
  readonly owner: { readonly login: string }
}

function refTo({ owner, name }: NamedRepository): RepositoryRef {
  return { owner: owner.login, repo: name }
}

/** Acts of bots, our own among them, their issues, and pull requests are none of our business. */
export function toIssueTask({ installation, repository, issue, sender }: z.infer<typeof issuesPayload>): Task | null {
  if (sender.type === 'Bot' || issue.user?.type === 'Bot' || issue.pull_request !== undefined) return null
  const ref = { ...refTo(repository), number: issue.number }
  return { kind: 'triage', installation: installation.id, ref }
}

export function toCommentTask(parts: z.infer<typeof commentPayload>): Task | null {
  const task = toIssueTask(parts)
  if (task?.kind !== 'triage') return null
  const { comment, changes, sender } = parts
  const { installation, ref } = task
  return {
    kind: 'hear-comment',
    installation,
    ref,
    commentId: comment.id,
    before: changes?.body?.from ?? [],
    by: sender.login,
  }
}

export function toActTask(parts: z.infer<typeof actPayload>, act: HeardAct['act']): Task | null {
  const task = toIssueTask(parts)
  if (task?.kind !== 'triage') return null
  return { kind: 'hear-act', installation: task.installation, ref: task.ref, who: parts.sender.login, act }
}

/** Whoever did it, a bot too: what is gone is not found any more. Where it went, it is opened. */
export function toDropTask({ repository, issue }: z.infer<typeof gonePayload>): Task | null {
  if (issue.pull_request !== undefined) return null
  return { kind: 'drop', ref: { ...refTo(repository), number: issue.number } }
}

/** Only a comment of the bot's own begins with its marker and is written by a bot. */
export function toDeletedTask(parts: z.infer<typeof deletedPayload>): Task | null {
  const { comment } = parts
  if (comment.user?.type !== 'Bot' || comment.body === '') return null
  const asserted = parseMarker(comment.body)?.signature ?? null
  return toActTask(parts, { kind: 'comment-deleted', asserted, comment: comment.id })
}

export function toRereadTask({ installation, repository, ref, commits }: z.infer<typeof pushPayload>): Task | null {
  const touches = commits.some(({ added, modified, removed }) => [...added, ...modified, ...removed].length > 0)
  if (ref !== `refs/heads/${repository.default_branch}` || !touches) return null
  return { kind: 'reread-settings', installation: installation.id, repository: refTo(repository) }
}

export function toForgetTask({ repositories, repositories_removed }: z.infer<typeof repositoriesPayload>): Task {
  return { kind: 'forget', repositories: [...repositories, ...repositories_removed].map(toRepository) }
}

/** A renamed repository keeps its owner, a transferred one its name. */
export function toMoveTask({ repository, changes }: z.infer<typeof movedPayload>): Task {
  const { user, organization } = changes.owner?.from ?? {}
  const owner = user ?? organization ?? repository.owner
  const from = refTo({ owner, name: changes.repository?.name.from ?? repository.name })
  return { kind: 'move', from, repository: refTo(repository) }
}

export function toForgetOneTask({ repository }: z.infer<typeof deletedRepositoryPayload>): Task {
  return { kind: 'forget', repositories: [refTo(repository)] }
}

export function toBeginTask({
  installation,
  repositories,
  repositories_added,
}: z.infer<typeof installedPayload>): Task {
  const added = [...repositories, ...repositories_added].map(toRepository)
  return { kind: 'begin-backfill', installation: installation.id, repositories: added }
}

function toRepository({ full_name }: { readonly full_name: string }): RepositoryRef {
  const [owner = '', repo = ''] = full_name.split('/')
  return { owner, repo }
}

export function toSignTask({ installation, ref, who }: z.infer<typeof signPayload>): Task {
  const act = { kind: who === null ? 'comment-minimised' : 'reaction' } as const
  return { kind: 'hear-act', installation: installation.id, ref, who: who ?? HIDDEN_BY, act }
}

/** GitHub does not say who hid a comment. */
const HIDDEN_BY = 'somebody'

export function toBackfillTask({ installation, repository, step }: z.infer<typeof backfillPayload>): Task {
  return { kind: 'backfill', installation: installation.id, repository: refTo(repository), step }
}
