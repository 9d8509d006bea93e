import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { describe, expect, test } from 'vitest'
import { createRepositoryAccess } from '../../../src/entrypoints/web/access/repository-access.ts'
import type { WebGitHub } from '../../../src/entrypoints/web/access/web-github.ts'
import { seenAs } from '../../support/seen-repository.ts'
import { BODY, numbered, openKeptReports } from './stored-reports.ts'
import { webApp } from './test-app.ts'

/** The SDK's own client, which sends its requests directly to the app. */
async function connect(mode: 'legacy' | 'auto', app = webApp(), headers: Record<string, string> = {}) {
  const fetch = (input: string | URL | Request, init?: RequestInit) => Promise.resolve(app.request(String(input), init))
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } })
  await client.connect(
    new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), { fetch, requestInit: { headers } }),
  )
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() })
}

describe.each(['legacy', 'auto'] as const)('/mcp with a client that uses the %s protocol', (mode) => {
  test('diagnoses a log passed as text', async () => {
    await using client = await connect(mode)
    const logs = [{ name: 'a.log', text: 'Missing user:mcp_servers scope (scopes=user:inference)\n' }]
    const result = await client.callTool({ name: 'diagnose', arguments: { title: 'No tools', logs } })
    expect(result.structuredContent).toMatchObject({ signature: 'missing-scope' })
  })

  test('sends no requests from the server for its callers', async () => {
    await using client = await connect(mode)
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).not.toContain('probe')
    const call = client.callTool({ name: 'probe', arguments: { url: 'http://127.0.0.1:9/mcp' } })
    const outcome = await call.then(
      ({ isError }) => isError,
      () => true,
    )
    expect(outcome).toBe(true)
  })

  test('reads no files on the server', async () => {
    await using client = await connect(mode)
    const { tools } = await client.listTools()
    expect(JSON.stringify(tools)).not.toContain('log_files')
    const result = await client.callTool({ name: 'diagnose', arguments: { title: 'x', log_files: ['/etc/passwd'] } })
    expect(JSON.stringify(result)).not.toContain('root:')
  })
})

describe('/mcp', () => {
  test.each(['GET', 'PUT', 'DELETE', 'X-ODD'])('refuses %s', async (method) => {
    const { status, headers } = await webApp().request('/mcp', { method })
    expect([status, headers.get('allow')]).toEqual([405, 'POST'])
  })

  test('refuses a message with too many values, and keeps no stream open', async () => {
    const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
    const many = `[${'[],'.repeat(20_000)}[]]`
    const refused = await webApp().request('/mcp', { method: 'POST', body: many, headers })
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('more than 10000 values')])
    await using client = await connect('auto')
    await expect(client.listen({ toolsListChanged: true })).rejects.toThrow(/limit/)
  })

  test.each(['', '{', '[]', 'null', '{"jsonrpc":"2.0","id":1,"method":"no/such"}'])(
    'answers %j with an error',
    async (body) => {
      const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
      const response = await webApp().request('/mcp', { method: 'POST', body, headers })
      expect(await response.text()).toContain('"error"')
    },
  )
})

