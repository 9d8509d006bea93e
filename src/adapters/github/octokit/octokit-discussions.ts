/**
 * A client that reads and writes a discussion as if it were an issue, so that the same pipeline answers both. Issues,
 * pull requests and discussions of a repository share one sequence of numbers. The API for discussions is GraphQL only:
 * https://docs.github.com/en/graphql/guides/using-the-graphql-api-for-discussions
 */
import { z } from 'zod'
import { formatRef, type IssueRef } from '../../../core/issue-ref.ts'
import type { GitHub, IssueComment } from '../github.ts'
import type { Issue } from '../issue.ts'
import type { Calls } from './octokit-calls.ts'
import { createOctokitDiscussionWrites } from './octokit-discussion-writes.ts'
import { askGraphql, createNodeIds, type NodeIds } from './octokit-graphql.ts'
import { graphqlActor, userOf } from './octokit-label-events.ts'

const AUTHOR = 'author { __typename login }'

const DISCUSSION_QUERY = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) { discussion(number: $number) {
    id title body closed closedAt stateReason locked createdAt updatedAt ${AUTHOR}
    labels(first: 100) { nodes { name } } reactions { totalCount }
  } }
}`

/** Each end of a long thread, and the newest replies to each comment. GitHub nests replies one deep. */
const MAX_COMMENTS = 50
const MAX_REPLIES = 20

const COMMENT = `id databaseId body createdAt viewerDidAuthor ${AUTHOR}`
const COMMENTS = `{ nodes { ${COMMENT} replies(last: ${MAX_REPLIES}) { nodes { ${COMMENT} } } } }`
const COMMENTS_QUERY = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) { discussion(number: $number) {
    id oldest: comments(first: ${MAX_COMMENTS}) ${COMMENTS} newest: comments(last: ${MAX_COMMENTS}) ${COMMENTS}
  } }
}`

const discussionSchema = z.object({
  id: z.string(),
  title: z.string(),
  body: z.string(),
  closed: z.boolean(),
  closedAt: z.string().nullable(),
  stateReason: z.string().nullish(),
  locked: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  author: graphqlActor,
  labels: z.object({ nodes: z.array(z.object({ name: z.string() })) }).nullable(),
  reactions: z.object({ totalCount: z.number() }),
})

const commentSchema = z.object({
  id: z.string(),
  databaseId: z.number(),
  body: z.string(),
  createdAt: z.string(),
  viewerDidAuthor: z.boolean(),
  author: graphqlActor,
})

const commentsSchema = z.object({
  nodes: z.array(commentSchema.extend({ replies: z.object({ nodes: z.array(commentSchema) }) })),
})
const threadSchema = z.object({ id: z.string(), oldest: commentsSchema, newest: commentsSchema })

const repositoryOf = <T extends z.ZodType>(discussion: T) =>
  z.object({ repository: z.object({ discussion: discussion.nullable() }).nullable() })
const discussionResponse = repositoryOf(discussionSchema)
const threadResponse = repositoryOf(threadSchema)

/**
 * @param issues the same installation's client for issues; everything about the repository, and about issues, is read
 *   through it
 */
export function createOctokitDiscussions(calls: Calls, issues: GitHub): GitHub {
  const ids = createNodeIds()
  const listComments = (ref: IssueRef) => readComments(calls, ids, ref)
  const nodeIds = {
    discussion: async (ref: IssueRef) => ids.discussionOf(ref) ?? (await readOne(calls, ids, ref))?.id ?? null,
    async comment(ref: IssueRef, id: number) {
      if (ids.commentOf(id) === null) await listComments(ref)
      return ids.commentOf(id)
    },
    rememberComment: ids.rememberComment,
  }
  return {
    ...issues,
    async readIssue(ref) {
      const discussion = await readOne(calls, ids, ref)
      return discussion === null ? issues.readIssue(ref) : toIssueOf(discussion)
    },
    listComments,
    readComment: async (ref, id) => (await listComments(ref)).find((it) => it.id === id) ?? null,
    // GitHub keeps no timeline of a discussion.
    listLabelEvents: async () => [],
    listDuplicateMarks: async () => [],
    listCommentReactions: async () => [],
    listSuggestions: async () => 'unsupported',
    explainLabels: async () => 'unsupported',
    suggestFields: async () => 'unsupported',
    ...createOctokitDiscussionWrites(calls, nodeIds),
  }
}

type DiscussionData = z.infer<typeof discussionSchema>

/** @returns null if there is no discussion with this number */
async function readOne(calls: Calls, ids: NodeIds, ref: IssueRef): Promise<DiscussionData | null> {
  const { owner, repo, number } = ref
  const answer = await calls.read(`to read the discussion ${formatRef(ref)}`, () =>
    askGraphql(calls.octokit, DISCUSSION_QUERY, { owner, repo, number }),
  )
  const discussion = answer === null ? null : (discussionResponse.parse(answer).repository?.discussion ?? null)
  if (discussion !== null) ids.rememberDiscussion(ref, discussion.id)
  return discussion
}

const CLOSED_AS: Readonly<Record<string, Issue['closedAs']>> = {
  RESOLVED: 'completed',
  OUTDATED: 'not_planned',
  DUPLICATE: 'duplicate',
}

function toIssueOf(discussion: DiscussionData): Issue {
  const { title, body, closed, closedAt, stateReason, locked, labels, createdAt, updatedAt, reactions } = discussion
  return {
    title,
    body,
    open: !closed,
    locked,
    labels: labels?.nodes.map(({ name }) => name) ?? [],
    type: null,
    fields: [],
    author: userOf(discussion.author)?.login ?? 'ghost',
    isPullRequest: false,
    createdAt: Date.parse(createdAt),
    updatedAt: Date.parse(updatedAt),
    closedAt: closedAt === null ? null : Date.parse(closedAt),
    closedAs: closed ? (CLOSED_AS[stateReason ?? ''] ?? null) : null,
    reactions: reactions.totalCount,
  }
}

/** @returns comments and replies at both ends of the thread, oldest first; empty if the discussion is gone */
async function readComments(calls: Calls, ids: NodeIds, ref: IssueRef): Promise<readonly IssueComment[]> {
  const { owner, repo, number } = ref
  const answer = await calls.read(`to read the comments on the discussion ${formatRef(ref)}`, () =>
    askGraphql(calls.octokit, COMMENTS_QUERY, { owner, repo, number }),
  )
  const thread = answer === null ? null : (threadResponse.parse(answer).repository?.discussion ?? null)
  if (thread === null) return []
  ids.rememberDiscussion(ref, thread.id)
  const all = [...thread.oldest.nodes, ...thread.newest.nodes].flatMap((it) => [it, ...it.replies.nodes])
  for (const { id, databaseId } of all) ids.rememberComment(databaseId, id)
  const comments = all.map(({ databaseId, body, createdAt, viewerDidAuthor, author: by }) => {
    return {
      id: databaseId,
      body,
      author: userOf(by)?.login ?? 'ghost',
      createdAt: Date.parse(createdAt),
      own: viewerDidAuthor,
    }
  })
  return [...new Map(comments.map((it) => [it.id, it])).values()].sort(
    (a, b) => a.createdAt - b.createdAt || a.id - b.id,
  )
}
