/** Reads events of an issue's timeline through GraphQL, which returns only the kinds that are asked for. */
import { z } from 'zod'
import type { IssueRef } from '../../../core/issue-ref.ts'
import { nullIfUnsupported } from './graphql-errors.ts'
import type { Calls } from './octokit-calls.ts'

const responseSchema = z.object({
  repository: z.object({ issue: z.object({ timelineItems: z.object({ nodes: z.array(z.unknown()) }) }) }),
})

interface TimelineQuestion {
  /** Completes the sentence "GitHub refused …". */
  readonly doing: string
  /** The field `timelineItems` of an issue, with its arguments. */
  readonly items: string
  readonly onError?: (error: unknown) => null
}

/** @returns the nodes; null if GraphQL does not offer them */
export async function readTimelineNodes(
  { octokit, read }: Pick<Calls, 'octokit' | 'read'>,
  ref: IssueRef,
  { doing, items, onError = nullIfUnsupported }: TimelineQuestion,
): Promise<readonly unknown[] | null> {
  const { owner, repo, number } = ref
  const query = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) { issue(number: $number) { ${items} } }
}`
  const response = await read(doing, () => octokit.graphql(query, { owner, repo, number }).catch(onError))
  return responseSchema.safeParse(response).data?.repository.issue.timelineItems.nodes ?? null
}
