/**
 * Reads duplicate marks through GraphQL: https://docs.github.com/en/graphql/reference/objects#markedasduplicateevent
 */
import { z } from 'zod'
import { formatRef, type IssueRef } from '../../../core/issue-ref.ts'
import type { DuplicateMark, DuplicateMarks } from '../duplicate-marks.ts'
import { nullIfUnsupported } from './graphql-errors.ts'
import type { Calls } from './octokit-calls.ts'

/** An issue is usually marked once or twice; if there are more marks, only the newest are read. */
const MAX_EVENTS = 50

const SIDE = '{ ... on Issue { number repository { name owner { login } } } }'
const PARTS = `id createdAt actor { __typename login } canonical ${SIDE} duplicate ${SIDE}`
const QUERY = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) { issue(number: $number) {
    timelineItems(last: ${MAX_EVENTS}, itemTypes: [MARKED_AS_DUPLICATE_EVENT, UNMARKED_AS_DUPLICATE_EVENT]) { nodes {
      __typename ... on MarkedAsDuplicateEvent { ${PARTS} } ... on UnmarkedAsDuplicateEvent { ${PARTS} }
    } }
  } }
}`

const side = z.object({
  number: z.number(),
  repository: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }),
})

const event = z.object({
  __typename: z.enum(['MarkedAsDuplicateEvent', 'UnmarkedAsDuplicateEvent']),
  id: z.string(),
  createdAt: z.string(),
  /** Null for a deleted account. */
  actor: z.object({ __typename: z.string(), login: z.string() }).nullable(),
  canonical: side,
  duplicate: side,
})

const responseSchema = z.object({
  repository: z.object({ issue: z.object({ timelineItems: z.object({ nodes: z.array(z.unknown()) }) }) }),
})

export function createOctokitDuplicateMarks({ octokit, read }: Pick<Calls, 'octokit' | 'read'>): DuplicateMarks {
  return {
    async listDuplicateMarks(ref) {
      const { owner, repo, number } = ref
      const response = await read(`to read the duplicate marks of ${formatRef(ref)}`, () =>
        octokit.graphql(QUERY, { owner, repo, number }).catch(nullIfUnsupported),
      )
      const nodes = responseSchema.safeParse(response).data?.repository.issue.timelineItems.nodes ?? []
      return nodes.flatMap((node) => toMark(node, ref))
    },
  }
}

/** A side that is a pull request or is not accessible is empty; a mark with such a side is skipped. */
function toMark(node: unknown, ref: IssueRef): DuplicateMark[] {
  const { data } = event.safeParse(node)
  if (data === undefined || data.actor?.__typename === 'Bot' || !isIssue(toRef(data.duplicate), ref)) return []
  const kind = data.__typename === 'MarkedAsDuplicateEvent' ? 'marked' : 'unmarked'
  const by = data.actor?.login ?? 'ghost'
  return [{ id: data.id, kind, canonical: toRef(data.canonical), by, at: Date.parse(data.createdAt) }]
}

function toRef({ number, repository: { name: repo, owner } }: z.infer<typeof side>): IssueRef {
  return { owner: owner.login, repo, number }
}

function isIssue(a: IssueRef, b: IssueRef): boolean {
  return formatRef(a).toLowerCase() === formatRef(b).toLowerCase()
}
