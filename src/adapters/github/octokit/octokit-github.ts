/**
 * Implements our `GitHub` interface on top of the real API. Takes an Octokit client that is authenticated for one
 * installation and returns plain values in our own data model. Reports why an issue is gone, but makes no decisions.
 */
import { formatRef, type IssueRef, type RepositoryRef } from '../../../core/issue-ref.ts'
import type { GitHub, IssueComment, RepositoryRole } from '../github.ts'
import { type AppIdentity, actorOf } from '../identity.ts'
import type { Gone, Issue } from '../issue.ts'
import { createPermissions, type Permissions } from '../permissions.ts'
import type { RateLimiter } from '../rate-limiter.ts'
import { refusalStatus } from '../refusal.ts'
import { type Calls, createCalls, type OctokitClient } from './octokit-calls.ts'
import { createOctokitCommentReactions } from './octokit-comment-reactions.ts'
import { listAllComments } from './octokit-comments.ts'
import { createOctokitDiscussions } from './octokit-discussions.ts'
import { createOctokitDuplicateMarks } from './octokit-duplicate-marks.ts'
import { createOctokitFiles } from './octokit-files.ts'
import { toIssue } from './octokit-issue.ts'
import { createOctokitIssueList } from './octokit-issue-list.ts'
import { createOctokitLabelEvents } from './octokit-label-events.ts'
import { createOctokitMergedChanges } from './octokit-merged-changes.ts'
import { createOctokitNativeFields } from './octokit-native-fields.ts'
import { createOctokitContentFacts, createOctokitRepositories } from './octokit-repository.ts'
import { readRole } from './octokit-role.ts'
import { createOctokitSnapshots } from './octokit-snapshot.ts'
import { createOctokitWrites } from './octokit-writes.ts'

export interface OctokitGitHubOptions {
  /**
   * Authenticated for one installation: `await app.auth(installationId)`, where `app` comes from a Probot instance
   * created with `UnthrottledOctokit`.
   */
  readonly octokit: OctokitClient
  readonly identity: AppIdentity
  /** The installation's rate limiter, shared by all of the installation's clients. */
  readonly rateLimiter: RateLimiter
  /** The installation's permissions, as learned from refusals. By default, this instance learns them on its own. */
  readonly permissions?: Permissions
  /** Fetches a new token for the installation. Called after a 401, before the request is sent again. */
  readonly renewToken?: () => Promise<unknown>
  /** Called at most once an hour for a repository that does not offer suggestions. */
  readonly onNativeUnsupported?: (repository: RepositoryRef) => void
}

/** One installation's clients. Both are of the same kind, so everything that restrains one restrains the other. */
export interface GitHubClients {
  readonly issues: GitHub
  /** Reads and writes a discussion as if it were an issue. */
  readonly discussions: GitHub
}

/**
 * Creates the real GitHub client for one installation. Keep the instance, because it caches which labels exist. Its
 * methods throw `TriageError('github-refused')`, which `classifyRefusal` classifies.
 */
export function createOctokitGitHub(options: OctokitGitHubOptions): GitHub {
  return createOctokitClients(options).issues
}

/** The two clients share their calls, so what one learns about limits and permissions the other knows, too. */
export function createOctokitClients(options: OctokitGitHubOptions): GitHubClients {
  const {
    octokit,
    identity,
    rateLimiter,
    renewToken,
    permissions = createPermissions({ now: Date.now }),
    onNativeUnsupported,
  } = options
  const calls = createCalls({ octokit, rateLimiter, permissions, renewToken })
  const issues: GitHub = {
    isOwn: (author) => actorOf(author, identity) === 'us',
    readIssue: (ref) => readIssue(calls, ref),
    listComments: (ref) => listComments(calls, identity, ref),
    readComment: (ref, id) => readComment(calls, identity, { ref, id }),
    ...createOctokitLabelEvents(calls, identity),
    ...createOctokitSnapshots(calls, identity),
    roleOf: (ref, login) => roleOf(calls, ref, login),
    ...createOctokitRepositories(calls),
    ...createOctokitContentFacts(calls),
    ...createOctokitFiles(calls),
    ...createOctokitIssueList(calls),
    ...createOctokitDuplicateMarks(calls),
    ...createOctokitMergedChanges(calls),
    ...createOctokitCommentReactions(calls),
    ...createOctokitNativeFields(calls, onNativeUnsupported),
    ...createOctokitWrites(calls),
  }
  return { issues, discussions: createOctokitDiscussions(calls, issues) }
}

async function readIssue({ octokit, read }: Calls, ref: IssueRef): Promise<Issue | Gone> {
  const { owner, repo, number } = ref
  try {
    const { data } = await read(`to read ${formatRef(ref)}`, () =>
      octokit.rest.issues.get({ owner, repo, issue_number: number }),
    )
    return isInOtherRepository(data.repository_url, ref) ? 'transferred' : toIssue(data)
  } catch (error) {
    const status = refusalStatus(error)
    // A 301 gets here only if the client does not follow redirects.
    if (status === 301) return 'transferred'
    if (status === 404 || status === 410) return 'deleted'
    throw error
  }
}

/**
 * For a transferred issue, GitHub returns 301, which `fetch` follows silently, so the repository in the response is
 * compared with the requested one. GitHub's names are case-insensitive. A renamed repository looks the same and is
 * treated the same: its next event has the new name.
 */
function isInOtherRepository(repositoryUrl: string, { owner, repo }: IssueRef): boolean {
  return !repositoryUrl.toLowerCase().endsWith(`/repos/${owner}/${repo}`.toLowerCase())
}

async function listComments(calls: Calls, identity: AppIdentity, ref: IssueRef): Promise<readonly IssueComment[]> {
  const comments = await listAllComments(calls, ref)
  // Comments can move to other pages while the pages are read, so a comment can appear twice.
  return [...new Map(comments.map((comment) => [comment.id, toComment(comment, identity)])).values()]
}

async function readComment(
  { octokit, read }: Calls,
  identity: AppIdentity,
  { ref, id }: { readonly ref: IssueRef; readonly id: number },
): Promise<IssueComment | null> {
  const { owner, repo } = ref
  if (id < 1) return null
  try {
    const { data } = await read(`to read a comment on ${formatRef(ref)}`, () =>
      octokit.rest.issues.getComment({ owner, repo, comment_id: id }),
    )
    return isOn(data.issue_url, ref) ? toComment(data, identity) : null
  } catch (error) {
    const status = refusalStatus(error)
    if (status === 404 || status === 410) return null
    throw error
  }
}

/** Comment ids are unique across all issues, so a comment's id alone does not show which issue it is on. */
function isOn(issueUrl: string, { owner, repo, number }: IssueRef): boolean {
  return issueUrl.toLowerCase().endsWith(`/repos/${owner}/${repo}/issues/${number}`.toLowerCase())
}

type CommentData = Awaited<ReturnType<OctokitClient['rest']['issues']['getComment']>>['data']

function toComment(data: CommentData, identity: AppIdentity): IssueComment {
  const { id, body, user, created_at: createdAt, performed_via_github_app: app } = data
  return {
    id,
    body: body ?? '',
    author: user?.login ?? 'ghost',
    createdAt: Date.parse(createdAt),
    own: actorOf({ user, app }, identity) === 'us',
  }
}

function roleOf({ octokit, read }: Calls, { owner, repo }: IssueRef, username: string): Promise<RepositoryRole> {
  return readRole(() =>
    read(`to read the role of ${username} in ${owner}/${repo}`, () =>
      octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username }),
    ),
  )
}
