/** A GitHub client that can only read. It works with any credentials and has no identity. */
import type { IssueList } from './issue-list.ts'
import { createCalls, type OctokitClient } from './octokit/octokit-calls.ts'
import { createOctokitFiles } from './octokit/octokit-files.ts'
import { createOctokitIssueList } from './octokit/octokit-issue-list.ts'
import { createOctokitRepositories } from './octokit/octokit-repository.ts'
import { createOctokitThreads } from './octokit/octokit-thread.ts'
import { createPermissions } from './permissions.ts'
import { createRateLimiter } from './rate-limiter.ts'
import type { RepositoryReader } from './repository.ts'
import type { RepositoryFiles } from './repository-files.ts'
import type { ThreadReader } from './thread-reader.ts'

export type ReadingGitHub = RepositoryReader & IssueList & RepositoryFiles & ThreadReader

/** @param now milliseconds since the epoch */
export function createReadingGitHub(octokit: OctokitClient, now: () => number): ReadingGitHub {
  const rateLimiter = createRateLimiter({ now, sleep: async () => undefined })
  const calls = createCalls({ octokit, rateLimiter, permissions: createPermissions({ now }) })
  return {
    ...createOctokitRepositories(calls, now),
    ...createOctokitFiles(calls),
    ...createOctokitIssueList(calls),
    ...createOctokitThreads(calls),
  }
}
