/**
 * Reads duplicate marks through GraphQL: https://docs.github.com/en/graphql/reference/objects#markedasduplicateevent
 */

import { z } from 'zod'
import { formatRef, type IssueRef } from '../../../core/issue-ref.ts'
import type { DuplicateMark, DuplicateMarks } from '../duplicate-marks.ts'
import type { Calls } from './octokit-calls.ts'
import { readTimelineNodes } from './octokit-timeline.ts'

/** An issue is usually marked once or twice; if there are more marks, only the newest are read. */
const MAX_EVENTS = 50

const SIDE = '{ ... on Issue { number repository { name owner { login } } } }'
const PARTS = `id createdAt actor { __typename login } canonical ${SIDE} duplicate ${SIDE}`
const MARKS = `timelineItems(last: ${MAX_EVENTS}, itemTypes: [MARKED_AS_DUPLICATE_EVENT, UNMARKED_AS_DUPLICATE_EVENT]) { nodes {
      __typename ... on MarkedAsDuplicateEvent { ${PARTS} } ... on UnmarkedAsDuplicateEvent { ${PARTS} }
    } }`

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

export function createOctokitDuplicateMarks(calls: Pick<Calls, 'octokit' | 'read'>): DuplicateMarks {
  return {
    async listDuplicateMarks(ref) {
      const doing = `to read the duplicate marks of ${formatRef(ref)}`
      const nodes = (await readTimelineNodes(calls, ref, { doing, items: MARKS })) ?? []
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
