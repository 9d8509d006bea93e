/** Works on one delivery from the queue: reads its task, finds the repository that it is about, and calls the handler. */
import type { GitHub } from '../../adapters/github/github.ts'
import { readOnly } from '../../adapters/github/read-only.ts'
import { classifyRefusal } from '../../adapters/github/refusal.ts'
import type { ClaimedDelivery } from '../../adapters/queue/queue.ts'
import { formatRef, type KnownRepository } from '../../core/issue-ref.ts'
import { redactError } from '../../core/report/redact-error.ts'
import { readTask } from '../webhooks/events.ts'
import type { RepositoryTask } from '../webhooks/tasks.ts'
import type { EventDeps, RepositoryContext } from './event-deps.ts'
import { handleOnRepository, handleWithoutGitHub, isRepositoryTask } from './handlers.ts'
import { locateRepository, type NotLocated } from './locate-repository.ts'
import { restrainedGitHub } from './restrained-github.ts'

/**
 * @throws what went wrong, redacted, since the queue stores its message; marked for the queue with `permanent` and
 *   `retryAfterMs` where GitHub's answer says so
 */
export async function processDelivery(delivery: ClaimedDelivery, deps: EventDeps): Promise<void> {
  try {
    const task = readTask(delivery.event, JSON.parse(delivery.payload))
    if (task === null) return
    if (isRepositoryTask(task)) await markRefusals(() => workOnRepository(task, delivery, deps))
    else await handleWithoutGitHub(task, { ...deps, delivery })
  } catch (error) {
    throw redactError(error)
  }
}

async function workOnRepository(task: RepositoryTask, delivery: ClaimedDelivery, deps: EventDeps): Promise<void> {
  const { githubFor, ...others } = deps
  const github = await githubFor(task.installation)
  const repository = await locateRepository(task.repository, { ...deps, github })
  if (typeof repository === 'string') return leaveAlone(task, { why: repository, delivery: delivery.id }, deps)
  const store = deps.store.as([repository])
  const rules = deps.rules.over(store)
  const context: RepositoryContext = {
    ...others,
    delivery,
    repository,
    store,
    rules,
    indexes: deps.indexes.over(store),
    github: readOnly(github),
    // The one way from a handler to a GitHub that writes.
    writableOn: (ref) => restrainedGitHub(ref, { ...others, github, store, rules }),
  }
  const current = underCurrentName(task, repository)
  await unlessGone(current, () => handleOnRepository(current, context), { ...deps, github })
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

/** Nothing is read or said under a name that now belongs to another; what GitHub no longer shows is not shown here either. */
async function leaveAlone(
  { kind, repository }: RepositoryTask,
  { why, delivery }: Unlocated,
  { store, log }: EventDeps,
): Promise<void> {
  if (kind === 'backfill-page' && why === 'absent' && repository.id !== null) {
    await store.forgetRepository(repository.id)
  }
  const leftAlone = why === 'absent' ? 'no such repository' : 'another repository has its name'
  log.info({ delivery, repository: `${repository.owner}/${repository.repo}`, leftAlone }, 'left alone')
}

/** An issue that is deleted or moved while it is worked on is left alone; GitHub refuses every call about it. */
async function unlessGone(
  task: RepositoryTask,
  work: () => Promise<void>,
  { github, onTriaged, log }: EventDeps & { readonly github: GitHub },
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!('ref' in task) || classifyRefusal(error).kind !== 'gone') throw error
    const issue = await github.readIssue(task.ref)
    if (typeof issue !== 'string') throw error
    onTriaged?.(task.ref, issue)
    log.info({ issue: formatRef(task.ref), leftAlone: issue }, 'triaged')
  }
}

/** Puts on the error what the queue must know about a refusal of GitHub. */
async function markRefusals(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const { permanent, retryAfterMs } = classifyRefusal(error)
    throw Object.assign(error instanceof Error ? error : new Error(String(error)), { permanent, retryAfterMs })
  }
}
