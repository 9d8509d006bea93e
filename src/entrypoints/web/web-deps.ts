import type { Context } from 'hono'
import type { Store } from '../../adapters/store/store.ts'
import type { Analysis } from '../../app/analysis/analysis.ts'
import type { IndexCache } from '../../app/matching/index-keeper.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import type { RepositoryAccess } from './access/repository-access.ts'
import type { SignInDeps } from './access/sign-in.ts'

/** What the pages about repositories work with. */
export interface WebRepositories {
  readonly access: RepositoryAccess
  readonly store: RepositoryStore
  /** Indexes of reports, to look for those of the same cause. */
  readonly indexes: IndexCache
}

/** The store before anybody knows which repository is asked about: all that it tells is which ones there are. */
export type RepositoryStore = Pick<Store, 'as' | 'recogniseRepository' | 'repositoriesOf' | 'knownRepositories'>

/** What the pages work with; all of it is passed in. */
export interface WebDeps {
  readonly pack: Pack
  /** Reads what strangers wrote. */
  readonly analysis: Analysis
  /** Of GitHub, where issues are: `https://github.com` or an Enterprise Server. */
  readonly site: string
  /** Version of this program. */
  readonly version: string
  /** Ids of signatures that do not recognise their own examples, dead detectors; null until all were tried. */
  readonly deadSignatures: () => ReadonlySet<string> | null
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** The block of addresses that a request came from: what is limited by address is limited by these. */
  readonly blockOf: (c: Context) => string
  /** Hosts that `/mcp` is asked at, and by pages of, besides this machine itself; without ports. */
  readonly publicHosts: readonly string[]
  /** Requests of one block for pages; `PAGES_PER_MINUTE` unless told. */
  readonly pagesPerMinute?: number
  /** Reports of one block to diagnose, which cost more; `TRIES_PER_MINUTE` unless told. */
  readonly triesPerMinute?: number
  /** Left out, no page tells of any repository. */
  readonly repositories?: WebRepositories
  /** Left out, nobody can sign in, and only what is public is shown. */
  readonly signIn?: SignInDeps
  /** Told of a request whose handling broke, which is answered with 500. */
  readonly onBroken: (error: unknown) => void
}
