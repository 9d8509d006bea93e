/**
 * The parts of a webhook's payload that are used, and nothing else of it: a payload is cut down to them before it is
 * stored. Each schema also reads what it left of a payload before.
 */
import { z } from 'zod'
import { hasMarker } from '../comments/marker.ts'
import { parseCommands, spell } from '../conversation/parse-commands.ts'
import { RIGHTS } from '../verdict.ts'

export const issuesPayload = z.object({
  installation: z.object({ id: z.number() }),
  repository: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }),
  issue: z.object({
    number: z.number(),
    pull_request: z.unknown().optional(),
    /** Null for a deleted account. */
    user: z.object({ type: z.string().optional() }).nullish(),
  }),
  sender: z.object({ type: z.string() }),
})

export const gonePayload = issuesPayload.pick({ repository: true, issue: true })

/** Of what stood there before an edit only the commands are kept: those that were there are not carried out again. */
const commandsBefore = z
  .object({ body: z.object({ from: z.union([z.string().transform(commandsIn), z.array(z.string())]) }).optional() })
  .optional()

export const commentPayload = issuesPayload.extend({
  sender: z.object({ type: z.string(), login: z.string() }),
  comment: z.object({ id: z.number() }),
  changes: commandsBefore,
})

/** What a person did, of whom the login is kept, and of our own comment only the signature that it named. */
export const actPayload = issuesPayload.extend({
  sender: z.object({ type: z.string(), login: z.string() }),
  label: z.object({ name: z.string() }).optional(),
})

export const closedPayload = actPayload.extend({
  issue: issuesPayload.shape.issue.extend({ state_reason: z.string().nullish() }),
})

export const deletedPayload = actPayload.extend({
  comment: z.object({
    /** Not in what an earlier version stored. */
    id: z.number().optional(),
    user: z.object({ type: z.string().optional() }).nullish(),
    body: z.string().transform((body) => (hasMarker(body) ? body.split('\n', 1)[0] : '') ?? ''),
  }),
})

export const actionPayload = z.object({ action: z.string().optional() })

const named = z
  .array(z.object({ full_name: z.string() }))
  .default([])
  .transform((them) => them.map(({ full_name }) => ({ full_name })))

export const repositoriesPayload = z.object({
  repositories: named,
  repositories_removed: named,
})

export const installedPayload = z.object({
  installation: z.object({ id: z.number() }),
  repositories: named,
  repositories_added: named,
})

const loginPayload = z.object({ login: z.string() })

const repositoryPayload = z.object({ name: z.string(), owner: loginPayload })

export const deletedRepositoryPayload = z.object({ repository: repositoryPayload })

/** Of a repository with another name, or another owner, under which it is found from now on. */
export const movedPayload = deletedRepositoryPayload.extend({
  changes: z.object({
    repository: z.object({ name: z.object({ from: z.string() }) }).optional(),
    owner: z
      .object({ from: z.object({ user: loginPayload.nullish(), organization: loginPayload.nullish() }) })
      .optional(),
  }),
})

const pathsPayload = z.array(z.string()).default([])

export const pushPayload = z.object({
  installation: z.object({ id: z.number() }),
  repository: z.object({ name: z.string(), owner: z.object({ login: z.string() }), default_branch: z.string() }),
  ref: z.string(),
  commits: z
    .array(z.object({ added: pathsPayload, modified: pathsPayload, removed: pathsPayload }))
    .default([])
    .transform((commits) => commits.map(keepOurPaths)),
})

/** The next step of a backfill, which the bot asks of itself. */
export const backfillPayload = z.object({
  installation: z.object({ id: z.number() }),
  repository: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }),
  /** 1 for the first. */
  step: z.number(),
})

/** A report of the same cause came, which the bot tells the one that stands for them all. */
export const gatheredPayload = z.object({
  installation: z.object({ id: z.number() }),
  ref: z.object({ owner: z.string(), repo: z.string(), number: z.number() }),
})

/** An issue was looked at often enough in an hour. */
export const deferredPayload = gatheredPayload.extend({ by: z.enum(RIGHTS).optional() })

/** What waited for the next hour to begin. */
export const laterPayload = z.object({
  delivery: z.object({ id: z.string(), event: z.string(), key: z.string(), payload: z.string() }),
})

/** A sign on the bot's comment that it looked for itself. */
export const signPayload = gatheredPayload.extend({
  /** Who put it there; null for a comment that was hidden. */
  who: z.string().nullable(),
})

/** Stored payloads hold the list already. */
function commandsIn(body: string): readonly string[] {
  return parseCommands(body).taken.map(spell)
}

type Commit = Readonly<Record<'added' | 'modified' | 'removed', string[]>>

/** A push may touch thousands of files; the others are nobody's business here. */
function keepOurPaths({ added, modified, removed }: Commit): Commit {
  const isOurs = (path: string) => OUR_PATHS.some((prefix) => path.startsWith(prefix))
  return { added: added.filter(isOurs), modified: modified.filter(isOurs), removed: removed.filter(isOurs) }
}

/** `.github/auth-triage.yml` and the folder beside it; issue forms, whose text says nothing about a report. */
const OUR_PATHS = ['.github/auth-triage', '.github/ISSUE_TEMPLATE']
