/**
 * Recognises webhooks that somebody created by hand. Only the App's webhooks name an installation, which the bot needs
 * in order to act.
 */
import { z } from 'zod'
import { TriageError } from '../../core/errors.ts'

const sentToApp = z.object({ installation: z.object({ id: z.number() }) })

/** GitHub sends a ping to every new webhook. The App's own webhook has the type `App`. */
const ping = z.object({ hook: z.object({ type: z.enum(['Repository', 'Organization']) }) })

const sender = z.object({ repository: z.object({ full_name: z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/) }) })

/** GitHub names the installation in the events that it sends to an App. */
export function hasInstallation(payload: unknown): boolean {
  return sentToApp.safeParse(payload).success
}

export function isForeignPing(event: string, payload: unknown): boolean {
  return event === 'ping' && ping.safeParse(payload).success
}

/** GitHub shows this message in the webhook's delivery list. */
export function notFromApp(payload: unknown): TriageError {
  const whose = sender.safeParse(payload).data?.repository.full_name ?? 'a repository or an organization'
  return new TriageError(
    'not-from-app',
    `This payload has no installation, so it comes from a webhook that was created by hand in ${whose}. Install auth-triage as a GitHub App and delete that webhook.`,
    { hint: 'See docs/deploy.md. The bot ignores deliveries from such a webhook.' },
  )
}
