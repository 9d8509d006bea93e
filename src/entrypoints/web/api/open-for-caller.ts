/** Opens a repository for an operation of the API. */
import type { RepositoryRef } from '../../../core/issue-ref.ts'
import { openRepository, type RepositoryView } from '../open-repository.ts'
import { ApiError } from './api-error.ts'
import type { ApiDeps } from './operation.ts'

/** @throws ApiError('not-found') when nothing is stored, and also when the caller may not see it */
export async function openForCaller(repository: RepositoryRef, deps: ApiDeps): Promise<RepositoryView> {
  const opened = await openRepository(repository, deps)
  if (opened === null) throw new ApiError('not-found')
  return opened
}
