/**
 * Reads an issue's label events. GraphQL returns label events only, without the comments and references in between
 * (https://docs.github.com/en/graphql/reference/objects#labeledevent). On a server without GraphQL, reads both ends of
 * the timeline instead.
 */

import { z } from 'zod'
import { formatRef, type IssueRef } from '../../../core/issue-ref.ts'
import type { LabelEvent } from '../../../core/plan/plan.ts'
import type { GitHub } from '../github.ts'
import { type AppIdentity, actorOf } from '../identity.ts'
import { hasNoGraphql, nullIfUnsupported } from './graphql-errors.ts'
import type { Calls } from './octokit-calls.ts'
import { PER_PAGE, readBothEnds } from './octokit-pages.ts'
import { readTimelineNodes } from './octokit-timeline.ts'

/** Null for a deleted account. */
export const graphqlActor = z.object({ __typename: z.string(), login: z.string() }).nullable()

/**
 * GitHub's maximum. Only people with permission and Apps can set labels, and only the last event for each label counts.
 */
const MAX_EVENTS = 100

const PARTS = 'actor { __typename login } label { name }'
/** The label events as a field of an issue in GraphQL. */
export const LABEL_EVENTS = `timelineItems(last: ${MAX_EVENTS}, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) { nodes {
      __typename ... on LabeledEvent { ${PARTS} } ... on UnlabeledEvent { ${PARTS} }
    } }`

const event = z.object({
  __typename: z.enum(['LabeledEvent', 'UnlabeledEvent']),
  actor: graphqlActor,
  label: z.object({ name: z.string() }),
})

/** Keep the instance, because it remembers that a server has no GraphQL. */
export function createOctokitLabelEvents(calls: Calls, identity: AppIdentity): Pick<GitHub, 'listLabelEvents'> {
  let hasGraphql = true
  const noteMissingGraphql = (error: unknown) => {
    if (hasNoGraphql(error)) hasGraphql = false
    return nullIfUnsupported(error)
  }
  return {
    async listLabelEvents(ref) {
      const doing = `to read the label events of ${formatRef(ref)}`
      const question = { doing, items: LABEL_EVENTS, onError: noteMissingGraphql }
      const nodes = hasGraphql ? await readTimelineNodes(calls, ref, question) : null
      if (nodes === null) return listFromTimeline(calls, ref, identity)
      return nodes.flatMap((node) => labelEventFrom(node, identity))
    },
  }
}

/** @param node of `LABEL_EVENTS`; one of another kind gives no event */
export function labelEventFrom(node: unknown, identity: AppIdentity): LabelEvent[] {
  const { data } = event.safeParse(node)
  if (data === undefined) return []
  const action = data.__typename === 'LabeledEvent' ? 'labeled' : 'unlabeled'
  return [{ label: data.label.name, action, by: actorOf({ user: userOf(data.actor), app: undefined }, identity) }]
}

/** GraphQL omits the `[bot]` suffix that bot logins have in the REST API. */
export function userOf(actor: z.infer<typeof graphqlActor>) {
  if (actor?.__typename !== 'Bot') return actor
  return { type: 'Bot', login: actor.login.endsWith('[bot]') ? actor.login : `${actor.login}[bot]` }
}

async function listFromTimeline(
  { octokit, read }: Calls,
  ref: IssueRef,
  identity: AppIdentity,
): Promise<readonly LabelEvent[]> {
  const { owner, repo, number } = ref
  const events = await readBothEnds((page) =>
    read(`to read the timeline of ${formatRef(ref)}`, () =>
      octokit.rest.issues.listEventsForTimeline({
        owner,
        repo,
        issue_number: number,
        per_page: PER_PAGE,
        ...(page > 1 && { page }),
      }),
    ),
  )
  return events.flatMap((entry) => fromTimeline(entry as TimelineEvent, identity))
}

/**
 * A timeline contains about 40 kinds of events. GitHub's published type says that a label event always has an actor,
 * but the actor is null for a deleted account.
 */
interface TimelineEvent {
  readonly event?: string
  readonly label?: { readonly name: string } | null
  readonly actor?: { readonly login: string; readonly type?: string } | null
  readonly performed_via_github_app?: { readonly id: number } | null
}

function fromTimeline({ event: action, label, actor, performed_via_github_app: app }: TimelineEvent, own: AppIdentity) {
  if ((action !== 'labeled' && action !== 'unlabeled') || !label) return []
  return [{ label: label.name, action, by: actorOf({ user: actor, app }, own) } as const]
}
