/**
 * The pages of a store on this machine: no App, no credentials, no webhooks, no call to GitHub, and no write to the
 * store. Whoever can run this command can read the store anyway, so every repository in it is shown.
 */
import type { IncomingMessage } from 'node:http'
import { localhostAllowedHostnames, validateHostHeader } from '@modelcontextprotocol/server'
import { readCompiledPack } from '../../adapters/compiled-pack/shipped.ts'
import type { ProcessSettings } from '../../adapters/config/environment.ts'
import { programVersion } from '../../adapters/config/version.ts'
import { siteOf } from '../../adapters/github/site.ts'
import { openStoreForReading } from '../../adapters/store/open-for-reading.ts'
import type { Store } from '../../adapters/store/store.ts'
import { startPool } from '../../app/analysis/pool.ts'
import { createIndexCache } from '../../app/matching/index-cache.ts'
import { TriageError } from '../../core/errors.ts'
import type { RepositoryRef } from '../../core/issue-ref.ts'
import { decodePack } from '../../core/signatures/compiled-pack.ts'
import type { RepositoryAccess } from '../web/access/repository-access.ts'
import { createWebHandler } from '../web/node-handler.ts'
import { startSelfCheck } from '../web/self-check.ts'
import type { RepositoryStore } from '../web/web-deps.ts'
import { inOrder, type RequestHandler, startHttpServer } from './http-server.ts'
import { sendPlainResponse } from './plain-response.ts'

/** Reachable from this machine only, whatever HOST says. */
const LOOPBACK = '127.0.0.1'

export interface LocalPages {
  /** URL of the server. */
  readonly url: string
  /** The repositories that it shows. */
  readonly repositories: readonly RepositoryRef[]
  stop(): Promise<void>
}

/**
 * @param settings only the store, the port, the pack and the API URL are used
 * @param onBroken called when handling a request throws an error; the response is 500
 * @throws TriageError when the store is missing, unreadable or without reports, or the port cannot be bound
 */
export async function serveLocally(
  settings: Pick<ProcessSettings, 'storePath' | 'databaseUrl' | 'port' | 'packFolder' | 'apiUrl'>,
  onBroken: (error: unknown) => void,
): Promise<LocalPages> {
  const store = await openStoreForReading(settings.storePath, settings.databaseUrl)
  try {
    const repositories = await store.repositoriesOf(null)
    if (repositories.length === 0) throw nothingIndexed()
    const compiledPack = await readCompiledPack(settings.packFolder)
    const pack = decodePack(compiledPack)
    const analysis = startPool({ compiledPack, onRefused: () => undefined })
    const pages = createWebHandler(
      {
        pack,
        analysis,
        onBroken,
        site: siteOf(settings.apiUrl),
        clock: Date.now,
        version: programVersion(),
        publicHosts: [],
        deadSignatures: startSelfCheck(pack, analysis, onBroken),
        repositories: { access: accessToAll(store), store: withLocal(store), indexes: createIndexCache(store) },
      },
      0,
    )
    const server = await startHttpServer({
      host: LOOPBACK,
      port: settings.port,
      webhookPath: '/webhooks',
      webhooks: async () => false,
      pages: inOrder([refuseOtherHosts, pages]),
      onBroken,
    }).catch(async (error: unknown) => {
      await analysis.stop()
      throw error
    })
    return {
      url: server.url,
      repositories,
      async stop() {
        await server.stop()
        await analysis.stop()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** A name means the repository that was last seen under it. */
function accessToAll(store: Pick<Store, 'identify'>): RepositoryAccess {
  return {
    async readable(owner, repo) {
      const found = await store.identify({ owner, repo })
      return found === null ? null : { ...found, ownerId: null, at: 0 }
    },
  }
}

/** Also knows the repositories that were read from files; the bot's pages never find those. */
function withLocal(store: Store): RepositoryStore {
  return {
    as: (repositories) => store.as(repositories),
    recogniseRepository: (named) => store.recogniseRepository(named),
    repositoriesOf: (owner) => store.repositoriesOf(owner),
    knownRepositories: () => store.repositoriesOf(null),
  }
}

/**
 * A page on the internet can make its own host name mean this machine and then read what a server here answers. The
 * browser still sends that host name.
 */
const refuseOtherHosts: RequestHandler = async ({ headers }: IncomingMessage, response) => {
  if (validateHostHeader(headers.host, localhostAllowedHostnames()).ok) return false
  sendPlainResponse(response, 403, 'These pages are for this machine only: open them at localhost.')
  return true
}

function nothingIndexed(): TriageError {
  return new TriageError('store-missing', 'The store has no reports.', {
    hint: 'Read some first: auth-triage index reports.jsonl --repo owner/repo, or auth-triage backfill owner/repo.',
  })
}
