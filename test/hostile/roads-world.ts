/**
 * Starts a bot in a separate process, with a local GitHub that has two repositories, and with access to the bot's
 * deliveries.
 */
import { DatabaseSync } from 'node:sqlite'
import { vi } from 'vitest'
import type { RelayedDelivery } from '../../src/entrypoints/cli/demo/webhook-relay.ts'
import { type LocalWorld, place, startLocalWorld } from '../support/local-world.ts'
import { type FileServer, startFileServer } from './file-server.ts'
import { startUnlimitedGitHub } from './unlimited-github.ts'
import { startWatchedBot, type WatchedBot } from './watched-bot.ts'

export interface Repository {
  readonly owner: string
  readonly repo: string
}

/** The repository that has repository signatures. The other repository's settings change. */
export const NEIGHBOUR: Repository = { owner: 'umbrella', repo: 'desktop' }

export interface RoadsWorld {
  readonly local: LocalWorld
  readonly bot: WatchedBot
  readonly files: FileServer
  readonly repository: Repository
  /** Writes a file to the default branch, and delivers the push to the bot. */
  write(where: Repository, path: string, text: string): Promise<void>
  /** Resolves once no delivery is waiting or running. */
  settle(): Promise<void>
  /** Returns the deliveries that were not accepted or are not done, each with its state. */
  undone(): readonly string[]
  close(): Promise<void>
}

/** A single text can use up every time limit several times. */
const SETTLES_WITHIN = { timeout: 180_000, interval: 50 }

export async function startRoadsWorld(): Promise<RoadsWorld> {
  const local = await startLocalWorld({ neighbour: { owner: NEIGHBOUR.owner, name: NEIGHBOUR.repo } })
  const files = await startFileServer()
  const { SIGNATURES_PATH: _, ...environment } = local.environment
  const { appId, privateKey } = local.github
  const unlimited = await startUnlimitedGitHub({ url: local.gateway.url, appId, privateKey })
  const more = {
    GITHUB_API_URL: unlimited.url,
    LOG_LEVEL: 'warn',
    TRUSTED_PROXIES: '1',
    REACTION_MINUTES: '0',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
  }
  const bot = await startWatchedBot({ env: { ...environment, ...more }, files: files.port })
  await bot.quiet()
  local.github.webhooks.deliverTo(`${bot.url}${local.settings.webhookPath}`)
  const { owner, repo } = place(local, 0)
  // Webhooks sent before the bot started do not count.
  const before = local.github.webhooks.deliveries.length
  const store = () => new DatabaseSync(local.storePath, { readOnly: true })

  const write = (where: Repository, path: string, text: string) => push(local, where, { path, text })
  await write(NEIGHBOUR, '.github/auth-triage.yml', 'signatures: { own: true }\n')
  return {
    local,
    bot,
    files,
    write,
    repository: { owner, repo },
    async settle() {
      await vi.waitFor(() => {
        if (bot.code() !== null) return
        const waiting = countWaiting(store())
        if (waiting > 0) throw new Error(`${waiting} deliveries are not done`)
      }, SETTLES_WITHIN)
    },
    undone: () => undone(local.github.webhooks.deliveries.slice(before), store()),
    async close() {
      await bot.remove()
      await files.close()
      await unlimited.close()
      await local.close()
    },
  }
}

async function push(local: LocalWorld, where: Repository, file: { path: string; text: string }): Promise<void> {
  const { repos } = local.github.maintainer.octokit.rest
  const at = { ...where, path: file.path }
  // The data is empty if the file is new.
  const { data } = await repos.getContent(at).catch(() => ({ data: {} }))
  const content = Buffer.from(file.text).toString('base64')
  await repos.createOrUpdateFileContents({ ...at, ...('sha' in data && { sha: data.sha }), message: 'x', content })
  const repository = { name: where.repo, owner: { login: where.owner }, default_branch: 'main' }
  const commits = [{ added: [], modified: [file.path], removed: [] }]
  const installation = { id: local.github.installationId + (where.owner === NEIGHBOUR.owner ? 1 : 0) }
  await local.github.webhooks.send('push', { installation, repository, ref: 'refs/heads/main', commits })
}

function countWaiting(database: DatabaseSync): number {
  const row = database.prepare("select count(*) as n from deliveries where state in ('waiting', 'claimed')").get()
  database.close()
  return Number(row?.['n'])
}

/** Deliveries that the bot acknowledged but ignored are not stored, so they cannot get lost. */
function undone(sent: readonly RelayedDelivery[], database: DatabaseSync): readonly string[] {
  const rows = database.prepare('select id, event, state, reason from deliveries').all()
  database.close()
  const open = rows.filter(({ state }) => state !== 'done')
  const refused = sent.filter(({ status }) => status === null || status >= 300)
  return [
    ...open.map(({ id, event, state, reason }) => `${event} ${id} is ${state}: ${reason}`),
    ...refused.map(({ id, event, status }) => `${event} ${id} got ${status ?? 'no response within 10 seconds'}`),
  ]
}