describe('a browser request to /mcp', () => {
  const ask = async (headers: Record<string, string>, method = 'POST') => {
    const body = method === 'POST' ? { body: '{}' } : {}
    const response = await webApp().request('/mcp', { method, headers, ...body })
    return { status: response.status, text: await response.text() }
  }

  test.each([
    [{ host: 'localhost:3000' }],
    [{ host: '127.0.0.1:3000' }],
    [{ host: '[::1]:3000' }],
    [{ host: 'triage.example' }],
    [{ host: 'Triage.Example:8443', origin: 'https://triage.example' }],
    [{ host: '127.0.0.1:3000', origin: 'http://localhost:6274' }],
  ])('is accepted from an allowed host and origin: %o', async (headers) => {
    expect((await ask(headers as Record<string, string>)).status).not.toBe(403)
  })

  test.each([
    [{ host: 'evil.example' }, 'PUBLIC_URL'],
    [{ host: 'localhost.evil.example' }, 'PUBLIC_URL'],
    [{ host: 'triage.example.evil.example:80' }, 'PUBLIC_URL'],
    [{ host: '192.0.2.1' }, 'PUBLIC_URL'],
    [{ host: 'evil.example', origin: 'http://localhost' }, 'PUBLIC_URL'],
    [{ host: 'localhost', origin: 'https://evil.example' }, 'Origin not allowed'],
    [{ host: 'localhost', origin: 'http://localhost.evil.example' }, 'Origin not allowed'],
    [{ host: 'localhost', origin: 'null' }, 'Origin not allowed'],
    [{ host: 'localhost', origin: 'file://' }, 'Origin not allowed'],
  ])('is refused from another host or origin: %o', async (headers, words) => {
    for (const method of ['POST', 'GET', 'DELETE', 'OPTIONS']) {
      const { status, text } = await ask(headers as Record<string, string>, method)
      expect([method, status]).toEqual([method, 403])
      expect(JSON.parse(text).error.message).toContain(words)
    }
  })
})

describe("the tools for a repository's reports", () => {
  const textOf = (result: { readonly content: readonly unknown[] }) => JSON.stringify(result.content)

  /** `acme/open` is public; `acme/secret` is readable with the token `of-ann`. */
  async function ask(tool: string, input: Record<string, unknown>, token?: string) {
    const stored = await openKeptReports([...numbered('open', [1, 2, 3]), ...numbered('secret', [1, 2])])
    const github: Pick<WebGitHub, 'findRepository' | 'readableId'> = {
      findRepository: async (owner, repo) =>
        ['open', 'secret'].includes(repo) ? seenAs(owner, repo, repo === 'open') : null,
      readableId: async (caller, owner, repo) => (caller === 'of-ann' ? seenAs(owner, repo).id : null),
    }
    const { store, indexes, now } = stored
    const repositories = { access: createRepositoryAccess(github, { clock: () => 0, store }), store, indexes }
    const app = webApp({ clock: () => now, repositories })
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
    await using client = await connect('auto', app, headers)
    const result = await client.callTool({ name: tool, arguments: input })
    await store.close()
    return result
  }

  test('find_duplicates returns the earlier reports of a filed issue', async () => {
    const result = await ask('find_duplicates', { repository: 'acme/open', number: 3 })
    expect(result.structuredContent).toMatchObject({ links: [{ number: 1 }] })
    expect(textOf(result)).toContain('same line; same failure')
  })

  test('find_duplicates searches for an unfiled report', async () => {
    const result = await ask('find_duplicates', { repository: 'acme/open', title: 'No tools', body: BODY })
    expect(result.structuredContent).toMatchObject({ links: [{ number: 1 }] })
  })

  test('clusters returns the number of reports per failure', async () => {
    const result = await ask('clusters', { repository: 'acme/open', signature: 'missing-scope' })
    expect(result.structuredContent).toMatchObject({ clusters: [{ id: 1, count: 3 }] })
    expect(textOf(result)).toContain('3 reports: Token is missing a required scope: `user:mcp_servers`, since 1.2.3')
  })

  test.each(['find_duplicates', 'clusters'])(
    '%s shows a private repository only to callers who can read it',
    async (tool) => {
      const input = { repository: 'acme/secret', number: 2 }
      expect((await ask(tool, input, 'of-ann')).isError).toBeFalsy()
      const nowhere = await ask(tool, { ...input, repository: 'acme/no-such' })
      const hidden = await ask(tool, input)
      expect(hidden.isError).toBe(true)
      expect(textOf(hidden).replaceAll('secret', 'no-such')).toBe(textOf(nowhere))
      expect(textOf(await ask(tool, input, 'of-bob'))).toBe(textOf(hidden))
    },
  )
})
