/** Probot's page that registers the App and writes its credentials to `.env`: what runs while there are none. */
import type { Logger } from 'pino'
import { run } from 'probot'
import { portUnavailable } from './http-server.ts'

export interface SetupPage {
  /** Address of the page. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * Probot takes no port 0 and opens 3000 then. `WEBHOOK_PROXY_URL` and `NO_SMEE_SETUP` it reads from the environment
 * itself; unless one is set it asks smee.io for an address that GitHub can reach.
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
