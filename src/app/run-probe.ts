/** Probes a server from this machine: the pure walk of `core/probe` with the real network. */
import { randomBytes } from 'node:crypto'
import { readShippedClients } from '../adapters/config/shipped-clients.ts'
import { publicReach, reachOfTyped } from '../adapters/probe/reach.ts'
import { createSend, lookupAddresses } from '../adapters/probe/send.ts'
import { TriageError } from '../core/errors.ts'
import type { Stage } from '../core/flow/stage.ts'
import { type ClientFacts, readClientFacts } from '../core/probe/client-facts.ts'
import type { ProbeLogin, ProbeResult } from '../core/probe/probe.ts'
import { walkLogin } from '../core/probe/walk.ts'

export interface ProbeRun {
  readonly url: string
  /** Whether a person typed the URL on this machine. If not, only public addresses are connected to. */
  readonly isTyped: boolean
  /** Id of a client in `clients.yaml`; null for none. */
  readonly client: string | null
  readonly clientId?: string | undefined
  /** URL of a client ID metadata document. */
  readonly clientDocument?: string | undefined
  readonly register?: boolean
  readonly login?: ProbeLogin | undefined
  readonly onStage?: (stage: Stage) => void
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Version of this program. */
  readonly version: string
}

/**
 * @throws TriageError('wrong-use') if a URL is not one that can be probed or used, or the client is not in the table
 */
export async function runProbe(run: ProbeRun): Promise<ProbeResult> {
  const { version, now, login, onStage } = run
  const url = readUrl(run.url)
  const client = run.client === null ? null : await findClient(run.client)
  const mayConnect = run.isTyped ? reachOfTyped(url, await lookupAddresses(url.hostname).catch(() => [])) : publicReach
  const tool = `auth-triage ${version}`
  const target = {
    url: url.href,
    client,
    clientId: run.clientId ?? null,
    clientDocument: run.clientDocument === undefined ? null : readDocumentUrl(run.clientDocument),
    register: run.register ?? false,
  }
  const deps = {
    send: createSend({ mayConnect, userAgent: `auth-triage/${version}` }),
    randomText: () => randomBytes(32).toString('base64url'),
    ...(login !== undefined && { login }),
    ...(onStage !== undefined && { onStage }),
  }
  return walkLogin(target, deps, { tool, at: new Date(now).toISOString() })
}

function readUrl(text: string): URL {
  const url = URL.parse(text)
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url
  throw new TriageError('wrong-use', 'The URL to probe must start with https:// or http:// and have no user name.', {
    hint: 'For example: auth-triage probe https://mcp.example.com/mcp',
  })
}

/** An authorization server compares the URL as text, so it is passed on as it was written. */
function readDocumentUrl(text: string): string {
  const url = URL.parse(text)
  const isPlain = url?.protocol === 'https:' && url.pathname !== '/' && url.hash === '' && url.username === ''
  if (isPlain && url.href === text) return text
  throw new TriageError('wrong-use', 'The URL of the client ID metadata document must be an https URL with a path.', {
    hint: 'For example: --client-id-url https://example.com/oauth/client.json',
  })
}

async function findClient(id: string): Promise<ClientFacts> {
  const clients = readClientFacts(await readShippedClients())
  const client = clients.get(id)
  if (client !== undefined) return client
  throw new TriageError('wrong-use', `There are no facts about the client ${id}.`, {
    hint: `The clients are: ${[...clients.keys()].join(', ')}.`,
  })
}
