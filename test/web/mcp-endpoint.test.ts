import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { describe, expect, test } from 'vitest'
import { webApp } from './made-up-world.ts'

/** The SDK's own client, whose requests go to the app without a server between. */
async function connect(mode: 'legacy' | 'auto') {
  const app = webApp()
  const fetch = (input: string | URL | Request, init?: RequestInit) => Promise.resolve(app.request(String(input), init))
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } })
  await client.connect(new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), { fetch }))
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() })
}

describe.each(['legacy', 'auto'] as const)('/mcp, spoken to by a client of the %s protocol', (mode) => {
  test('diagnoses a log that is passed as text', async () => {
    await using client = await connect(mode)
    const logs = [{ name: 'a.log', text: 'Missing user:mcp_servers scope (scopes=user:inference)\n' }]
    const result = await client.callTool({ name: 'diagnose', arguments: { title: 'No tools', logs } })
    expect(result.structuredContent).toMatchObject({ signature: 'missing-scope' })
  })

  test('reads no file of the server', async () => {
    await using client = await connect(mode)
    const { tools } = await client.listTools()
    expect(JSON.stringify(tools)).not.toContain('log_files')
    const result = await client.callTool({ name: 'diagnose', arguments: { title: 'x', log_files: ['/etc/passwd'] } })
    expect(JSON.stringify(result)).not.toContain('root:')
  })
})

describe('/mcp', () => {
  test.each(['GET', 'PUT', 'DELETE'])('takes no %s', async (method) => {
    expect((await webApp().request('/mcp', { method })).status).toBeGreaterThanOrEqual(400)
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
