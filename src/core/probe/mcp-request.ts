/** The MCP requests that a probe sends, and how their answers are read. */
import { isAnswer, type ProbeAnswer, type ProbeRequest, type ProbeResponse } from './probe.ts'

/** The revision that servers of every later revision accept as well. */
const PROTOCOL = '2025-06-18'

interface McpHeaders {
  /** Access token; null for none. */
  readonly token: string | null
  /** `Mcp-Session-Id` from the answer to `initialize`. */
  readonly session?: string | undefined
}

/** The first request of every session. It changes nothing. */
export function initializeRequest(url: string, token: string | null): ProbeRequest {
  const params = {
    protocolVersion: PROTOCOL,
    capabilities: {},
    clientInfo: { name: 'auth-triage probe', version: '1' },
  }
  return rpcRequest(url, { id: 1, method: 'initialize', params }, { token })
}

export function initializedNotification(url: string, headers: McpHeaders): ProbeRequest {
  return rpcRequest(url, { method: 'notifications/initialized' }, headers)
}

/** Lists the tools, and calls none. */
export function listToolsRequest(url: string, headers: McpHeaders): ProbeRequest {
  return rpcRequest(url, { id: 2, method: 'tools/list', params: {} }, headers)
}

function rpcRequest(url: string, message: object, { token, session }: McpHeaders): ProbeRequest {
  return {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': PROTOCOL,
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(session !== undefined && { 'mcp-session-id': session }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', ...message }),
  }
}

/** What a JSON-RPC response says. */
export interface RpcReply {
  readonly hasResult: boolean
  /** Message of an error; null if it is none. */
  readonly error: string | null
}

/** @returns null if the answer holds no JSON-RPC response, neither as JSON nor as the first event of a stream */
export function readRpc({ body, headers }: ProbeAnswer): RpcReply | null {
  const isStream = /text\/event-stream/i.test(headers['content-type'] ?? '')
  const text = isStream ? dataOf(body) : body
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('jsonrpc' in value)) return null
    const { error } = value as { error?: { message?: unknown } }
    return { hasResult: 'result' in value, error: error === undefined ? null : String(error?.message ?? '') }
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
export async function sendKeepingMethod(
  request: ProbeRequest,
  send: (request: ProbeRequest) => Promise<ProbeResponse>,
): Promise<ProbeResponse> {
  const response = await send(request)
  if (!isAnswer(response) || (response.status !== 307 && response.status !== 308)) return response
  const target = URL.parse(response.headers['location'] ?? '', request.url)
  if (target === null || target.host !== new URL(request.url).host) return response
  return send({ ...request, url: target.href })
}
