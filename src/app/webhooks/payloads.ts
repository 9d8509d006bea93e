/**
 * The fields that are used from each webhook payload. A payload is cut down to these fields before it is stored. Each
 * schema can also parse the payloads that it has cut down.
 */
import { z } from 'zod'
import { hasMarker } from '../../core/comments/marker.ts'
import { RIGHTS } from '../../core/feedback/feedback-event.ts'
import { cleanAndRedact } from '../../core/report/clean-and-redact.ts'

/** GitHub always sends the id. Deliveries that an early version stored have no id. */
const numberedPayload = z.object({ id: z.number().int().positive().optional() })

const repositoryPayload = numberedPayload.extend({ name: z.string(), owner: z.object({ login: z.string() }) })

export const issuesPayload = z.object({
  installation: z.object({ id: z.number() }),
  repository: repositoryPayload,
  issue: z.object({
    number: z.number(),
    pull_request: z.unknown().optional(),
    /** Null for a deleted account. */
    user: z.object({ type: z.string().optional() }).nullish(),
  }),
  sender: z.object({ type: z.string() }),
})

export const removedIssuePayload = issuesPayload.pick({ repository: true, issue: true })

/** The commands that the comment contained before an edit; `withCommandsBefore` replaces the old text with them. */
const commandsBefore = z.object({ body: z.object({ from: z.array(z.string()) }).optional() }).optional()

export const commentPayload = issuesPayload.extend({
  sender: z.object({ type: z.string(), login: z.string() }),
  comment: z.object({ id: z.number() }),
  changes: commandsBefore,
})

/** The name of a label that anyone with rights may have made up; it is stored with the delivery, so it is redacted. */
const labelName = z.string().transform((name) => {
  const { text, findings } = cleanAndRedact(name)
  return findings.length === 0 ? name : text
})

/** A person's action. Keeps the person's login and the label's name. */
export const actionPayloadOfPerson = issuesPayload.extend({
  sender: z.object({ type: z.string(), login: z.string() }),
  label: z.object({ name: labelName }).optional(),
})

export const closedPayload = actionPayloadOfPerson.extend({
  issue: issuesPayload.shape.issue.extend({ state_reason: z.string().nullish() }),
})

export const deletedPayload = actionPayloadOfPerson.extend({
  comment: z.object({
    /** Absent in deliveries that an early version stored. */
    id: z.number().optional(),
    /** The login is absent in deliveries that an early version stored. */
    user: z.object({ type: z.string().optional(), login: z.string().optional() }).nullish(),
    performed_via_github_app: z.object({ id: z.number() }).nullish(),
    body: z.string().transform((body) => (hasMarker(body) ? body.split('\n', 1)[0] : '') ?? ''),
  }),
})

/** The field is absent in stored deliveries. */
export const discussionPayload = z.object({ discussion: z.unknown().optional() })

export const actionPayload = z.object({ action: z.string().optional() })

const named = z.array(numberedPayload.extend({ full_name: z.string() })).default([])

export const repositoriesPayload = z.object({
  repositories: named,
  repositories_removed: named,
})

export const installedPayload = z.object({
  installation: z.object({ id: z.number() }),
  repositories: named,
  repositories_added: named,
})

/** A repository that was deleted or made private. */
export const repositoryEventPayload = z.object({ repository: repositoryPayload })

/** A repository under its new name or owner. */
export const movedPayload = z.object({
  repository: repositoryPayload.extend({ owner: z.object({ login: z.string(), id: z.number().optional() }) }),
})

/** An account with its new login. An enterprise account has neither a login nor repositories. */
export const ownerRenamedPayload = z.object({
  account: z.object({ id: z.number(), login: z.string().optional() }),
})

/** The notes may contain anything, so they are read from GitHub when the delivery is processed. */
export const releasePayload = z.object({
  installation: z.object({ id: z.number() }),
  repository: repositoryPayload,
  release: z.object({ id: z.number().int().positive(), prerelease: z.boolean().default(false) }),
})

const pathsPayload = z.array(z.string()).default([])

export const pushPayload = z.object({
  installation: z.object({ id: z.number() }),
  repository: repositoryPayload.extend({ default_branch: z.string() }),
  ref: z.string(),
  commits: z
    .array(z.object({ added: pathsPayload, modified: pathsPayload, removed: pathsPayload }))
    .default([])
    .transform((commits) => commits.map(keepOurPaths)),
})

/** The next page of a backfill. */
export const backfillPayload = z.object({
  installation: z.object({ id: z.number() }),
  repository: repositoryPayload,
  /** The page's number, starting at 1. */
  step: z.number(),
})

/** An alarm to send to a repository's webhook. Its numbers are read from the store. */
export const alarmHookPayload = z.object({
  installation: z.object({ id: z.number() }),
  repository: repositoryPayload,
  alarm: z.object({
    kind: z.enum(['incident', 'regression']),
    cause: z.string(),
    follows: z.enum(['clock', 'host', 'version']),
    what: z.string().nullable(),
    since: z.number(),
  }),
})

/** What a repository is due once a week. */
export const weeklyPayload = z.object({ installation: z.object({ id: z.number() }), repository: repositoryPayload })

/** A new report of the same cause, which the comment on the canonical report has to include. */
export const canonicalPayload = z.object({
  installation: z.object({ id: z.number() }),
  ref: z.object({ owner: z.string(), repo: z.string(), number: z.number() }),
  repository: numberedPayload.default({}),
})

/** A pipeline run that was deferred to the next hour. */
export const deferredPayload = canonicalPayload.extend({
  by: z.enum(RIGHTS).optional(),
  discussion: z.boolean().optional(),
})

/** A delivery that waited for the next hour. */
export const requeuePayload = z.object({
  delivery: z.object({ id: z.string(), event: z.string(), key: z.string(), payload: z.string() }),
})

/**
 * A reaction to the bot's comment, or the hiding of the comment. The bot polls for both, because GitHub sends no
 * webhook for either.
 */
export const reactionPayload = canonicalPayload.extend({
  /** Login of the person who reacted; null for a hidden comment. */
  who: z.string().nullable(),
})

type Commit = Readonly<Record<'added' | 'modified' | 'removed', string[]>>

/** A push may touch thousands of files. Stores only the paths of files that the bot reads. */
function keepOurPaths({ added, modified, removed }: Commit): Commit {
  const isOurs = (path: string) => OUR_PATHS.some((prefix) => path.startsWith(prefix))
  return { added: added.filter(isOurs), modified: modified.filter(isOurs), removed: removed.filter(isOurs) }
}

/** `.github/auth-triage.yml`, the folder `.github/auth-triage`, and issue templates, whose text is boilerplate. */
const OUR_PATHS = ['.github/auth-triage', '.github/ISSUE_TEMPLATE']
