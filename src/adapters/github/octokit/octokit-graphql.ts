/** Sends GraphQL requests, turns their errors into the refusals that the REST API has, and remembers node ids. */
import { LRUCache } from 'lru-cache'
import { formatRef, type IssueRef } from '../../../core/issue-ref.ts'
import { graphqlErrorsOf } from './graphql-errors.ts'
import type { OctokitClient } from './octokit-calls.ts'

/**
 * @returns the response's data; null if what was asked for does not exist
 * @throws an error with the status that the REST API would have
 */
export async function askGraphql(octokit: OctokitClient, query: string, variables: object): Promise<unknown> {
  try {
    return await octokit.graphql(query, { ...variables })
  } catch (error) {
    const refused = withStatus(error)
    if (refused !== null && refused.status === 404) return null
    throw refused ?? error
  }
}

/**
 * Sends a mutation once. Probot's client would repeat it after a 5xx response, which can post a comment twice.
 * @returns the response in the form that REST calls have
 * @throws an error with the status that the REST API would have
 */
export async function mutateGraphql(octokit: OctokitClient, mutation: string, variables: object) {
  try {
    const data: unknown = await octokit.graphql(mutation, { ...variables, request: { retries: 0 } })
    return { status: 200, data }
  } catch (error) {
    throw withStatus(error) ?? error
  }
}

/** @returns null for any error that is none of GraphQL's */
function withStatus(error: unknown): (Error & { readonly status: number }) | null {
  const errors = graphqlErrorsOf(error)
  if (errors === null) return null
  const { message, status, headers } = errors
  return Object.assign(new Error(message), { status, response: { headers } })
}

export interface NodeIds {
  discussionOf(ref: IssueRef): string | null
  /** @param id the comment's numeric id, as in webhooks */
  commentOf(id: number): string | null
  rememberDiscussion(ref: IssueRef, nodeId: string): void
  rememberComment(id: number, nodeId: string): void
}

/** A node id is read again when it is needed, so only some are kept. */
const MAX_IDS = 1_000

/** GraphQL names discussions and comments by node ids; the rest of the bot uses numbers. */
export function createNodeIds(): NodeIds {
  const discussions = new LRUCache<string, string>({ max: MAX_IDS })
  const comments = new LRUCache<number, string>({ max: MAX_IDS })
  const key = (ref: IssueRef) => formatRef(ref).toLowerCase()
  return {
    discussionOf: (ref) => discussions.get(key(ref)) ?? null,
    commentOf: (id) => comments.get(id) ?? null,
    rememberDiscussion: (ref, nodeId) => void discussions.set(key(ref), nodeId),
    rememberComment: (id, nodeId) => void comments.set(id, nodeId),
  }
}
