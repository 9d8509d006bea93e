/**
 * What the pages read from GitHub about one repository, with the App's own rights: an issue's text, the releases, and a
 * person's role. Whether the visitor may read the repository is checked before. Writes nothing.
 */

import { LRUCache } from 'lru-cache'
import type { ProbotOctokit } from 'probot'
import { type IssueRef, isSameRepository, type RepositoryRef, repositoryName } from '../../../core/issue-ref.ts'
import type { RawIssue } from '../../../core/report/report.ts'
import { MINUTE_MS } from '../../../core/time-units.ts'
import type { RepositoryRole } from '../github.ts'
import type { Release } from '../issue-reader.ts'
import { refusedError } from '../refusal.ts'
import { issueReaderOf } from './octokit-issue-reader.ts'
import { readRole } from './octokit-role.ts'

type Client = InstanceType<typeof ProbotOctokit>

/** Returns a client that is authenticated as the App itself or as one of its installations. */
export type Authenticate = (installation?: number) => Promise<Client>

/** An App is rarely moved to another installation; a wrong id is noticed by a refusal. */
const INSTALLATION_MS = 10 * MINUTE_MS
const MAX_INSTALLATIONS = 1_000

export function createRepositoryGitHub(authenticate: Authenticate) {
  const installations = new LRUCache<string, number>({ max: MAX_INSTALLATIONS, ttl: INSTALLATION_MS })
  const clientFor = async ({ owner, repo }: RepositoryRef): Promise<Client> => {
    const key = repositoryName({ owner, repo })
    const known = installations.get(key)
    if (known !== undefined) return authenticate(known)
    const { data } = await (await authenticate()).rest.apps.getRepoInstallation({ owner, repo })
    installations.set(key, data.id)
    return authenticate(data.id)
  }
  return {
    async readIssue(ref: IssueRef): Promise<RawIssue | null> {
      const head = await issueReaderOf(await clientFor(ref)).readHead(ref)
      // An issue that was transferred is no longer in the repository that the visitor may read.
      const isHere = head !== null && isSameRepository(head.ref, ref)
      return isHere && !head.isPullRequest ? { title: head.title, body: head.body, attachments: [] } : null
    },
    readReleases: async ({ owner, repo }: RepositoryRef): Promise<readonly Release[]> =>
      issueReaderOf(await clientFor({ owner, repo })).readReleases(owner, repo),
    async roleOf({ owner, repo }: IssueRef, username: string): Promise<RepositoryRole> {
      const octokit = await clientFor({ owner, repo })
      try {
        return await readRole(() => octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username }))
      } catch (error) {
        throw refusedError(`to read the role of ${username} in ${owner}/${repo}`, error)
      }
    },
  }
}
