/** Reads what closed an issue through GraphQL: https://docs.github.com/en/graphql/reference/objects#closedevent */

import { z } from 'zod'
import { formatRef, type IssueRef, isSameRepository } from '../../../core/issue-ref.ts'
import type { MergedChange, MergedChanges } from '../merged-changes.ts'
import type { Calls } from './octokit-calls.ts'
import { readTimelineNodes } from './octokit-timeline.ts'

const HOME = 'repository { name owner { login } }'
const CLOSERS = `timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) { nodes { ... on ClosedEvent { closer {
      __typename ... on PullRequest { number merged url ${HOME} } ... on Commit { oid url ${HOME} }
    } } } }`

const home = z.object({ name: z.string(), owner: z.object({ login: z.string() }) })
const url = z.url({ protocol: /^https?$/ }).max(500)

const closer = z.discriminatedUnion('__typename', [
  z.object({
    __typename: z.literal('PullRequest'),
    number: z.int().positive(),
    merged: z.literal(true),
    url,
    repository: home,
  }),
  z.object({ __typename: z.literal('Commit'), oid: z.string().regex(/^[0-9a-f]{7,64}$/), url, repository: home }),
])

const closedEvent = z.object({ closer })

export function createOctokitMergedChanges(calls: Pick<Calls, 'octokit' | 'read'>): MergedChanges {
  return {
    async readMergedChange(ref) {
      const nodes = await readTimelineNodes(calls, ref, {
        doing: `to read what closed ${formatRef(ref)}`,
        items: CLOSERS,
      })
      return toMergedChange(nodes?.[0], ref)
    },
  }
}

function toMergedChange(node: unknown, ref: IssueRef): MergedChange | null {
  const data = closedEvent.safeParse(node).data?.closer
  if (data === undefined) return null
  const { owner, name } = data.repository
  if (!isSameRepository({ owner: owner.login, repo: name }, ref)) return null
  return data.__typename === 'Commit'
    ? { kind: 'commit', sha: data.oid, url: data.url }
    : { kind: 'pull-request', number: data.number, url: data.url }
}
