/**
 * The parts of a webhook's payload that are used, and nothing else of it: a payload is cut down to them before it is
 * stored. Each schema also reads what it left of a payload before.
 */
import { z } from 'zod'
import { hasMarker } from '../../core/comments/marker.ts'
import { RIGHTS } from '../../core/feedback/feedback-event.ts'

/** GitHub always gives its number; what an earlier version stored has none. */
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

export const gonePayload = issuesPayload.pick({ repository: true, issue: true })

/** The commands that stood there before an edit; `commands-before.ts` puts them in the place of the text. */
const commandsBefore = z.object({ body: z.object({ from: z.array(z.string()) }).optional() }).optional()

export const commentPayload = issuesPayload.extend({
  sender: z.object({ type: z.string(), login: z.string() }),
  comment: z.object({ id: z.number() }),
  changes: commandsBefore,
})

/** What a person did, of whom the login is kept, and of our own comment only the signature that it named. */
export const actionPayloadOfPerson = issuesPayload.extend({
  sender: z.object({ type: z.string(), login: z.string() }),
  label: z.object({ name: z.string() }).optional(),
})

export const closedPayload = actionPayloadOfPerson.extend({
  issue: issuesPayload.shape.issue.extend({ state_reason: z.string().nullish() }),
})

export const deletedPayload = actionPayloadOfPerson.extend({
  comment: z.object({
    /** Not in what an earlier version stored. */
    id: z.number().optional(),
    user: z.object({ type: z.string().optional() }).nullish(),
    body: z.string().transform((body) => (hasMarker(body) ? body.split('\n', 1)[0] : '') ?? ''),
  }),
})

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

export const deletedRepositoryPayload = z.object({ repository: repositoryPayload })

/** Of a repository with another name, or another owner, under which it is found from now on. */
export const movedPayload = z.object({
  repository: repositoryPayload.extend({ owner: z.object({ login: z.string(), id: z.number().optional() }) }),
})

/** Of an account with another login; an enterprise has none, and no repositories either. */
export const ownerRenamedPayload = z.object({
  account: z.object({ id: z.number(), login: z.string().optional() }),
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

/** The next step of a backfill, which the bot asks of itself. */
export const backfillPayload = z.object({
  installation: z.object({ id: z.number() }),
  repository: repositoryPayload,
  /** 1 for the first. */
  step: z.number(),
})

/** A report of the same cause came, which the bot tells the one that stands for them all. */
export const canonicalPayload = z.object({
  installation: z.object({ id: z.number() }),
  ref: z.object({ owner: z.string(), repo: z.string(), number: z.number() }),
  repository: numberedPayload.default({}),
})

/** An issue was looked at often enough in an hour. */
export const deferredPayload = canonicalPayload.extend({ by: z.enum(RIGHTS).optional() })

/** What waited for the next hour to begin. */
export const requeuePayload = z.object({
  delivery: z.object({ id: z.string(), event: z.string(), key: z.string(), payload: z.string() }),
})

/** A sign on the bot's comment that it looked for itself. */
export const reactionPayload = canonicalPayload.extend({
  /** Who put it there; null for a comment that was hidden. */
  who: z.string().nullable(),
})

type Commit = Readonly<Record<'added' | 'modified' | 'removed', string[]>>

/** A push may touch thousands of files; the others are nobody's business here. */
function keepOurPaths({ added, modified, removed }: Commit): Commit {
  const isOurs = (path: string) => OUR_PATHS.some((prefix) => path.startsWith(prefix))
  return { added: added.filter(isOurs), modified: modified.filter(isOurs), removed: removed.filter(isOurs) }
}

/** `.github/auth-triage.yml` and the folder beside it; issue forms, whose text says nothing about a report. */
const OUR_PATHS = ['.github/auth-triage', '.github/ISSUE_TEMPLATE']
