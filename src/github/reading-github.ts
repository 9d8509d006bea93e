/** GitHub for who only reads, with whatever they sign in with: no identity, nothing written. */
import type { IssueList } from './issue-list.ts'
import { createCalls, type OctokitClient } from './octokit-calls.ts'
import { createOctokitFiles } from './octokit-files.ts'
import { createOctokitIssueList } from './octokit-issue-list.ts'
import { createOctokitRepositories } from './octokit-repository.ts'
import { createPace } from './pace.ts'
import { createPermissions } from './permissions.ts'
import type { Repositories } from './repository.ts'
import type { RepositoryFiles } from './repository-files.ts'

export type ReadingGitHub = Repositories & IssueList & RepositoryFiles

/** @param now milliseconds since the epoch */
export function createReadingGitHub(octokit: OctokitClient, now: () => number): ReadingGitHub {
  const pace = createPace({ now, sleep: async () => undefined })
  const calls = createCalls({ octokit, pace, permissions: createPermissions({ now }) })
  return { ...createOctokitRepositories(calls, now), ...createOctokitFiles(calls), ...createOctokitIssueList(calls) }
}
