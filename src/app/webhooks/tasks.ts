/** Functions that turn a payload's stored fields into a task. They return null if the bot ignores the webhook. */
import type { z } from 'zod'
import type { Delivery } from '../../adapters/queue/queue.ts'
import type { Alarm } from '../../core/alarms/find-alarm.ts'
import { parseMarker } from '../../core/comments/marker.ts'
import type { Rights } from '../../core/feedback/feedback-event.ts'
import type { ReceivedAction, ReceivedComment } from '../../core/feedback/received.ts'
import type { IssueRef } from '../../core/issue-ref.ts'
import type { PayloadRepository } from './payload-repository.ts'
import type * as payloads from './payloads.ts'

export interface BackfillPage {
  readonly installation: number
  readonly repository: PayloadRepository
  /** The page's number, starting at 1. */
  readonly step: number
}

interface PayloadIssue {
  readonly ref: IssueRef
  readonly repository: PayloadRepository
  /** Whether the number belongs to a discussion. */
  readonly isDiscussion?: true
}

/** Identifies an alarm in its repository. */
type AlarmKey = Pick<Alarm, 'kind' | 'cause' | 'follows' | 'what' | 'since'>

/** A task for one installation on one repository, which must first be confirmed with GitHub. */
export type RepositoryTask = { readonly installation: number; readonly repository: PayloadRepository } & (
  | ({ readonly kind: 'triage' } & PayloadIssue)
  | ({ readonly kind: 'update-canonical' } & PayloadIssue)
  | ({ readonly kind: 'read-outcome' } & PayloadIssue)
  | ({ readonly kind: 'show-alarms' } & PayloadIssue)
  | ({ readonly kind: 'show-fix' } & PayloadIssue)
  | ({ readonly kind: 'show-digest' } & PayloadIssue)
  | { readonly kind: 'send-alarm'; readonly alarm: AlarmKey }
  | { readonly kind: 'weekly' }
  | ({ readonly kind: 'deferred-triage'; readonly by: Rights | undefined } & PayloadIssue)
  | ({ readonly kind: 'comment' } & PayloadIssue & ReceivedComment)
  | ({ readonly kind: 'action' } & PayloadIssue & ReceivedAction)
  | ({ readonly kind: 'backfill-page' } & BackfillPage)
  | { readonly kind: 'reload-settings' }
  /** `release`: GitHub's id of the release. */
  | { readonly kind: 'read-release'; readonly release: number }
)

/** The work that a delivery requires. */
export type Task =
  | RepositoryTask
  | ({ readonly kind: 'forget-issue' } & PayloadIssue)
  | { readonly kind: 'requeue'; readonly delivery: Omit<Delivery, 'receivedAt'> }
  | { readonly kind: 'forget-repositories'; readonly repositories: readonly PayloadRepository[] }
  | { readonly kind: 'hide-repository'; readonly repository: PayloadRepository }
  | { readonly kind: 'rename-repository'; readonly repository: PayloadRepository; readonly ownerId: number | null }
  | { readonly kind: 'rename-owner'; readonly ownerId: number; readonly login: string }
  | {
      readonly kind: 'start-backfill'
      readonly installation: number
      readonly repositories: readonly PayloadRepository[]
    }

interface NamedRepository {
  readonly id?: number | undefined
  readonly name: string
  readonly owner: { readonly login: string }
}

function toPayloadRepository({ id, owner, name }: NamedRepository): PayloadRepository {
  return { id: id ?? null, owner: owner.login, repo: name }
}

function toPayloadIssue(named: NamedRepository, number: number): PayloadIssue {
  const repository = toPayloadRepository(named)
  return { repository, ref: { owner: repository.owner, repo: repository.repo, number } }
}

/** Ignores actions by bots, including our own, issues opened by bots, and pull requests. */
export function toIssueTask({
  installation,
  repository,
  issue,
  sender,
}: z.infer<typeof payloads.issuesPayload>): Task | null {
  if (sender.type === 'Bot' || issue.user?.type === 'Bot' || issue.pull_request !== undefined) return null
  return { kind: 'triage', installation: installation.id, ...toPayloadIssue(repository, issue.number) }
}

export function toCommentTask(parts: z.infer<typeof payloads.commentPayload>): Task | null {
  const task = toIssueTask(parts)
  if (task?.kind !== 'triage') return null
  const { comment, changes, sender } = parts
  return {
    ...task,
    kind: 'comment',
    commentId: comment.id,
    before: changes?.body?.from ?? [],
    by: sender.login,
  }
}

export function toActionTask(
  parts: z.infer<typeof payloads.actionPayloadOfPerson>,
  act: ReceivedAction['act'],
): Task | null {
  const task = toIssueTask(parts)
  if (task?.kind !== 'triage') return null
  return { ...task, kind: 'action', who: parts.sender.login, act }
}

/**
 * Applies to actions by bots too: a deleted or moved issue must no longer be found. For a moved issue, GitHub reports a
 * new issue in the new repository.
 */
export function toForgetIssueTask({ repository, issue }: z.infer<typeof payloads.removedIssuePayload>): Task | null {
  if (issue.pull_request !== undefined) return null
  return { kind: 'forget-issue', ...toPayloadIssue(repository, issue.number) }
}

