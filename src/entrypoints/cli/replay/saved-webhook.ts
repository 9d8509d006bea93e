/** Reads a saved webhook: a payload as sent by GitHub, or a delivery as returned by its API. */
import { z } from 'zod'
import { TriageError } from '../../../core/errors.ts'

const account = z.looseObject({ login: z.string(), type: z.string().default('User') })
const PERSON = { login: 'somebody', type: 'User' }

const issue = z.looseObject({
  number: z.number().int().positive(),
  title: z.string(),
  body: z.string().nullish(),
  user: account.nullish(),
  state: z.string().default('open'),
  locked: z.boolean().default(false),
  labels: z.array(z.looseObject({ name: z.string() })).default([]),
})

const comment = z.looseObject({
  id: z.number(),
  body: z.string(),
  user: account.nullish(),
  author_association: z.string().default('NONE'),
})

const release = z.looseObject({
  id: z.number(),
  tag_name: z.string().default(''),
  body: z.string().nullish(),
  published_at: z.string().nullish(),
  html_url: z.string().default(''),
})

const payload = z.looseObject({
  action: z.string().optional(),
  issue: issue.optional(),
  discussion: issue.optional(),
  release: release.optional(),
  comment: comment.optional(),
  label: z.looseObject({ name: z.string() }).optional(),
  /** GitHub always sends these three; a shortened payload gets made-up ones. */
  installation: z.looseObject({ id: z.number() }).default({ id: 1 }),
  repository: z.looseObject({ name: z.string(), owner: z.looseObject({ login: z.string() }) }).optional(),
  sender: account.default(PERSON),
})

export type SavedPayload = z.infer<typeof payload>
export type SavedIssue = z.infer<typeof issue>
export type SavedRelease = z.infer<typeof release>
export type SavedComment = z.infer<typeof comment>

export interface SavedWebhook {
  /** The event's name, without its action. */
  readonly name: string
  readonly payload: SavedPayload
}

const delivery = z.object({ event: z.string(), request: z.object({ payload }) })

/**
 * @param file the file's name, for the error
 * @param event the event's name, as in `X-GitHub-Event`; a payload alone does not contain it, but its fields tell
 * @throws TriageError('malformed-delivery')
 */
export function parseSavedWebhook(text: string, file: string, event?: string): SavedWebhook {
  try {
    const value: unknown = JSON.parse(text)
    const whole = delivery.safeParse(value).data
    const read = whole?.request.payload ?? payload.parse(value)
    const name = event ?? whole?.event ?? nameOf(value)
    if (name !== null) return { name, payload: read }
  } catch (cause) {
    throw notAWebhook(file, cause)
  }
  throw notAWebhook(file)
}

/** The fields that only one event has; the first that fits decides. */
const FIELDS: readonly (readonly [event: string, fields: readonly string[]])[] = [
  ['discussion_comment', ['discussion', 'comment']],
  ['discussion', ['discussion']],
  ['issue_comment', ['issue', 'comment']],
  ['issues', ['issue']],
  ['push', ['ref', 'commits']],
  ['release', ['release']],
  ['installation_repositories', ['repositories_added']],
  ['installation_target', ['account', 'target_type']],
  ['installation', ['installation', 'repositories']],
  ['repository', ['repository', 'action']],
]

function nameOf(value: unknown): string | null {
  const has = (field: string) => typeof value === 'object' && value !== null && Object.hasOwn(value, field)
  return FIELDS.find(([, fields]) => fields.every(has))?.[0] ?? null
}

function notAWebhook(file: string, cause?: unknown): TriageError {
  return new TriageError('malformed-delivery', `${file} is not a webhook that the bot knows.`, {
    hint: 'Save the payload from the App\u2019s "Recent deliveries", or the delivery from `GET /app/hook/deliveries/{id}`.',
    cause,
  })
}
