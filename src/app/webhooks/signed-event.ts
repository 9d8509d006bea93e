/**
 * GitHub signs the body of a webhook and not the header that names its event: whoever has a signed body could send it
 * again as another event, and have the bot forget an issue because a comment on it was deleted. So a body has to be one
 * of the event that it comes as.
 */
import { TriageError } from '../../core/errors.ts'

/** Event → parts that its payloads never have, and those of another event do. */
const FOREIGN_PARTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['issues', ['comment']],
  ['repository', ['issue', 'comment', 'ref', 'repositories']],
  ['installation', ['issue', 'comment', 'ref']],
  ['installation_repositories', ['issue', 'comment', 'ref']],
  ['push', ['issue', 'comment', 'action']],
])

/**
 * @param name of the event, without its action
 * @throws TriageError('malformed-delivery') when the payload was signed for another event
 */
export function refuseOtherEvent(name: string, payload: unknown): void {
  if (typeof payload !== 'object' || payload === null) return
  const foreign = FOREIGN_PARTS.get(name)?.find((part) => Object.hasOwn(payload, part))
  if (foreign === undefined) return
  throw new TriageError('malformed-delivery', `The payload is that of another event than ${name}: it has ${foreign}.`, {
    hint: 'Check that the sender is GitHub, and that nothing between it and the bot changes headers.',
  })
}
