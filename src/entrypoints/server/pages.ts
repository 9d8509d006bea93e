/** Assembles the dependencies of the bot server's pages and HTTP API. */
import type { Probot } from 'probot'
import type { ProcessSettings } from '../../adapters/config/environment.ts'
import { programVersion } from '../../adapters/config/version.ts'
import { createRepositoryGitHub } from '../../adapters/github/octokit/octokit-repository-github.ts'
import { createWebGitHub } from '../../adapters/github/octokit/octokit-web-github.ts'
import { siteOf } from '../../adapters/github/site.ts'
import type { Store } from '../../adapters/store/store.ts'
import type { Analysis } from '../../app/analysis/analysis.ts'
import type { IndexCache } from '../../app/matching/index-cache.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import { createRepositoryAccess } from '../web/access/repository-access.ts'
import { createWebHandler } from '../web/node-handler.ts'
import { startSelfCheck } from '../web/self-check.ts'
import type { RequestHandler } from './http-server.ts'

interface PagesParts {
  readonly pack: Pack
  readonly analysis: Analysis
  readonly store: Store
  readonly indexes: IndexCache
  readonly probot: Pick<Probot, 'auth'>
  readonly clock: () => number
  readonly onBroken: (error: unknown) => void
}

/** @returns a handler for the pages; it handles nothing if the operator has switched the pages off */
export function createPages(
  settings: ProcessSettings,
  { pack, analysis, store, indexes, probot, clock, onBroken }: PagesParts,
): RequestHandler {
  if (settings.pages === 'off') return async () => false
  const { oauth, apiUrl, publicUrl, trustedProxies } = settings
  const { clientId, clientSecret } = oauth ?? { clientId: '', clientSecret: '' }
  const authenticate = (installation?: number) => probot.auth(installation)
  const github = createWebGitHub({ apiUrl, clientId, clientSecret, authenticate })
  const signedInOnly = settings.pages === 'signed-in'
  const deps = {
    site: siteOf(apiUrl),
    pack,
    packFolder: settings.packFolder,
    analysis,
    clock,
    onBroken,
    version: programVersion(),
    publicHosts: publicUrl === null ? [] : [new URL(publicUrl).hostname],
    deadSignatures: startSelfCheck(pack, analysis, onBroken),
    repositories: {
      access: createRepositoryAccess(github, { clock, store, signedInOnly }),
      store,
      indexes,
      github: createRepositoryGitHub(authenticate),
    },
    ...(oauth !== null && { signIn: { github, secret: clientSecret, clock, callbackUrl: oauth.callbackUrl } }),
  }
  return createWebHandler(deps, trustedProxies)
}
