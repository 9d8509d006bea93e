/**
 * Probot's setup page, which registers the App and writes its credentials to `.env`. Used as long as the bot has no
 * credentials.
 */
import type { Logger } from 'pino'
import { run } from 'probot'
import { portUnavailable } from './http-server.ts'

export interface SetupPage {
  /** URL of the page. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * Probot does not support port 0 and opens 3000 instead. It reads `WEBHOOK_PROXY_URL` and `NO_SMEE_SETUP` from the
 * environment itself; if neither is set, it asks smee.io for a URL that GitHub can reach.
 * @throws TriageError('address-unavailable') when the host or port cannot be bound
 */
export async function openSetupPage(
  { host, port }: { readonly host: string; readonly port: number },
  log: Logger,
): Promise<SetupPage> {
  const server = await run(() => undefined, { env: { HOST: host, PORT: String(port) }, log }).catch(
    (cause: NodeJS.ErrnoException) => {
      throw cause.syscall === undefined ? cause : portUnavailable(host, port, cause)
    },
  )
  return { url: `http://${server.host}:${server.port}/probot`, stop: () => server.stop() }
}
