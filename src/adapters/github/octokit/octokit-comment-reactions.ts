/** Signs on comments through GraphQL, which tells of many issues at once: https://docs.github.com/en/graphql/reference/objects#issuecomment */
import { z } from 'zod'
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import type { CommentReaction, CommentReactions } from '../comment-reactions.ts'
import type { Calls } from './octokit-calls.ts'
import { nothingToldBy } from './octokit-duplicate-marks.ts'

/** Ours is among the first of most issues; 👎 and 😕 are few. */
const COMMENTS = 50
const REACTIONS = 20

const REACTED = (content: string, alias: string) =>
  `${alias}: reactions(first: ${REACTIONS}, content: ${content}) { nodes { user { login } } }`
const PARTS = `comments(first: ${COMMENTS}) { nodes { databaseId isMinimized viewerDidAuthor
  ${REACTED('THUMBS_DOWN', 'down')} ${REACTED('CONFUSED', 'confused')} } }`

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

const answerSchema = z.object({ repository: z.record(z.string(), z.unknown()) })

export function createOctokitCommentReactions({ octokit, read }: Pick<Calls, 'octokit' | 'read'>): CommentReactions {
  return {
    async listCommentReactions(repository, numbers) {
      const { owner, repo } = repository
      const issues = numbers.map((number, at) => `i${at}: issue(number: ${Math.trunc(number)}) { number ${PARTS} }`)
      const query = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${issues.join(' ')} } }`
      const answer = await read(`to read the signs on comments of ${owner}/${repo}`, () =>
        octokit.graphql(query, { owner, repo }).catch(nothingToldBy),
      )
      const told = answerSchema.safeParse(answer).data?.repository ?? {}
      return Object.values(told).flatMap((issue) => toSign(repository, issue))
    },
  }
}

function toSign(repository: RepositoryRef, issue: unknown): CommentReaction[] {
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
