/**
 * All writes to discussions. They are sent one at a time and never retried by the client. None closes, locks, moves or
 * deletes a discussion, or marks an answer.
 */
import { z } from 'zod'
import { formatRef, type IssueRef } from '../../../core/issue-ref.ts'
import type { Reaction, Writers } from '../github.ts'
import { nullIfNotFound, refusedError } from '../refusal.ts'
import type { Calls } from './octokit-calls.ts'
import { askGraphql, mutateGraphql } from './octokit-graphql.ts'

/** Resolves node ids; null for what is gone. */
export interface DiscussionNodes {
  discussion(ref: IssueRef): Promise<string | null>
  comment(ref: IssueRef, id: number): Promise<string | null>
  rememberComment(id: number, nodeId: string): void
}

const ADD_LABELS = `mutation ($discussion: ID!, $labels: [ID!]!) {
  addLabelsToLabelable(input: { labelableId: $discussion, labelIds: $labels }) { clientMutationId }
}`
const REMOVE_LABEL = `mutation ($discussion: ID!, $labels: [ID!]!) {
  removeLabelsFromLabelable(input: { labelableId: $discussion, labelIds: $labels }) { clientMutationId }
}`
const CREATE_COMMENT = `mutation ($discussion: ID!, $body: String!) {
  addDiscussionComment(input: { discussionId: $discussion, body: $body }) { comment { id databaseId } }
}`
const UPDATE_COMMENT = `mutation ($comment: ID!, $body: String!) {
  updateDiscussionComment(input: { commentId: $comment, body: $body }) { clientMutationId }
}`
const DELETE_COMMENT = `mutation ($comment: ID!) {
  deleteDiscussionComment(input: { id: $comment }) { clientMutationId }
}`
const REACT = `mutation ($comment: ID!, $content: ReactionContent!) {
  addReaction(input: { subjectId: $comment, content: $content }) { clientMutationId }
}`

const CONTENT: Readonly<Record<Reaction, string>> = { '+1': 'THUMBS_UP', eyes: 'EYES', confused: 'CONFUSED' }

const createdSchema = z.object({
  addDiscussionComment: z.object({ comment: z.object({ id: z.string(), databaseId: z.number() }) }),
})

type DiscussionWriters = Pick<
  Writers,
  'addLabels' | 'removeLabel' | 'createComment' | 'updateComment' | 'deleteComment' | 'react'
>

/** Labels belong to the repository, so missing ones are created by the client for issues. */
export function createOctokitDiscussionWrites(calls: Calls, nodes: DiscussionNodes): DiscussionWriters {
  const { octokit } = calls
  // One permission covers all of these writes, and issues do not need it.
  const permitted = <T>(act: () => Promise<T>) => calls.permissions.within('discussions', act)
  const send = (doing: string, mutation: string, variables: object) =>
    calls.write(doing, () => mutateGraphql(octokit, mutation, variables))
  const onDiscussion = async (ref: IssueRef) => (await nodes.discussion(ref)) ?? notFound(ref)
  return {
    addLabels: (ref, names) =>
      permitted(async () => {
        const labels = await labelIds(calls, ref, names)
        if (labels.length === 0) return
        await send(`to label the discussion ${formatRef(ref)}`, ADD_LABELS, {
          discussion: await onDiscussion(ref),
          labels,
        })
      }),
    removeLabel: (ref, name) =>
      permitted(async () => {
        const labels = await labelIds(calls, ref, [name])
        if (labels.length === 0) return
        const variables = { discussion: await onDiscussion(ref), labels }
        await send(`to remove the label "${name}" from the discussion ${formatRef(ref)}`, REMOVE_LABEL, variables)
      }),
    createComment: (ref, body) =>
      permitted(async () => {
        const variables = { discussion: await onDiscussion(ref), body }
        const { data } = await send(`to comment on the discussion ${formatRef(ref)}`, CREATE_COMMENT, variables)
        const { id, databaseId } = createdSchema.parse(data).addDiscussionComment.comment
        nodes.rememberComment(databaseId, id)
        return { id: databaseId }
      }),
    updateComment: (ref, id, body) =>
      permitted(async () => {
        const comment = (await nodes.comment(ref, id)) ?? notFound(ref)
        await send(`to edit our comment on the discussion ${formatRef(ref)}`, UPDATE_COMMENT, { comment, body })
      }),
    deleteComment: (ref, id) =>
      permitted(async () => {
        await nullIfNotFound(async () => {
          const comment = await nodes.comment(ref, id)
          if (comment === null) return
          await send(`to delete our comment on the discussion ${formatRef(ref)}`, DELETE_COMMENT, { comment })
        })
      }),
    react: (ref, id, reaction) =>
      permitted(async () => {
        await nullIfNotFound(async () => {
          const comment = await nodes.comment(ref, id)
          if (comment === null) return
          const variables = { comment, content: CONTENT[reaction] }
          await send(`to react to a comment on the discussion ${formatRef(ref)}`, REACT, variables)
        })
      }),
  }
}

/** @returns the ids of the labels that the repository has */
async function labelIds({ octokit, read }: Calls, ref: IssueRef, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0) return []
  const { owner, repo } = ref
  const parameters = names.map((_, at) => `$name${at}: String!`).join(', ')
  const fields = names.map((_, at) => `label${at}: label(name: $name${at}) { id }`).join(' ')
  const query = `query ($owner: String!, $repo: String!, ${parameters}) { repository(owner: $owner, name: $repo) { ${fields} } }`
  const variables = Object.fromEntries(names.map((name, at) => [`name${at}`, name]))
  const answer = await read(`to read the labels of ${owner}/${repo}`, () =>
    askGraphql(octokit, query, { owner, repo, ...variables }),
  )
  const found = labelsSchema.safeParse(answer).data?.repository ?? {}
  return Object.values(found).flatMap((label) => (label === null ? [] : [label.id]))
}

const labelsSchema = z.object({ repository: z.record(z.string(), z.object({ id: z.string() }).nullable()) })

function notFound(ref: IssueRef): never {
  const gone = Object.assign(new Error('Not found.'), { status: 404 })
  throw refusedError(`to write to the discussion ${formatRef(ref)}`, gone)
}
