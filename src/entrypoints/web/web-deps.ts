import type { Context } from 'hono'
import type { RepositoryRole } from '../../adapters/github/github.ts'
import type { Release } from '../../adapters/github/issue-reader.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Analysis } from '../../app/analysis/analysis.ts'
import type { IndexCache } from '../../app/matching/index-cache.ts'
import type { OverviewCache } from '../../app/overview/overview-cache.ts'
import type { IssueRef, RepositoryRef } from '../../core/issue-ref.ts'
import type { RawIssue } from '../../core/report/report.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import type { RepositoryAccess } from './access/repository-access.ts'
import type { SignInDeps } from './access/sign-in.ts'

/** Dependencies of the pages about repositories. */
export interface WebRepositories {
  readonly access: RepositoryAccess
  readonly store: RepositoryStore
  /** Report indexes, for finding reports with the same cause. */
  readonly indexes: IndexCache
  /** Reads GitHub as the App. If omitted, no page shows issue text or release dates, and nobody can merge or split. */
  readonly github?: RepositoryGitHub
}

/** What the pages read from GitHub about a repository that the visitor may read. It writes nothing. */
export interface RepositoryGitHub {
  /** Returns the issue as it is now; null if it is gone. */
  readIssue(ref: IssueRef): Promise<RawIssue | null>
  readReleases(repository: RepositoryRef): Promise<readonly Release[]>
  /** Returns the account's current role in the repository. */
  roleOf(ref: IssueRef, login: string): Promise<RepositoryRole>
}

/** The store before a repository is chosen: it can only list repositories. */
export type RepositoryStore = Pick<Store, 'as' | 'recogniseRepository' | 'repositoriesOf' | 'knownRepositories'>

/** Dependencies of the pages; all of them are injected. */
export interface WebDeps {
  readonly pack: Pack
  /** Path of the folder that the pack was read from; the shipped one if omitted. */
  readonly packFolder?: string
  /** Analyses untrusted text. */
  readonly analysis: Analysis
  /** URL of the GitHub site that hosts the issues: `https://github.com` or an Enterprise Server. */
  readonly site: string
  /** Version of this program. */
  readonly version: string
  /** Ids of signatures that do not recognise their own examples; null until all have been tested. */
  readonly deadSignatures: () => ReadonlySet<string> | null
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** The address block (one IPv4 address, or one IPv6 /64) that a request comes from; limits count per block. */
  readonly blockOf: (c: Context) => string
  /** Host names, without ports, that `/mcp` accepts as Host and Origin in addition to this machine's own. */
  readonly publicHosts: readonly string[]
  /** Page requests per minute and block; `PAGES_PER_MINUTE` by default. */
  readonly pagesPerMinute?: number
  /** Diagnoses per minute and block; `TRIES_PER_MINUTE` by default. */
  readonly triesPerMinute?: number
  /** Requests of assistants per minute and block; `CALLS_PER_MINUTE` by default. */
  readonly callsPerMinute?: number
  /** If omitted, no page shows a repository. */
  readonly repositories?: WebRepositories
  /** If omitted, nobody can sign in and only public data is shown. */
  readonly signIn?: SignInDeps
  /** Called when handling a request throws an error; the response is 500. */
  readonly onBroken: (error: unknown) => void
}

/** The dependencies together with the caches that live as long as the app. */
export interface WebContext extends WebDeps {
  readonly overviews: OverviewCache
}
