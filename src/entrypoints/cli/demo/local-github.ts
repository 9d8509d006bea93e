/**
 * Starts a local GitHub for the demo and the end-to-end tests: an organisation with one repository, a reporter, a
 * maintainer, and our App installed, with signed webhooks. It listens on the loopback address only, calls only the
 * webhook URL, and loses all data when it is closed.
 */
import { randomBytes } from 'node:crypto'
import { Octokit } from '@octokit/rest'
import { TriageError } from '../../../core/errors.ts'
import { freePort } from './free-port.ts'
import { startWebhookRelay, type WebhookRelay } from './webhook-relay.ts'

export interface LocalGitHubOptions {
  /** API port; a free one by default. */
  readonly port?: number
  readonly app?: { readonly id?: number; readonly slug?: string; readonly name?: string }
  readonly repository?: Repository
  /** A repository in another organisation where the App is also installed; none by default. */
  readonly neighbour?: Repository
}

interface Repository {
  readonly owner: string
  readonly name: string
}

/** A person with an account on the local GitHub. */
export interface LocalUser {
  readonly login: string
  /** Token of this person; valid only until the local GitHub stops. */
  readonly token: string
  /** A client authenticated as this person. */
  readonly octokit: Octokit
}

export interface LocalGitHub {
  /** Base URL of the API. */
  readonly url: string
  readonly appId: number
  readonly slug: string
  /** RSA key in PEM form, generated for this run. */
  readonly privateKey: string
  readonly webhookSecret: string
  readonly installationId: number
  readonly repository: Repository
  /** A person with an account and no rights in the repository. */
  readonly reporter: LocalUser
  /** A member of the organisation that owns the repository. */
  readonly maintainer: LocalUser
  /** The webhook relay. Call `webhooks.deliverTo` with the bot's webhook URL before anything triggers a webhook. */
  readonly webhooks: Omit<WebhookRelay, 'close' | 'url'>
  close(): Promise<void>
}

const INSTALLATION_ID = 1001
const REPORTER = 'reporter'
const MAINTAINER = 'maintainer'
/** The events and permissions in the bot's app.yml. */
const EVENTS = ['issues', 'issue_comment', 'label', 'push', 'repository']
const PERMISSIONS = { issues: 'write', contents: 'read', metadata: 'read' }

/**
 * Starts the local GitHub.
 * @throws TriageError `demo-unavailable` when the development dependency `emulate` is not installed,
 *   `address-unavailable` when the port is taken
 */
export async function startLocalGitHub(options: LocalGitHubOptions = {}): Promise<LocalGitHub> {
  const plan = withDefaults(options)
  if (options.port !== undefined) return startOn(options.port, plan)
  // Another process may take a free port before it is bound, but this hardly ever happens twice in a row.
  return (await startOn(await freePort(), plan).catch(nullIfTaken)) ?? startOn(await freePort(), plan)
}

async function startOn(port: number, plan: StartPlan): Promise<LocalGitHub> {
  const { createEmulator } = await importEmulate()
  const url = `http://127.0.0.1:${port}`
  const webhooks = await startWebhookRelay(plan.webhookSecret)
  // The URL is explicit, because emulate otherwise takes one from the environment or uses `localhost`.
  const starting = createEmulator({ service: 'github', port, baseUrl: url, seed: seed(plan, webhooks.url) })
  const emulator = await starting.catch(async (cause: unknown) => {
    await webhooks.close()
    throw isListenError(cause) ? portTaken(port, cause) : cause
  })
  const { app, webhookSecret, tokens } = plan
  const [repository] = plan.repositories
  return {
    url,
    webhooks,
    repository,
    webhookSecret,
    appId: app.id,
    slug: app.slug,
    installationId: INSTALLATION_ID,
    privateKey: emulator.generatedSecrets.find(({ kind }) => kind === 'github.app_private_key')?.value ?? '',
    reporter: person(url, REPORTER, tokens.reporter),
    maintainer: person(url, MAINTAINER, tokens.maintainer),
    async close() {
      await emulator.close()
      await webhooks.close()
    },
  }
}

interface StartPlan {
  readonly app: { readonly id: number; readonly slug: string; readonly name: string }
  /** The repository, then the neighbour if there is one; installations are numbered in this order. */
  readonly repositories: readonly [Repository, ...Repository[]]
  readonly webhookSecret: string
  readonly tokens: { readonly reporter: string; readonly maintainer: string }
}

function withDefaults({
  app,
  repository = { owner: 'acme', name: 'gateway' },
  neighbour,
}: LocalGitHubOptions): StartPlan {
  const secret = () => randomBytes(20).toString('hex')
  return {
    app: { id: 4242, slug: 'auth-triage', name: 'auth-triage', ...app },
    repositories: neighbour === undefined ? [repository] : [repository, neighbour],
    webhookSecret: secret(),
    tokens: { reporter: `ghp_${secret()}`, maintainer: `ghp_${secret()}` },
  }
}

function seed({ app, repositories, tokens, webhookSecret }: StartPlan, webhookUrl: string) {
  return {
    tokens: { [tokens.reporter]: { login: REPORTER }, [tokens.maintainer]: { login: MAINTAINER } },
    github: {
      users: [{ login: REPORTER }, { login: MAINTAINER }],
      orgs: repositories.map(({ owner }) => ({
        login: owner,
        members: [{ login: MAINTAINER, role: 'admin' as const }],
      })),
      repos: repositories.map(({ owner, name }) => ({ owner, name })),
      apps: [
        {
          app_id: app.id,
          slug: app.slug,
          name: app.name,
          permissions: PERMISSIONS,
          events: EVENTS,
          webhook_url: webhookUrl,
          webhook_secret: webhookSecret,
          installations: repositories.map(({ owner }, at) => ({
            installation_id: INSTALLATION_ID + at,
            account: owner,
            repository_selection: 'all' as const,
          })),
        },
      ],
    },
  }
}

function person(baseUrl: string, login: string, token: string): LocalUser {
  const quiet = () => undefined
  // Octokit's request log prints every failed request to the console.
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }
  return { login, token, octokit: new Octokit({ baseUrl, auth: token, log }) }
}

async function importEmulate(): Promise<typeof import('emulate')> {
  try {
    return await import('emulate')
  } catch (cause) {
    throw new TriageError('demo-unavailable', 'The local GitHub needs the package "emulate", which is not installed.', {
      hint: 'Run the demo from a checkout after `npm ci`: emulate is a development dependency.',
      cause,
    })
  }
}

function nullIfTaken(error: unknown): null {
  if (error instanceof TriageError && error.code === 'address-unavailable') return null
  throw error
}

function isListenError(cause: unknown): boolean {
  return cause instanceof Error && 'syscall' in cause && cause.syscall === 'listen'
}

function portTaken(port: number, cause: unknown): TriageError {
  return new TriageError('address-unavailable', `The local GitHub cannot listen on 127.0.0.1:${port}.`, {
    hint: 'Choose another port, or stop the program that uses this one.',
    cause,
  })
}
