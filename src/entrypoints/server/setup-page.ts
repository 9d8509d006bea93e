/**
 * Probot's setup page, which registers the App and writes its credentials to `.env`. Used as long as the bot has no
 * credentials.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { run } from 'probot'
import { stringify } from 'yaml'
import { writeEnvFile } from '../../adapters/config/env-file.ts'
import { addToEnvironment, type ProcessSettings } from '../../adapters/config/environment.ts'
import { readManifest } from './app-manifest.ts'
import { portUnavailable } from './http-server.ts'

export interface SetupPage {
  /** URL of the page. */
  readonly url: string
  /** URL that GitHub is told to send webhooks to; null if a relay was asked for one. */
  readonly webhookUrl: string | null
  stop(): Promise<void>
}

type SetupSettings = Pick<ProcessSettings, 'apiUrl' | 'host' | 'port' | 'publicUrl' | 'webhookPath' | 'webhookProxy'>

/**
 * Probot reads the manifest and the package's name from the working folder and has no option for them, so it gets a
 * folder of its own. It does not support port 0 and opens 3000 instead. Without PUBLIC_URL, WEBHOOK_PROXY_URL and
 * `NO_SMEE_SETUP`, it asks smee.io for a URL that GitHub can reach.
 * @throws TriageError('address-unavailable') when the host or port cannot be bound
 */
export async function openSetupPage(settings: SetupSettings, log: Logger): Promise<SetupPage> {
  const { host, port, publicUrl } = settings
  const webhookUrl = webhookUrlOf(settings)
  const home = process.cwd()
  const folder = manifestFolder({ ...(await readManifest()), ...addressesOf(webhookUrl, publicUrl) })
  const leave = () => {
    process.chdir(home)
    rmSync(folder, { recursive: true, force: true })
  }
  process.chdir(folder)
  addToEnvironment(enterpriseServer(settings.apiUrl))
  const server = await run(() => undefined, {
    env: { HOST: host, PORT: String(port) },
    log,
    updateEnv: (values) => remember(join(home, '.env'), values),
  }).catch((cause: NodeJS.ErrnoException) => {
    leave()
    throw cause.syscall === undefined ? cause : portUnavailable(host, port, cause)
  })
  const stop = async () => {
    await server.stop()
    leave()
  }
  return { url: `http://${server.host}:${server.port}/probot`, webhookUrl, stop }
}

function webhookUrlOf({ publicUrl, webhookPath, webhookProxy }: SetupSettings): string | null {
  return publicUrl === null ? webhookProxy : `${publicUrl}${webhookPath}`
}

/** The fields of the manifest that depend on where the bot runs. */
function addressesOf(webhookUrl: string | null, publicUrl: string | null): object {
  return {
    ...(webhookUrl !== null && { hook_attributes: { url: webhookUrl, active: true } }),
    // People come back there after they have signed in to the pages.
    ...(publicUrl !== null && { callback_urls: [`${publicUrl}/login/callback`] }),
  }
}

/** Probot registers on github.com unless these variables name a server; it does not know GITHUB_API_URL. */
function enterpriseServer(apiUrl: string): Record<string, string> {
  const { host, pathname, protocol } = new URL(apiUrl)
  return pathname === '/api/v3' ? { GHE_HOST: host, GHE_PROTOCOL: protocol.replace(':', '') } : {}
}

function manifestFolder(manifest: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'auth-triage-setup-'))
  writeFileSync(join(folder, 'app.yml'), stringify(manifest))
  writeFileSync(join(folder, 'package.json'), readFileSync(new URL('../../../package.json', import.meta.url)))
  return folder
}

function remember(path: string, given: NodeJS.ProcessEnv): Record<string, string> {
  const values = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value ?? '']))
  writeEnvFile(path, values)
  addToEnvironment(values)
  return values
}
