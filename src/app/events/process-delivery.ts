/** Processes one delivery from the queue: reads its task, finds its repository, and calls the handler. */
import type { GitHub } from '../../adapters/github/github.ts'
import { withSnapshot } from '../../adapters/github/known-issue.ts'
import { readOnly } from '../../adapters/github/read-only.ts'
import { classifyRefusal } from '../../adapters/github/refusal.ts'
import type { ClaimedDelivery } from '../../adapters/queue/queue.ts'
import { formatRef, type KnownRepository } from '../../core/issue-ref.ts'
import { redactError } from '../../core/report/redact-error.ts'
import { readTask } from '../webhooks/events.ts'
import type { RepositoryTask } from '../webhooks/tasks.ts'
import type { EventDeps, RepositoryContext } from './event-deps.ts'
import { handleOnRepository, handleWithoutGitHub, isRepositoryTask } from './handlers.ts'
import { withLabelHistory } from './label-history.ts'
import { locateRepository, type NotLocated } from './locate-repository.ts'
import { restrainedGitHub } from './restrained-github.ts'

/**
 * @throws the original error, redacted because the queue stores its message. If GitHub refused a call, the error
 *   carries `permanent` and `retryAfterMs` for the queue.
 */
export async function processDelivery(delivery: ClaimedDelivery, deps: EventDeps): Promise<void> {
  try {
    const task = readTask(delivery.event, JSON.parse(delivery.payload))
    if (task === null) return
    if (isRepositoryTask(task)) await markRefusals(() => handleInRepository(task, delivery, deps))
    else await handleWithoutGitHub(task, { ...withoutWriters(deps), delivery })
  } catch (error) {
    throw redactError(error)
  }
}

type WithoutWriters = Omit<EventDeps, 'githubFor' | 'discussionsFor'>

/** Removes the clients that can write, so that handlers cannot bypass `writableOn`. */
function withoutWriters({ githubFor: _, discussionsFor: __, ...others }: EventDeps): WithoutWriters {
  return others
}

async function handleInRepository(task: RepositoryTask, delivery: ClaimedDelivery, deps: EventDeps): Promise<void> {
  const others = withoutWriters(deps)
  const isDiscussion = 'ref' in task && task.isDiscussion === true
  const current = await (isDiscussion ? deps.discussionsFor : deps.githubFor)?.(task.installation)
  if (current === undefined) return
  const client = isDiscussion ? current : await readAhead(task, current)
  const repository = await locateRepository(task.repository, { ...deps, github: client })
  if (typeof repository === 'string') return leaveAlone(task, { why: repository, delivery: delivery.id }, deps)
  const store = deps.store.as([repository])
  const rules = deps.rules.over(store)
  if (isDiscussion && !(await rules.rulesFor(repository, client)).settings.discussions) return
  const github = isDiscussion ? withLabelHistory(client, store) : client
  const context: RepositoryContext = {
    ...others,
    delivery,
    repository,
    store,
    rules,
    indexes: deps.indexes.over(store),
    github: readOnly(github),
    // The only way for a handler to get write access to GitHub.
    writableOn: (ref, by) => restrainedGitHub(ref, { ...others, github, store, rules, by }),
  }
  const named = underCurrentName(task, repository)
  await unlessGone(named, () => handleOnRepository(named, context), { ...deps, github: current })
}

/**
 * Reads an issue in one call before a task that runs the pipeline asks for its parts. Other tasks would pay for what they
 * do not need.
 * @returns a client that answers the task's first reads without a call; `github` if one call cannot read everything
 */
async function readAhead(task: RepositoryTask, github: GitHub): Promise<GitHub> {
  if (task.kind !== 'triage') return github
  const snapshot = await github.readSnapshot(task.ref)
  return snapshot === null ? github : withSnapshot(github, snapshot)
}

function underCurrentName(task: RepositoryTask, repository: KnownRepository): RepositoryTask {
  if (!('ref' in task)) return { ...task, repository }
  const { owner, repo } = repository
  return { ...task, repository, ref: { owner, repo, number: task.ref.number } }
}

interface Unlocated {
  readonly why: NotLocated
  readonly delivery: string
}

/**
 * Nothing is read or written under a name that now belongs to another repository. If a backfill finds that GitHub no
 * longer shows its repository, the repository's stored data is deleted.
 */
async function leaveAlone(
  { kind, repository }: RepositoryTask,
  { why, delivery }: Unlocated,
  { store, indexes, log }: EventDeps,
): Promise<void> {
  if (kind === 'backfill-page' && why === 'absent' && repository.id !== null) {
    await store.forgetRepository(repository.id)
    indexes.forget(repository.id)
  }
  const leftAlone = why === 'absent' ? 'no such repository' : 'another repository has its name'
  log.info({ delivery, repository: `${repository.owner}/${repository.repo}`, leftAlone }, 'left alone')
}

/**
 * Leaves an issue alone if it is deleted or moved while its task runs. GitHub refuses every call about such an issue.
 */
async function unlessGone(
  task: RepositoryTask,
  handle: () => Promise<void>,
  { github, onTriaged, log }: EventDeps & { readonly github: GitHub },
): Promise<void> {
  try {
    await handle()
  } catch (error) {
    if (!('ref' in task) || classifyRefusal(error).kind !== 'gone') throw error
    const issue = await github.readIssue(task.ref)
    if (typeof issue !== 'string') throw error
    onTriaged?.(task.ref, issue)
    log.info({ issue: formatRef(task.ref), leftAlone: issue }, 'triaged')
  }
}

/** If GitHub refused a call, adds the details that the queue needs to the error. */
async function markRefusals(handle: () => Promise<void>): Promise<void> {
  try {
    await handle()
  } catch (error) {
    const { permanent, retryAfterMs } = classifyRefusal(error)
    throw Object.assign(error instanceof Error ? error : new Error(String(error)), { permanent, retryAfterMs })
  }
}
