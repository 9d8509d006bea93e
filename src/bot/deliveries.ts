/**
 * What the bot does with each kind of webhook: one table. A delivery goes into the inbox only when the table has its
 * event; everything else is acknowledged and forgotten.
 */
import { z } from 'zod'
import { TriageError } from '../errors.ts'
import type { Delivery } from '../inbox/inbox.ts'
import { formatRef, type IssueRef } from '../issue-ref.ts'

/** What is to be done about a delivery. */
export type Task =
  | { readonly kind: 'triage'; readonly installation: number; readonly ref: IssueRef }
  | { readonly kind: 'forget'; readonly repositories: readonly { readonly owner: string; readonly repo: string }[] }

/** The parts of a webhook that are used, and nothing else of it. */
const issuesPayload = z.object({
  installation: z.object({ id: z.number() }),
  repository: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }),
  issue: z.object({ number: z.number(), pull_request: z.unknown().optional() }),
  sender: z.object({ type: z.string() }),
})

const repositoriesPayload = z.object({
  repositories: z.array(z.object({ full_name: z.string() })).optional(),
  repositories_removed: z.array(z.object({ full_name: z.string() })).optional(),
})

type Reader = (payload: unknown) => Task | null

/** Event with action → what it asks for. The one list of what the bot listens to; `app.yml` names the same events. */
export const EVENTS: Readonly<Record<string, Reader>> = {
  'issues.opened': readIssueTask,
  'issues.edited': readIssueTask,
  'issues.reopened': readIssueTask,
  'installation.deleted': readForgetTask,
  'installation_repositories.removed': readForgetTask,
}

/** A verified webhook as the inbox wants it, and what it is about. */
export interface Received {
  /** GUID of the delivery. */
  readonly id: string
  /** Name of the event, without its action. */
  readonly name: string
  readonly payload: unknown
}

/**
 * @returns the delivery to store, or null when there is nothing to do about it (an event that we do not use, an act of
 *   a bot, a pull request)
 * @throws TriageError('malformed-delivery') when the event is ours and its payload is not what GitHub documents
 */
export function toDelivery({ id, name, payload }: Received, receivedAt: number): Delivery | null {
  const { action } = z.object({ action: z.string().optional() }).parse(payload)
  const event = action === undefined ? name : `${name}.${action}`
  const task = readTask(event, payload)
  if (task === null) return null
  const key = task.kind === 'triage' ? formatRef(task.ref) : `${event}:${id}`
  return { id, event, key, payload: JSON.stringify(payload), receivedAt }
}

/**
 * @param event name with action, as `toDelivery` wrote it
 * @throws TriageError('malformed-delivery')
 */
export function readTask(event: string, payload: unknown): Task | null {
  const read = Object.hasOwn(EVENTS, event) ? EVENTS[event] : undefined
  return read === undefined ? null : read(payload)
}

/** Acts of bots, our own among them, and pull requests are none of our business. */
function readIssueTask(payload: unknown): Task | null {
  const { installation, repository, issue, sender } = parse(issuesPayload, payload)
  if (sender.type === 'Bot' || issue.pull_request !== undefined) return null
  const ref = { owner: repository.owner.login, repo: repository.name, number: issue.number }
  return { kind: 'triage', installation: installation.id, ref }
}

function readForgetTask(payload: unknown): Task {
  const { repositories = [], repositories_removed = [] } = parse(repositoriesPayload, payload)
  const gone = [...repositories, ...repositories_removed].map(({ full_name }) => {
    const [owner = '', repo = ''] = full_name.split('/')
    return { owner, repo }
  })
  return { kind: 'forget', repositories: gone }
}

function parse<T>(schema: z.ZodType<T>, payload: unknown): T {
  const result = schema.safeParse(payload)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new TriageError(
    'malformed-delivery',
    `The payload is not what GitHub documents: ${issue?.path.join('.')} ${issue?.message}.`,
    {
      hint: 'Check that the sender is GitHub and that the payload is whole.',
      cause: result.error,
    },
  )
}