/**
 * Handles the deletion of a comment that has our marker at its start and a bot as its author. Whether we are that bot is
 * checked when the delivery is processed.
 */
export function toDeletedTask(parts: z.infer<typeof payloads.deletedPayload>): Task | null {
  const { comment } = parts
  const { id, user, body, performed_via_github_app: app = null } = comment
  if (user?.type !== 'Bot' || body === '') return null
  const asserted = parseMarker(body)?.signature ?? null
  const author = { user: { type: 'Bot', login: user.login ?? '' }, app }
  return toActionTask(parts, { kind: 'comment-deleted', asserted, comment: id, ...author })
}

export function toReloadTask({
  installation,
  repository,
  ref,
  commits,
}: z.infer<typeof payloads.pushPayload>): Task | null {
  const touches = commits.some(({ added, modified, removed }) => [...added, ...modified, ...removed].length > 0)
  if (ref !== `refs/heads/${repository.default_branch}` || !touches) return null
  return { kind: 'reload-settings', installation: installation.id, repository: toPayloadRepository(repository) }
}

/** Nobody is asked to install a pre-release; when it becomes a release, GitHub reports that. */
export function toReleaseTask({
  installation,
  repository,
  release,
}: z.infer<typeof payloads.releasePayload>): Task | null {
  if (release.prerelease) return null
  const named = toPayloadRepository(repository)
  return { kind: 'read-release', installation: installation.id, repository: named, release: release.id }
}

export function toForgetRepositoriesTask({
  repositories,
  repositories_removed,
}: z.infer<typeof payloads.repositoriesPayload>): Task {
  return { kind: 'forget-repositories', repositories: [...repositories, ...repositories_removed].map(toRepository) }
}

export function toRenameTask({ repository }: z.infer<typeof payloads.movedPayload>): Task {
  return {
    kind: 'rename-repository',
    repository: toPayloadRepository(repository),
    ownerId: repository.owner.id ?? null,
  }
}

export function toRenameOwnerTask({
  account: { id, login },
}: z.infer<typeof payloads.ownerRenamedPayload>): Task | null {
  return login === undefined ? null : { kind: 'rename-owner', ownerId: id, login }
}

export function toForgetRepositoryTask({ repository }: z.infer<typeof payloads.repositoryEventPayload>): Task {
  return { kind: 'forget-repositories', repositories: [toPayloadRepository(repository)] }
}

export function toHideTask({ repository }: z.infer<typeof payloads.repositoryEventPayload>): Task {
  return { kind: 'hide-repository', repository: toPayloadRepository(repository) }
}

export function toStartBackfillTask({
  installation,
  repositories,
  repositories_added,
}: z.infer<typeof payloads.installedPayload>): Task {
  const added = [...repositories, ...repositories_added].map(toRepository)
  return { kind: 'start-backfill', installation: installation.id, repositories: added }
}

function toRepository({
  id,
  full_name,
}: z.infer<typeof payloads.installedPayload>['repositories'][number]): PayloadRepository {
  const [login = '', name = ''] = full_name.split('/')
  return toPayloadRepository({ id, name, owner: { login } })
}

export function toCanonicalTask({ installation, ref, repository }: z.infer<typeof payloads.canonicalPayload>) {
  const { owner, repo, number } = ref
  const named = { id: repository.id, name: repo, owner: { login: owner } }
  return { kind: 'update-canonical', installation: installation.id, ...toPayloadIssue(named, number) } as const
}

/** The bot's own work on one issue. */
export function toOwnTask(kind: 'read-outcome' | 'show-alarms' | 'show-fix' | 'show-digest') {
  return (parts: z.infer<typeof payloads.canonicalPayload>): Task => ({ ...toCanonicalTask(parts), kind })
}

export function toAlarmHookTask({ installation, repository, alarm }: z.infer<typeof payloads.alarmHookPayload>): Task {
  return { kind: 'send-alarm', installation: installation.id, repository: toPayloadRepository(repository), alarm }
}

export function toWeeklyTask({ installation, repository }: z.infer<typeof payloads.weeklyPayload>): Task {
  return { kind: 'weekly', installation: installation.id, repository: toPayloadRepository(repository) }
}

export function toDeferredTask({ by, discussion, ...parts }: z.infer<typeof payloads.deferredPayload>): Task {
  return { ...toCanonicalTask(parts), kind: 'deferred-triage', by, ...(discussion && { isDiscussion: true }) }
}

export function toReactionTask({ who, ...parts }: z.infer<typeof payloads.reactionPayload>): Task | null {
  const task = toCanonicalTask(parts)
  const act = { kind: who === null ? 'comment-minimised' : 'reaction' } as const
  return { ...task, kind: 'action', who: who ?? HIDDEN_BY, act }
}

/** GitHub does not say who hid a comment. */
const HIDDEN_BY = 'somebody'

export function toBackfillTask({ installation, repository, step }: z.infer<typeof payloads.backfillPayload>): Task {
  return { kind: 'backfill-page', installation: installation.id, repository: toPayloadRepository(repository), step }
}
