/**
 * `start-backfill` and `backfill-page`: read older issues, one page per delivery. Each page adds the next page to the
 * queue, so that a backfill survives restarts and failures like any delivery, and other deliveries wait for at most one
 * page.
 */
import type { Delivery } from '../../../adapters/queue/queue.ts'
import { backfillStep } from '../../backfill/backfill.ts'
import { type BackfillProgress, shareDone, timeLeft } from '../../backfill/progress.ts'
import { repositoryKey } from '../../webhooks/payload-repository.ts'
import type { BackfillPage } from '../../webhooks/tasks.ts'
import type { RepositoryContext, TaskContext, TaskOf } from '../event-deps.ts'

/** A delivery that arrives twice does not start a second backfill, because the page ids are the same. */
export async function startBackfills(
  { installation, repositories }: TaskOf<'start-backfill'>,
  { queue, clock, backfillLimit, delivery: cause }: TaskContext,
): Promise<void> {
  if (backfillLimit === 0) return
  for (const repository of repositories) {
    await queue.accept(firstBackfillPage({ installation, repository }, cause.id, clock()))
  }
}

/** @param cause the id of the delivery that starts the backfill */
export function firstBackfillPage(of: Omit<BackfillPage, 'step'>, cause: string, now: number): Delivery {
  return toDelivery({ ...of, step: 1 }, `${cause}:backfill:${repositoryKey(of.repository)}`, now)
}

/** @throws TriageError('github-refused'); the same page can then be read again */
export async function readBackfillPage(task: TaskOf<'backfill-page'>, context: RepositoryContext): Promise<void> {
  const { store, queue, clock, github, delivery, repository, backfillLimit } = context
  const rules = await context.rules.rulesFor(repository, github)
  if (!rules.settings.duplicates.enabled) return
  const progress = await backfillStep(repository, { createdSince: null, most: backfillLimit }, { ...context, rules })
  // A repository's data must not stay in the store if GitHub no longer shows the repository.
  if (progress === 'absent') {
    await store.forgetRepository(repository.id)
    return context.indexes.forget(repository.id)
  }
  logProgress(progress, context)
  if (progress.phase === 'done') return
  const next = { ...task, repository, step: task.step + 1 }
  await queue.accept(toDelivery(next, `${delivery.id.replace(/@\d+$/, '')}@${next.step}`, clock()))
}

function logProgress(progress: BackfillProgress, { log, clock, repository: { owner, repo } }: RepositoryContext): void {
  const { phase, read, matched } = progress
  const left = timeLeft(progress, clock())
  log.info(
    {
      ...{ repository: `${owner}/${repo}`, phase, read, matched, percent: Math.floor(100 * shareDone(progress)) },
      ...(left !== null && { minutesLeft: Math.ceil(left / 60_000) }),
    },
    'backfill',
  )
}

function toDelivery({ installation, repository, step }: BackfillPage, id: string, receivedAt: number): Delivery {
  const { owner, repo } = repository
  const named = { ...(repository.id !== null && { id: repository.id }), name: repo, owner: { login: owner } }
  const payload = { installation: { id: installation }, repository: named, step }
  return { id, event: 'backfill', key: repositoryKey(repository), payload: JSON.stringify(payload), receivedAt }
}
