/** The deliveries that the bot sends to itself. They have the form of GitHub's, so that one queue keeps them all. */
import type { Delivery } from '../../adapters/queue/queue.ts'
import type { KnownRepository } from '../../core/issue-ref.ts'
import { issueKey, repositoryKey } from './payload-repository.ts'

export interface RepositoryWork {
  readonly installation: number
  readonly repository: KnownRepository
  /** What the work is done for; the same work for the same occasion is queued only once. */
  readonly occasion: string
}

export interface IssueWork extends RepositoryWork {
  readonly number: number
}

/** Creates a delivery about one issue. It keeps its place among the other deliveries about that issue. */
export function issueDelivery(
  event: string,
  { installation, repository, number, occasion }: IssueWork,
  receivedAt: number,
): Delivery {
  const key = issueKey(repository, number)
  const { id, owner, repo } = repository
  const payload = JSON.stringify({
    installation: { id: installation },
    repository: { id },
    ref: { owner, repo, number },
  })
  return { id: `${event}:${key}:${occasion}`, event, key, payload, receivedAt }
}

/**
 * Creates a delivery about a repository. Its key is the event's own, so that work that takes long holds up nothing else.
 * @param fields further fields of the payload
 */
export function repositoryDelivery(
  event: string,
  { installation, repository, occasion }: RepositoryWork,
  { receivedAt, ...fields }: { readonly receivedAt: number } & Readonly<Record<string, unknown>>,
): Delivery {
  const key = repositoryKey(repository)
  const { id, owner, repo } = repository
  const payload = JSON.stringify({
    installation: { id: installation },
    repository: { id, name: repo, owner: { login: owner } },
    ...fields,
  })
  return { id: `${event}:${key}:${occasion}`, event, key: `${key}#${event}`, payload, receivedAt }
}
