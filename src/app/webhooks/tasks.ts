/** From what is kept of a payload to what is to be done about it; null where it is none of the bot's business. */
import type { z } from 'zod'
import type { Delivery } from '../../adapters/queue/queue.ts'
import { parseMarker } from '../../core/comments/marker.ts'
import type { Rights } from '../../core/feedback/feedback-event.ts'
import type { HeardAct, HeardComment } from '../../core/feedback/received.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { ToldRepository } from './payload-repository.ts'
import type {
  actPayload,
  backfillPayload,
  commentPayload,
  deferredPayload,
  deletedPayload,
  deletedRepositoryPayload,
  gatheredPayload,
  gonePayload,
  installedPayload,
  issuesPayload,
  movedPayload,
  ownerRenamedPayload,
  pushPayload,
  repositoriesPayload,
  signPayload,
} from './payloads.ts'

export interface BackfillTurn {
  readonly installation: number
  readonly repository: ToldRepository
  /** 1 for the first. */
  readonly step: number
}

interface ToldIssue {
  readonly ref: IssueRef
  readonly repository: ToldRepository
}

/** What is to be done for an installation with what GitHub shows of a repository now. */
export type TaskOnGitHub = { readonly installation: number; readonly repository: ToldRepository } & (
  | ({ readonly kind: 'triage' } & ToldIssue)
  | ({ readonly kind: 'gather' } & ToldIssue)
  | ({ readonly kind: 'run-late'; readonly by: Rights | undefined } & ToldIssue)
  | ({ readonly kind: 'hear-comment' } & ToldIssue & HeardComment)
  | ({ readonly kind: 'hear-act' } & ToldIssue & HeardAct)
  | ({ readonly kind: 'backfill' } & BackfillTurn)
  | { readonly kind: 'reread-settings' }
)

/** What is to be done about a delivery. */
export type Task =
  | TaskOnGitHub
  | ({ readonly kind: 'drop' } & ToldIssue)
  | { readonly kind: 'put-in-line'; readonly delivery: Omit<Delivery, 'receivedAt'> }
  | { readonly kind: 'forget'; readonly repositories: readonly ToldRepository[] }
  | { readonly kind: 'move'; readonly repository: ToldRepository; readonly ownerId: number | null }
  | { readonly kind: 'rename-owner'; readonly ownerId: number; readonly login: string }
  | { readonly kind: 'begin-backfill'; readonly installation: number; readonly repositories: readonly ToldRepository[] }

interface NamedRepository {
  readonly id?: number | undefined
  readonly name: string
  readonly owner: { readonly login: string }
}

function toTold({ id, owner, name }: NamedRepository): ToldRepository {
  return { id: id ?? null, owner: owner.login, repo: name }
}

function toToldIssue(told: NamedRepository, number: number): ToldIssue {
  const repository = toTold(told)
  return { repository, ref: { owner: repository.owner, repo: repository.repo, number } }
}

/** Acts of bots, our own among them, their issues, and pull requests are none of our business. */
export function toIssueTask({ installation, repository, issue, sender }: z.infer<typeof issuesPayload>): Task | null {
  if (sender.type === 'Bot' || issue.user?.type === 'Bot' || issue.pull_request !== undefined) return null
  return { kind: 'triage', installation: installation.id, ...toToldIssue(repository, issue.number) }
}

export function toCommentTask(parts: z.infer<typeof commentPayload>): Task | null {
  const task = toIssueTask(parts)
  if (task?.kind !== 'triage') return null
  const { comment, changes, sender } = parts
  return {
    ...task,
    kind: 'hear-comment',
    commentId: comment.id,
    before: changes?.body?.from ?? [],
    by: sender.login,
  }
}

export function toActTask(parts: z.infer<typeof actPayload>, act: HeardAct['act']): Task | null {
  const task = toIssueTask(parts)
  if (task?.kind !== 'triage') return null
  return { ...task, kind: 'hear-act', who: parts.sender.login, act }
}

/** Whoever did it, a bot too: what is gone is not found any more. Where it went, it is opened. */
export function toDropTask({ repository, issue }: z.infer<typeof gonePayload>): Task | null {
  if (issue.pull_request !== undefined) return null
  return { kind: 'drop', ...toToldIssue(repository, issue.number) }
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
  return { kind: 'reread-settings', installation: installation.id, repository: toTold(repository) }
}

export function toForgetTask({ repositories, repositories_removed }: z.infer<typeof repositoriesPayload>): Task {
  return { kind: 'forget', repositories: [...repositories, ...repositories_removed].map(toRepository) }
}

export function toMoveTask({ repository }: z.infer<typeof movedPayload>): Task {
  return { kind: 'move', repository: toTold(repository), ownerId: repository.owner.id ?? null }
}

export function toOwnerTask({ account: { id, login } }: z.infer<typeof ownerRenamedPayload>): Task | null {
  return login === undefined ? null : { kind: 'rename-owner', ownerId: id, login }
}

export function toForgetOneTask({ repository }: z.infer<typeof deletedRepositoryPayload>): Task {
  return { kind: 'forget', repositories: [toTold(repository)] }
}

export function toBeginTask({
  installation,
  repositories,
  repositories_added,
}: z.infer<typeof installedPayload>): Task {
  const added = [...repositories, ...repositories_added].map(toRepository)
  return { kind: 'begin-backfill', installation: installation.id, repositories: added }
}

function toRepository({ id, full_name }: z.infer<typeof installedPayload>['repositories'][number]): ToldRepository {
  const [login = '', name = ''] = full_name.split('/')
  return toTold({ id, name, owner: { login } })
}

export function toGatherTask({ installation, ref, repository }: z.infer<typeof gatheredPayload>) {
  const { owner, repo, number } = ref
  const told = { id: repository.id, name: repo, owner: { login: owner } }
  return { kind: 'gather', installation: installation.id, ...toToldIssue(told, number) } as const
}

export function toLateRunTask({ by, ...parts }: z.infer<typeof deferredPayload>): Task {
  return { ...toGatherTask(parts), kind: 'run-late', by }
}

export function toSignTask({ who, ...parts }: z.infer<typeof signPayload>): Task | null {
  const task = toGatherTask(parts)
  const act = { kind: who === null ? 'comment-minimised' : 'reaction' } as const
  return { ...task, kind: 'hear-act', who: who ?? HIDDEN_BY, act }
}

/** GitHub does not say who hid a comment. */
const HIDDEN_BY = 'somebody'

export function toBackfillTask({ installation, repository, step }: z.infer<typeof backfillPayload>): Task {
  return { kind: 'backfill', installation: installation.id, repository: toTold(repository), step }
}
