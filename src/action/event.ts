/** Which issue an event of a workflow is about. Of the payload only numbers and names are read, never what people wrote. */
import { z } from 'zod'
import { TriageError } from '../errors.ts'
import type { IssueRef } from '../issue-ref.ts'

/** Events that ask for a triage; whatever else starts the workflow is left alone. */
const EVENTS: readonly string[] = ['issues.opened', 'issues.edited', 'issues.reopened']

const payloadSchema = z.object({
  action: z.string(),
  repository: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }),
  issue: z.object({
    number: z.number(),
    pull_request: z.unknown().optional(),
    /** Null for a deleted account. */
    user: z.object({ type: z.string().optional() }).nullish(),
  }),
  sender: z.object({ type: z.string().optional() }),
})

/**
 * @param name of the event, e.g. `issues`
 * @param payload as the runner keeps it
 * @returns null when there is nothing to do: another event, a pull request, an act or an issue of a bot
 * @throws TriageError('malformed-delivery') when it is the payload of something else
 */
export function readEvent(name: string, payload: unknown): IssueRef | null {
  if (name !== 'issues') return null
  const { success, data } = payloadSchema.safeParse(payload)
  if (!success) throw malformed(name)
  const { action, repository, issue, sender } = data
  const isPeople = sender.type !== 'Bot' && issue.user?.type !== 'Bot'
  if (!EVENTS.includes(`${name}.${action}`) || issue.pull_request !== undefined || !isPeople) return null
  return { owner: repository.owner.login, repo: repository.name, number: issue.number }
}

function malformed(name: string): TriageError {
  return new TriageError('malformed-delivery', `The payload of this ${name} event is not one of GitHub's.`, {
    hint: 'Run the Action on the events of docs/action.md.',
  })
}
