/**
 * Reads reactions to comments, and whether comments are hidden, through GraphQL. One query covers many issues:
 * https://docs.github.com/en/graphql/reference/objects#issuecomment
 */
import { z } from 'zod'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import type { CommentReaction, CommentReactions } from '../comment-reactions.ts'
import { graphqlErrorsOf, nullIfUnsupported } from './graphql-errors.ts'
import type { Calls } from './octokit-calls.ts'

/** On most issues, our comment is among the first; 👎 and 😕 reactions are rare. */
const MAX_COMMENTS = 50
const MAX_REACTIONS = 20

const reactionsQuery = (content: string, alias: string) =>
  `${alias}: reactions(first: ${MAX_REACTIONS}, content: ${content}) { nodes { user { login } } }`
const ISSUE_FIELDS = `comments(first: ${MAX_COMMENTS}) { nodes { databaseId isMinimized viewerDidAuthor
  ${reactionsQuery('THUMBS_DOWN', 'down')} ${reactionsQuery('CONFUSED', 'confused')} } }`

const reacted = z.object({ nodes: z.array(z.object({ user: z.object({ login: z.string() }).nullable() })) })

const issueSchema = z.object({
  number: z.number(),
  comments: z.object({
    nodes: z.array(
      z.object({
        databaseId: z.number(),
        isMinimized: z.boolean(),
        viewerDidAuthor: z.boolean(),
        down: reacted,
        confused: reacted,
      }),
    ),
  }),
})

const responseSchema = z.object({ repository: z.record(z.string(), z.unknown()) })

export function createOctokitCommentReactions({ octokit, read }: Pick<Calls, 'octokit' | 'read'>): CommentReactions {
  return {
    async listCommentReactions(repository, numbers) {
      const { owner, repo } = repository
      const issues = numbers.map(
        (number, at) => `i${at}: issue(number: ${Math.trunc(number)}) { number ${ISSUE_FIELDS} }`,
      )
      const query = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${issues.join(' ')} } }`
      const response = await read(`to read the reactions to comments in ${owner}/${repo}`, () =>
        octokit.graphql(query, { owner, repo }).catch(withoutMissing),
      )
      const issuesByAlias = responseSchema.safeParse(response).data?.repository ?? {}
      return Object.values(issuesByAlias).flatMap((issue) => toCommentReaction(repository, issue))
    },
  }
}

/** One number that belongs to no issue is an error, with which GitHub still answers for all the others. */
function withoutMissing(error: unknown): unknown {
  const data = graphqlErrorsOf(error)?.data
  return responseSchema.safeParse(data).success ? data : nullIfUnsupported(error)
}

function toCommentReaction(repository: RepositoryRef, issue: unknown): CommentReaction[] {
  const { data } = issueSchema.safeParse(issue)
  const own = data?.comments.nodes.findLast(({ viewerDidAuthor }) => viewerDidAuthor)
  if (data === undefined || own === undefined) return []
  const logins = [own.down, own.confused].flatMap(({ nodes }) => nodes.flatMap(({ user }) => user?.login ?? []))
  const against = [...new Set(logins)].filter((login) => !login.endsWith('[bot]'))
  if (!own.isMinimized && against.length === 0) return []
  return [
    { ref: { ...repository, number: data.number }, commentId: own.databaseId, minimised: own.isMinimized, against },
  ]
}
