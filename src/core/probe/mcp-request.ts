/** The MCP requests that a probe sends, and how their answers are read. */
import { isAnswer, type ProbeAnswer, type ProbeRequest, type ProbeResponse, type SendRequest } from './probe.ts'

/**
 * The revision that a session is opened with. Servers of the first one, and most of the second, take `initialize`; the
 * second one has no sessions, and each of its requests says who sends it.
 */
export type Revision = '2025-06-18' | '2026-07-28'

const OLDER: Revision = '2025-06-18'
const NEWER: Revision = '2026-07-28'

/** JSON-RPC error code of a server that knows none of the client's revisions (MCP 2026-07-28). */
const UNSUPPORTED_REVISION = -32_022

interface McpContext {
  /** Access token; null for none. */
  readonly token: string | null
  readonly revision: Revision
  /** `Mcp-Session-Id` from the answer to `initialize`. */
  readonly session?: string | undefined
}

const CLIENT = { name: 'auth-triage probe', version: '1' }

function streamRequest(url: string, token: string | null): ProbeRequest {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` }
  return { method: 'GET', url, headers: { accept: 'text/event-stream', ...authorization } }
}

/** Whether the answer opens a stream. */
export function opensStream({ status, headers }: ProbeAnswer): boolean {
  return status === 200 && /text\/event-stream/i.test(headers['content-type'] ?? '')
}

/** The first request of every session. It changes nothing. */
export function initializeRequest(url: string, token: string | null): ProbeRequest {
  const params = { protocolVersion: OLDER, capabilities: {}, clientInfo: CLIENT }
  return rpcRequest(url, { id: 1, method: 'initialize', params }, { token, revision: OLDER })
}

/** What a server and its first answer to this client are. */
export interface Opening {
  readonly response: ProbeResponse
  readonly revision: Revision
  /** Whether the server has only the older transport, which opens with a stream (MCP 2024-11-05). */
  readonly isStream: boolean
}

/** Opens as clients of all revisions can, and otherwise as newer ones do, or as those with the older transport. */
export async function openMcp(url: string, token: string | null, send: SendRequest): Promise<Opening> {
  const response = await sendKeepingMethod(initializeRequest(url, token), send)
  if (!isAnswer(response)) return { response, revision: OLDER, isStream: false }
  if (response.status === 405) {
    return { response: await send(streamRequest(response.url, token)), revision: OLDER, isStream: true }
  }
  if (readRpc(response)?.errorCode !== UNSUPPORTED_REVISION) return { response, revision: OLDER, isStream: false }
  const discover = rpcRequest(
    response.url,
    { id: 1, method: 'server/discover', params: {} },
    { token, revision: NEWER },
  )
  return { response: await send(discover), revision: NEWER, isStream: false }
}

export function initializedNotification(url: string, context: McpContext): ProbeRequest {
  return rpcRequest(url, { method: 'notifications/initialized' }, context)
}

/** Lists the tools, and calls none. */
export function listToolsRequest(url: string, context: McpContext): ProbeRequest {
  return rpcRequest(url, { id: 2, method: 'tools/list', params: {} }, context)
}

interface RpcMessage {
  readonly id?: number
  readonly method: string
  readonly params?: object
}

function rpcRequest(url: string, message: RpcMessage, { token, session, revision }: McpContext): ProbeRequest {
  const isNewer = revision === NEWER
  const params = isNewer ? { ...message.params, _meta: SENDER } : message.params
  return {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': revision,
      ...(isNewer && { 'mcp-method': message.method }),
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(session !== undefined && { 'mcp-session-id': session }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', ...message, ...(params !== undefined && { params }) }),
  }
}

const SENDER = {
  'io.modelcontextprotocol/protocolVersion': NEWER,
  'io.modelcontextprotocol/clientInfo': CLIENT,
  'io.modelcontextprotocol/clientCapabilities': {},
}

/** What a JSON-RPC response says. */
export interface RpcReply {
  readonly hasResult: boolean
  /** Message of an error; null if it is none. */
  readonly error: string | null
  readonly errorCode: number | null
}

/** @returns null if the answer holds no JSON-RPC response, neither as JSON nor as the first event of a stream */
export function readRpc({ body, headers }: ProbeAnswer): RpcReply | null {
  const isStream = /text\/event-stream/i.test(headers['content-type'] ?? '')
  const text = isStream ? dataOf(body) : body
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('jsonrpc' in value)) return null
    const { error } = value as { error?: { message?: unknown; code?: unknown } }
    return {
      hasResult: 'result' in value,
      error: error === undefined ? null : String(error?.message ?? ''),
      errorCode: typeof error?.code === 'number' ? error.code : null,
    }
  } catch {
    return null
  }
}

/** The data of the first event that has some. */
function dataOf(stream: string): string {
  const event = stream.split(/\r?\n\r?\n/).find((it) => /^data:\s?\S/m.test(it)) ?? ''
  return [...event.matchAll(/^data:\s?(.*)$/gm)].map(([, data]) => data).join('\n')
}

/** Sends an MCP request, and sends it again to where a redirect that keeps the method leads on the same host. */
async function sendKeepingMethod(request: ProbeRequest, send: SendRequest): Promise<ProbeResponse> {
  const response = await send(request)
  if (!isAnswer(response) || (response.status !== 307 && response.status !== 308)) return response
  const target = URL.parse(response.headers['location'] ?? '', request.url)
  const from = new URL(request.url)
  // The request may carry a token.
  const isDowngrade = from.protocol === 'https:' && target?.protocol !== 'https:'
  if (target === null || target.host !== from.host || isDowngrade) return response
  return send({ ...request, url: target.href })
}
