import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { zip } from '../../adapters/attachments/archives.ts'
import { temporaryFolder } from '../../support/command-line.ts'
import { some } from '../../support/secrets.ts'
import { QUICK_START, SHORT_LIVED } from '../../support/spawned.ts'

const LOG_LINE = 'Missing user:mcp_servers scope (scopes=user:inference)'

/** A process may start slowly on a busy machine, and a client that tries both protocols starts two. */
const START_MS = 60_000

/** The SDK's own client, connected to `auth-triage mcp` in its own process. */
async function connect(mode: 'legacy' | 'auto' = 'auto') {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...SHORT_LIVED, inject('program'), 'mcp'],
    env: QUICK_START,
    stderr: 'ignore',
  })
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } })
  await client.connect(transport)
  return client
}

function textOf(result: { readonly content: readonly unknown[] }): string {
  return (result.content as readonly { readonly text?: string }[]).map(({ text = '' }) => text).join('\n')
}

describe.each(['legacy', 'auto'] as const)('auth-triage mcp with a client that uses the %s protocol', (mode) => {
  let client: Awaited<ReturnType<typeof connect>>
  beforeAll(async () => {
    client = await connect(mode)
  }, START_MS)
  afterAll(() => client.close())

  test('lists its tools, all read-only', async () => {
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(['diagnose', 'explain_signature', 'probe'])
    for (const { annotations } of tools) expect(annotations).toMatchObject({ readOnlyHint: true })
    const open = tools.filter(({ annotations }) => annotations?.openWorldHint !== false).map(({ name }) => name)
    expect(open).toEqual(['probe'])
  })

  test('diagnoses a log passed as text', async () => {
    const logs = [{ name: 'sdk-debug.txt', text: `starting\n${LOG_LINE}\n` }]
    const result = await client.callTool({ name: 'diagnose', arguments: { title: 'No tools', logs } })
    expect(result.structuredContent).toMatchObject({ decision: 'assert', signature: 'missing-scope' })
    expect(textOf(result)).toContain(LOG_LINE)
  })
})

describe('auth-triage mcp', () => {
  let client: Awaited<ReturnType<typeof connect>>
  beforeAll(async () => {
    client = await connect('legacy')
  }, START_MS)
  afterAll(() => client.close())

  test('repeats no credential that was given as the name of a tool or a resource', async () => {
    const token = `ghp_${some(36)}`
    const called = await client.callTool({ name: token, arguments: {} }).catch(String)
    const read = await client.readResource({ uri: `signature://${token}` }).catch(String)
    expect(JSON.stringify([called, read])).toContain('not found')
    expect(JSON.stringify([called, read])).not.toContain(token)
  })

  test('probes no server inside the network of the user, whose URL nobody typed', async () => {
    const result = await client.callTool({ name: 'probe', arguments: { url: 'http://127.0.0.1:9/mcp' } })
    expect(result.structuredContent).toMatchObject({ broken: { stage: 'challenge', fault: 'forbidden-address' } })
    expect(textOf(result)).toContain('auth-triage-probe/1')
  })

  test('says what is wrong with a probe that cannot be made', async () => {
    const result = await client.callTool({
      name: 'probe',
      arguments: { url: 'http://127.0.0.1:9/mcp', client: 'emacs' },
    })
    expect(result.isError).toBe(true)
    expect(textOf(result)).toContain('The clients are: claude-ai')
  })

  test('unpacks at most 64 MB from all log files of one call together', async () => {
    await using logs = await temporaryFolder()
    const content = Buffer.alloc(40 * 1024 * 1024, 1)
    for (let at = 0; at < content.length; at += 100) content[at] = at % 251
    const archive = zip([{ name: 'dump', text: content }])
    const log_files = ['a.zip', 'b.zip'].map((name) => join(logs.folder, name))
    for (const path of log_files) await writeFile(path, archive)
    const title = `No tools: ${LOG_LINE}`
    const result = await client.callTool({ name: 'diagnose', arguments: { title, log_files } })
    expect(textOf(result)).toContain('exceeds the limit of 64 MB of unpacked data per issue')
  })

  test('reads local log files', async () => {
    await using logs = await temporaryFolder([{ path: 'sdk-debug.txt', text: `${LOG_LINE}\n` }])
    const log_files = [join(logs.folder, 'sdk-debug.txt')]
    const result = await client.callTool({ name: 'diagnose', arguments: { title: 'No tools', log_files } })
    expect(result.structuredContent).toMatchObject({ signature: 'missing-scope' })
  })

  test.each([
    ['a missing path', { log_files: ['/no/such/file'] }, '/no/such/file is not a file that can be read.'],
    ['an endless device', { log_files: ['/dev/zero'] }, '/dev/zero is not a file that can be read.'],
    ['no input', {}, 'There is nothing to diagnose.'],
  ])('rejects %s with a message and keeps running', async (_, input, words) => {
    const refused = await client.callTool({ name: 'diagnose', arguments: input })
    expect(refused.isError).toBe(true)
    expect(textOf(refused)).toContain(words)
    expect((await client.listTools()).tools).toHaveLength(3)
  })

  test('rejects input that is too large without reading it', async () => {
    const result = await client.callTool({ name: 'diagnose', arguments: { body: 'x'.repeat(200_001) } })
    expect(result.isError).toBe(true)
  })

  test('never repeats a credential', async () => {
    const token = `ghp_${'a1B2'.repeat(9)}`
    const result = await client.callTool({ name: 'diagnose', arguments: { body: `${LOG_LINE}\ntoken ${token}\n` } })
    expect(JSON.stringify(result)).not.toContain(token)
    expect(result.structuredContent).toMatchObject({ secrets: [{ line: 2, live: true }] })
  })

  test('explains a signature, and lists all ids for an unknown one', async () => {
    const explained = await client.callTool({ name: 'explain_signature', arguments: { id: 'missing-scope' } })
    expect(textOf(explained)).toMatch(/^# Token is missing a required scope/)
    const unknown = await client.callTool({ name: 'explain_signature', arguments: { id: '../../etc/passwd' } })
    expect(unknown.isError).toBe(true)
    expect(textOf(unknown)).toContain('missing-scope')
  })

  test('offers every signature as a resource', async () => {
    const { resources } = await client.listResources()
    const uri = 'signature://missing-scope'
    expect(resources).toContainEqual(expect.objectContaining({ uri, mimeType: 'text/markdown' }))
    const { contents } = await client.readResource({ uri })
    expect(contents).toMatchObject([{ uri, text: expect.stringContaining('## Checks, step by step') }])
    await expect(client.readResource({ uri: 'signature://no-such' })).rejects.toThrow(/not found/i)
  })
})
