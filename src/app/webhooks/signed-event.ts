/**
 * GitHub signs a webhook's body, but not the header that names its event. An attacker with a signed body could replay
 * it as another event, e.g. a deleted comment as a deleted issue, to make the bot forget the issue. The body must
 * therefore fit the event in the header.
 */
import { TriageError } from '../../core/errors.ts'

/** Event → fields that its payloads never have, but that another event's payloads do have. */
const FOREIGN_FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['issues', ['comment', 'discussion']],
  ['issue_comment', ['discussion']],
  ['discussion', ['issue', 'comment']],
  ['discussion_comment', ['issue']],
  ['repository', ['issue', 'comment', 'ref', 'repositories', 'release']],
  ['installation', ['issue', 'comment', 'ref', 'release']],
  ['installation_repositories', ['issue', 'comment', 'ref', 'release']],
  ['push', ['issue', 'comment', 'action']],
])

/**
 * @param name the event's name, without its action
 * @throws TriageError('malformed-delivery') when the payload was signed for another event
 */
export function refuseOtherEvent(name: string, payload: unknown): void {
  if (typeof payload !== 'object' || payload === null) return
  const foreign = FOREIGN_FIELDS.get(name)?.find((field) => Object.hasOwn(payload, field))
  if (foreign === undefined) return
  throw new TriageError(
    'malformed-delivery',
    `The payload does not belong to the ${name} event: it has the field ${foreign}.`,
    { hint: 'Check that the sender is GitHub and that no proxy changes headers.' },
  )
}
