/** The GraphQL query for an issue with its repository, comments and label events, and the shape of its response. */
import { z } from 'zod'
import { graphqlActor, LABEL_EVENTS } from './octokit-label-events.ts'

/** GitHub's maximum page size. A longer list is read through the REST API. */
export const MAX_NODES = 100

export const SNAPSHOT_QUERY = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    databaseId name visibility
    owner { login ... on User { databaseId } ... on Organization { databaseId } }
    issue(number: $number) {
      repository { databaseId }
      title body state stateReason(enableDuplicate: true) locked createdAt updatedAt closedAt
      author { __typename login }
      issueType { name }
      issueFieldValues(first: 1) { totalCount }
      reactions { totalCount }
      labels(first: ${MAX_NODES}) { totalCount nodes { name } }
      comments(first: ${MAX_NODES}) { totalCount nodes { fullDatabaseId body createdAt author { __typename login } } }
      ${LABEL_EVENTS}
    }
  }
}`

const count = z.object({ totalCount: z.number() })
const listOf = <T extends z.ZodType>(node: T) => count.extend({ nodes: z.array(node) })

const commentSchema = z.object({
  /** GraphQL's type for large numbers, which are sent as text. */
  fullDatabaseId: z.union([z.number(), z.string().regex(/^\d{1,15}$/)]),
  body: z.string(),
  createdAt: z.string(),
  author: graphqlActor,
})

const issueSchema = z.object({
  repository: z.object({ databaseId: z.number() }),
  title: z.string(),
  body: z.string(),
  state: z.enum(['OPEN', 'CLOSED']),
  stateReason: z.string().nullable(),
  locked: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  closedAt: z.string().nullable(),
  author: graphqlActor,
  issueType: z.object({ name: z.string() }).nullable(),
  issueFieldValues: count.nullable(),
  reactions: count,
  labels: listOf(z.object({ name: z.string() })).nullable(),
  comments: listOf(commentSchema),
  timelineItems: z.object({ nodes: z.array(z.unknown()) }),
})

export const snapshotSchema = z.object({
  repository: z.object({
    databaseId: z.number(),
    name: z.string(),
    visibility: z.enum(['PUBLIC', 'PRIVATE', 'INTERNAL']),
    owner: z.object({ login: z.string(), databaseId: z.number() }),
    issue: issueSchema,
  }),
})

export type RepositoryNode = z.infer<typeof snapshotSchema>['repository']
export type IssueNode = z.infer<typeof issueSchema>

export type CommentNode = z.infer<typeof commentSchema>
