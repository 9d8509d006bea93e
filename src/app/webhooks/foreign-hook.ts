/** Tells webhooks that somebody made by hand from those of the App, which are the only ones that say how to answer. */
import { z } from 'zod'
import { TriageError } from '../../core/errors.ts'

const sentToApp = z.object({ installation: z.object({ id: z.number() }) })

/** What GitHub sends to a new webhook; the one of an App has the type `App`. */
const ping = z.object({ hook: z.object({ type: z.enum(['Repository', 'Organization']) }) })

const sender = z.object({ repository: z.object({ full_name: z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/) }) })

/** GitHub names the installation in the events that it sends to an App. */
export function hasInstallation(payload: unknown): boolean {
  return sentToApp.safeParse(payload).success
}

export function isForeignPing(event: string, payload: unknown): boolean {
  return event === 'ping' && ping.safeParse(payload).success
}

/** Its sentence is what GitHub shows in the webhook's list of deliveries. */
export function notFromApp(payload: unknown): TriageError {
  const whose = sender.safeParse(payload).data?.repository.full_name ?? 'a repository or an organization'
  return new TriageError(
    'not-from-app',
    `This payload has no installation: it was sent by a webhook of ${whose} itself. Install auth-triage as a GitHub App and delete that webhook.`,
    { hint: 'See docs/deploy.md. Nothing is done about what such a webhook sends.' },
  )
}
