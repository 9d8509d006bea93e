/**
 * Reads an issue with its repository, comments and label events in one GraphQL call:
 * https://docs.github.com/en/graphql/reference/objects#issue. What does not fit into it is left to the REST API, so
 * that both ways return the same.
 */

import { formatRef, type IssueRef, isSameRepository } from '../../../core/issue-ref.ts'
import { HOUR_MS } from '../../../core/time-units.ts'
import type { IssueComment, IssueSnapshot, SnapshotReader } from '../github.ts'
import { type AppIdentity, actorOf } from '../identity.ts'
import type { Issue } from '../issue.ts'
import { isLasting, nullIfUnsupported } from './graphql-errors.ts'
import type { Calls } from './octokit-calls.ts'
import { labelEventFrom, userOf } from './octokit-label-events.ts'
import {
  type CommentNode,
  type IssueNode,
  MAX_NODES,
  type RepositoryNode,
  SNAPSHOT_QUERY,
  snapshotSchema,
} from './octokit-snapshot-query.ts'

/** One useless call an hour does no harm. */
const RETRY_AFTER_MS = HOUR_MS

/**
 * Keep the instance, because it remembers that GraphQL is not available.
 * @param now milliseconds since the epoch
 */
export function createOctokitSnapshots(
  { octokit, read }: Pick<Calls, 'octokit' | 'read'>,
  identity: AppIdentity,
  now: () => number = Date.now,
): SnapshotReader {
  let pausedSince = Number.NEGATIVE_INFINITY
  const nullOrPause = (error: unknown) => {
    if (isLasting(error)) pausedSince = now()
    return nullIfUnsupported(error)
  }
  return {
    async readSnapshot(ref) {
      // A time in the future means that the clock has since been set back.
      if (Math.abs(now() - pausedSince) < RETRY_AFTER_MS) return null
      const { owner, repo, number } = ref
      const response = await read(`to read ${formatRef(ref)} with its comments`, () =>
        octokit.graphql(SNAPSHOT_QUERY, { owner, repo, number }).catch(nullOrPause),
      )
      const { data } = snapshotSchema.safeParse(response)
      return data !== undefined && isWhole(data.repository, ref) ? toSnapshot(data.repository, ref, identity) : null
    },
  }
}

/**
 * GraphQL follows the old name of a repository, and it may follow a transferred issue. Issue fields have ids that
 * only the REST API is known to return.
 */
function isWhole({ databaseId, name, owner, issue }: RepositoryNode, asked: IssueRef): boolean {
  return (
    isSameRepository({ owner: owner.login, repo: name }, asked) &&
    issue.repository.databaseId === databaseId &&
    (issue.issueFieldValues?.totalCount ?? 0) === 0 &&
    (issue.labels?.totalCount ?? 0) <= MAX_NODES &&
    issue.comments.totalCount <= MAX_NODES
  )
}

function toSnapshot(repository: RepositoryNode, { number }: IssueRef, identity: AppIdentity): IssueSnapshot {
  const { databaseId: id, name: repo, owner, issue } = repository
  return {
    ref: { owner: owner.login, repo, number },
    repository: {
      ...{ id, owner: owner.login, repo, ownerId: owner.databaseId },
      isPublic: repository.visibility === 'PUBLIC',
    },
    issue: toIssue(issue),
    comments: issue.comments.nodes.map((comment) => toComment(comment, identity)),
    labelEvents: issue.timelineItems.nodes.flatMap((node) => labelEventFrom(node, identity)),
  }
}

function toIssue(issue: IssueNode): Issue {
  return {
    ...{ title: issue.title, body: issue.body, open: issue.state === 'OPEN', locked: issue.locked },
    labels: issue.labels?.nodes.map(({ name }) => name) ?? [],
    type: issue.issueType?.name ?? null,
    fields: [],
    author: userOf(issue.author)?.login ?? 'ghost',
    isPullRequest: false,
    createdAt: Date.parse(issue.createdAt),
    updatedAt: Date.parse(issue.updatedAt),
    closedAt: issue.closedAt === null ? null : Date.parse(issue.closedAt),
    closedAs: closedAs(issue),
    reactions: issue.reactions.totalCount,
  }
}

const REASONS = { COMPLETED: 'completed', NOT_PLANNED: 'not_planned', DUPLICATE: 'duplicate' } as const

/** A reopened issue still has a reason. */
function closedAs({ state, stateReason }: IssueNode): Issue['closedAs'] {
  if (state === 'OPEN' || stateReason === null || !Object.hasOwn(REASONS, stateReason)) return null
  return REASONS[stateReason as keyof typeof REASONS]
}

function toComment(comment: CommentNode, identity: AppIdentity): IssueComment {
  const user = userOf(comment.author)
  return {
    id: Number(comment.fullDatabaseId),
    body: comment.body,
    author: user?.login ?? 'ghost',
    createdAt: Date.parse(comment.createdAt),
    own: actorOf({ user, app: undefined }, identity) === 'us',
  }
}
