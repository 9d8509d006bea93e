/** A login with a client whose id is the URL of a document about it. */
import { expect, test } from 'vitest'
import { reachOfTyped } from '../../../src/adapters/probe/reach.ts'
import { createSend } from '../../../src/adapters/probe/send.ts'
import type { ProbeResult, SendRequest } from '../../../src/core/probe/probe.ts'
import { walkLogin } from '../../../src/core/probe/walk.ts'
import { changing, startLoginServer } from '../../support/probe/login-server.ts'

const DOCUMENT_URL = 'https://app.example.com/oauth/client.json'
const DOCUMENT = {
  client_id: DOCUMENT_URL,
  client_name: 'A client',
  redirect_uris: ['https://app.example.com/cb', 'http://127.0.0.1/callback'],
}
const TAKES_DOCUMENTS = changing(/^\/\.well-known\/oauth-authorization-server/, (it) => ({
  ...it,
  client_id_metadata_document_supported: true,
}))

interface Answer {
  readonly status?: number
  readonly body: string
}

/** @returns the result of a login at a server that takes documents, where the document's host gives this answer */
async function logInWith({ status = 200, body }: Answer, rules = [TAKES_DOCUMENTS]): Promise<ProbeResult> {
  const server = await startLoginServer({ takesDocuments: true, rules })
  const real = createSend({ mayConnect: reachOfTyped(new URL(server.url), ['127.0.0.1']), userAgent: 'test' })
  const send: SendRequest = async (request) =>
    request.url === DOCUMENT_URL ? { status, headers: {}, body, url: DOCUMENT_URL } : real(request)
  const authorize = async (url: string) => (await fetch(url, { redirect: 'manual' })).headers.get('location')
  const login = { redirectUri: 'http://127.0.0.1:41321/callback', authorize }
  const target = { url: server.url, client: null, clientId: null, clientDocument: DOCUMENT_URL, register: false }
  let random = 0
  const deps = { send, login, randomText: () => String(random++).padStart(43, 'x') }
  try {
    return await walkLogin(target, deps, { tool: 'test', at: '2026-11-29T12:00:00.000Z' })
  } finally {
    expect(server.registered()).toBe(0)
    await server.close()
  }
}

test('goes up to the list of tools, and registers nothing', async () => {
  const { broken, stages } = await logInWith({ body: JSON.stringify(DOCUMENT) })
  expect(broken).toBeNull()
  expect(stages.map(({ stage }) => stage)).toContain('call')
  expect(stages.find(({ stage }) => stage === 'client-id')?.detail).toContain('the document is in order')
})

test.each<readonly [string, Answer, string, string]>([
  ['is not there', { status: 404, body: 'Not Found' }, 'client', 'There is no document'],
  ['is a page', { body: '<html>' }, 'client', 'There is no document'],
  [
    'names another id',
    { body: JSON.stringify({ ...DOCUMENT, client_id: `${DOCUMENT_URL}/` }) },
    'client',
    'exactly the URL',
  ],
  ['has no name', { body: JSON.stringify({ ...DOCUMENT, client_name: undefined }) }, 'client', 'no `client_name`'],
  [
    'asks for a key',
    { body: JSON.stringify({ ...DOCUMENT, token_endpoint_auth_method: 'private_key_jwt' }) },
    'client',
    'a key or a secret',
  ],
  [
    'lacks the redirect URI',
    { body: JSON.stringify({ ...DOCUMENT, redirect_uris: ['http://127.0.0.1/other'] }) },
    'client',
    'lack the one of this login',
  ],
])('ends at the client id if the document %s', async (_, answer, side, words) => {
  const { broken } = await logInWith(answer)
  expect(broken).toMatchObject({ stage: 'client-id', side })
  expect(broken?.detail).toContain(words)
})

test('ends at the client id if the server does not say that it takes documents', async () => {
  const { broken } = await logInWith({ body: JSON.stringify(DOCUMENT) }, [])
  expect(broken).toMatchObject({ stage: 'client-id', side: 'authorization-server', fault: 'registration-unavailable' })
})
