import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pino } from 'pino'
import { vi } from 'vitest'
import { type ProcessSettings, readProcessSettings } from '../../src/adapters/config/environment.ts'
import {
  type LocalGitHub,
  type LocalGitHubOptions,
  startLocalGitHub,
} from '../../src/entrypoints/cli/demo/local-github.ts'
import { DEMO_REPORTS } from '../../src/entrypoints/cli/demo/reports.ts'
import type { RelayedDelivery } from '../../src/entrypoints/cli/demo/webhook-relay.ts'
import { type RunningBot, type ServeOptions, serve } from '../../src/entrypoints/server/serve.ts'
import { removeFolder } from '../adapters/store/places.ts'
import { type ApiGateway, startApiGateway } from './api-gateway.ts'
import { temporaryFolder } from './command-line.ts'
import { fewSignatures } from './packs.ts'

export interface Text {
  readonly title: string
  readonly body: string
}

/** A clear report from the demo, by its label; null for the report without a label. */
export function reportFor(label: string | null): Text {
  const found = DEMO_REPORTS.find(({ expected }) => expected.label === label)
  if (found === undefined) throw new RangeError(`The demo has no report for ${label}.`)
  return { title: found.title, body: found.body }
}

export const MISSING_SCOPE = 'auth: missing scope'
export const INVALID_SCOPE = 'auth: invalid scope'
export const NEEDS_EVIDENCE = 'needs: auth evidence'

const SIGNATURES = 'few-signatures'

const PATIENCE = { timeout: 10_000, interval: 5 }

/** Everything that a bot needs: a local GitHub, a gateway in front of it, and a folder for the store. */
export interface LocalWorld {
  readonly github: LocalGitHub
  readonly gateway: ApiGateway
  readonly folder: string
  readonly storePath: string
  /** Settings for a bot in this environment. */
  readonly settings: ProcessSettings
  /** The same settings as environment variables, for a separate process. */
  readonly environment: Readonly<Record<string, string>>
  /** Starts a bot in this process and delivers the webhooks to it. */
  startBot(overrides?: Partial<ProcessSettings>, options?: ServeOptions): Promise<RunningBot>
  /** Runs a person's action that causes this event, and waits until the bot has acknowledged its webhook. */
  delivered<T>(
    event: string,
    act: () => Promise<T>,
  ): Promise<{ readonly result: T; readonly delivery: RelayedDelivery }>
  /** Files an issue as the reporter. Returns its number once the bot has received the webhook. */
  file(text: Text): Promise<number>
  edit(number: number, change: Partial<Text>): Promise<void>
  /** Runs an action whose webhooks are lost; they can be redelivered later. */
  unheard<T>(act: () => Promise<T>): Promise<T>
  look(number: number): Promise<Look>
  /** Number of deliveries in the queue, and the number of them that are not done. */
  queue(): { readonly known: number; readonly waiting: number }
  close(): Promise<void>
}

/** An issue's labels and comments. */
export interface Look {
  readonly labels: readonly string[]
  readonly comments: readonly { readonly id: number; readonly body: string; readonly by: string }[]
}

/** Request parameters for this issue. */
export function place({ github }: Pick<LocalWorld, 'github'>, number: number) {
  return { owner: github.repository.owner, repo: github.repository.name, issue_number: number }
}

/** The repository's id, for webhooks that a test creates itself. */
export async function repositoryIdOf({ github }: Pick<LocalWorld, 'github'>): Promise<number> {
  const { owner, name: repo } = github.repository
  return (await github.maintainer.octokit.rest.repos.get({ owner, repo })).data.id
}

export async function startLocalWorld(options: LocalGitHubOptions = {}): Promise<LocalWorld> {
  const github = await startLocalGitHub(options)
  const gateway = await startApiGateway(github.url)
  const { folder } = await temporaryFolder(await fewSignatures(SIGNATURES, 'missing-scope', 'invalid-scope'))
  const environment = environmentOf(github, gateway, folder)
  const settings = readProcessSettings(environment)
  const { storePath } = settings
  await raiseBudgets(github)
  let target = ''
  const { reporter } = github

  async function delivered<T>(event: string, act: () => Promise<T>) {
    const before = github.webhooks.deliveries.length
    const result = await act()
    const delivery = await vi.waitFor(() => {
      const found = github.webhooks.deliveries.slice(before).find((it) => it.event === event && !it.byBot)
      if (found === undefined) throw new Error(`${event} was not delivered`)
      return found
    }, PATIENCE)
    return { result, delivery }
  }

  const world: LocalWorld = {
    github,
    gateway,
    folder,
    storePath,
    settings,
    environment,
    delivered,
    async startBot(overrides = {}, serveOptions = {}) {
      const bot = await serve({ ...settings, ...overrides }, pino({ level: 'silent' }), serveOptions)
      target = `${bot.url}${settings.webhookPath}`
      github.webhooks.deliverTo(target)
      return bot
    },
    async file(text) {
      const { owner, repo } = place(world, 0)
      const { result } = await delivered('issues.opened', () =>
        reporter.octokit.rest.issues.create({ owner, repo, ...text }),
      )
      return result.data.number
    },
    async edit(number, change) {
      await delivered('issues.edited', () =>
        reporter.octokit.rest.issues.update({ ...place(world, number), ...change }),
      )
    },
    async unheard(act) {
      github.webhooks.deliverTo('http://127.0.0.1:9')
      const result = await act()
      github.webhooks.deliverTo(target)
      return result
    },
    look: (number) => look(world, number),
    queue: () => countDeliveries(storePath),
    async close() {
      await gateway.close()
      await github.close()
      removeFolder(folder)
    },
  }
  return world
}

/** Raises the hourly budgets, because tests file more issues in a minute than a reporter should in an hour. */
async function raiseBudgets({ repository, maintainer }: LocalGitHub): Promise<void> {
  const content = Buffer.from(
    'budget: { author: 100, repository: 100, labels: 1000, person: 100, issue: 100 }\n',
  ).toString('base64')
  const file = { owner: repository.owner, repo: repository.name, path: '.github/auth-triage.yml' }
  await maintainer.octokit.rest.repos.createOrUpdateFileContents({ ...file, message: 'Settings', content })
}

function environmentOf(github: LocalGitHub, gateway: ApiGateway, folder: string): Record<string, string> {
  return {
    APP_ID: String(github.appId),
    PRIVATE_KEY: github.privateKey,
    WEBHOOK_SECRET: github.webhookSecret,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'silent',
    STORE_PATH: join(folder, 'store.sqlite'),
    SIGNATURES_PATH: join(folder, SIGNATURES),
    GITHUB_API_URL: gateway.url,
    WRITE_GAP_MS: '0',
    SWEEP_MINUTES: '0',
    WEEKLY_MINUTES: '0',
  }
}

async function look(world: LocalWorld, number: number): Promise<Look> {
  const { rest } = world.github.maintainer.octokit
  const at = place(world, number)
  const [issue, comments] = await Promise.all([rest.issues.get(at), rest.issues.listComments(at)])
  return {
    labels: issue.data.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? ''))),
    comments: comments.data.map(({ id, body = '', user }) => ({ id, body, by: user?.login ?? 'ghost' })),
  }
}

function countDeliveries(storePath: string): { readonly known: number; readonly waiting: number } {
  const database = new DatabaseSync(storePath, { readOnly: true })
  const counts = "select count(*) as known, count(*) filter (where state in ('waiting', 'claimed')) as waiting"
  const row = database.prepare(`${counts} from deliveries`).get()
  database.close()
  return { known: Number(row?.['known']), waiting: Number(row?.['waiting']) }
}
