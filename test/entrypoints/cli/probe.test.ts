import { describe, expect, test } from 'vitest'
import { STAGES } from '../../../src/core/flow/stage.ts'
import { main } from '../../../src/entrypoints/cli/main.ts'
import { runCommand, silentIo } from '../../support/command-line.ts'
import { answering, html, type LoginServer, openToAll, startLoginServer } from '../../support/probe/login-server.ts'

async function during<T>(server: LoginServer, run: (server: LoginServer) => Promise<T>): Promise<T> {
  try {
    return await run(server)
  } finally {
    await server.close()
  }
}

const noMetadata = answering(({ path }) => path.includes('oauth-authorization-server'), html(404, 'Not Found'))

describe('auth-triage probe', () => {
  test('prints the first broken stage, whose it is, and a block that triage reads', async () => {
    const { code, out } = await during(await startLoginServer({ rules: [noMetadata] }), ({ url }) =>
      runCommand('probe', url),
    )
    expect(code).toBe(1)
    expect(out).toContain('First broken stage: server-metadata. Side: the authorization server.')
    expect(out).toContain('wanted by RFC 8414 §3')
    const document = JSON.parse(await triaged(out))
    expect(document.flow.broken).toMatchObject({ stage: 'server-metadata', side: 'authorization-server' })
    expect(document.signature).toBe('discovery-failure')
  })

  test('says that a clean matrix does not clear the edge', async () => {
    const { code, out } = await during(await startLoginServer(), ({ url }) => runCommand('probe', url))
    expect(code).toBe(0)
    expect(out).toContain('A block by source address cannot be seen from this machine')
  })

  test('prints one JSON document with --json', async () => {
    const { out } = await during(await startLoginServer({ rules: [noMetadata] }), ({ url }) =>
      runCommand('probe', url, '--json'),
    )
    const document = JSON.parse(out)
    expect(Object.keys(document)).toEqual([
      'url',
      'client',
      'stages',
      'broken',
      'userAgents',
      'loginNeeded',
      'needs',
      'tool',
      'at',
    ])
    expect(Object.keys(document.broken)).toEqual(['stage', 'status', 'ok', 'side', 'detail', 'section', 'fault'])
    expect(document.userAgents.map(({ agent }: { agent: string }) => agent)).toEqual([
      'python-httpx',
      'node',
      'Claude-User',
      'ChatGPT-User',
      'curl',
      'browser',
    ])
  })

  test('prints only the block with --block', async () => {
    const { out } = await during(await startLoginServer(), ({ url }) => runCommand('probe', url, '--block'))
    expect(out).toMatch(/^```text\nauth-triage-probe\/1\n[\s\S]*\nchecksum [0-9a-f]{8}\n```$/)
  })

  test('says that no login is needed', async () => {
    const server = await startLoginServer({
      rules: [(asked, next) => (asked.path === '/mcp' && asked.method === 'POST' ? openToAll(asked) : next())],
    })
    const { out } = await during(server, ({ url }) => runCommand('probe', url))
    expect(out).toContain('No login is needed.')
  })

  test('registers nothing unless it is asked to', async () => {
    const server = await startLoginServer()
    await during(server, ({ url }) => runCommand('probe', url))
    expect(server.registered()).toBe(0)
    const other = await startLoginServer()
    await during(other, ({ url }) => runCommand('probe', url, '--register'))
    expect(other.registered()).toBe(1)
  })

  test('lists what a client needs, with sources', async () => {
    const { out } = await during(await startLoginServer(), ({ url }) => runCommand('probe', url, '--for', 'cursor'))
    expect(out).toContain('cursor needs:')
    expect(out).toContain('http://localhost:8787/callback')
    expect(out).toContain('https://glama.ai/')
  })

  test.each([
    [['ftp://example.com'], 'must start with https://'],
    [['https://me:secret@example.com/mcp'], 'no user name'],
    [['http://localhost:1/mcp', '--for', 'emacs'], 'no facts about the client emacs'],
    [['http://localhost:1/mcp', '--login'], '--login needs a client id'],
    [['http://localhost:1/mcp', '--login', '--register', '--client-id', 'a'], 'a client id, from one place'],
    [['http://localhost:1/mcp', '--client-id-url', 'http://app.example.com/client.json'], 'must be an https URL'],
    [['http://localhost:1/mcp', '--client-id-url', 'https://app.example.com'], 'must be an https URL with a path'],
    [['http://localhost:1/mcp', '--client-id-url', 'https://app.example.com/a/../b'], 'must be an https URL'],
  ])('refuses %j', async (args, message) => {
    const { code, err } = await runCommand('probe', ...args)
    expect(code).toBe(2)
    expect(err).toContain(message)
    expect(err).not.toContain('secret@')
  })
})

describe('auth-triage probe --login', () => {
  test('goes through the browser up to the first requests, and prints no token', async () => {
    const printed: string[] = []
    const server = await startLoginServer()
    const code = await during(server, ({ url }) =>
      main(['probe', url, '--register', '--login', '--json'], {
        ...silentIo(),
        print: (text) => void printed.push(text),
        // The test's browser: the server logs the user in without a question.
        warn: (text) => {
          printed.push(text)
          const authorizeUrl = /http\S+\/authorize\S+/.exec(text)?.[0]
          if (authorizeUrl !== undefined) void fetch(authorizeUrl)
        },
      }),
    )
    const document = JSON.parse(printed.at(-1) ?? '')
    expect(code, printed.join('\n')).toBe(0)
    expect(document.stages.map(({ stage }: { stage: string }) => stage)).toEqual(STAGES)
    expect(printed.join('\n')).not.toMatch(/[ar]t-[0-9a-f]{8}-/)
  })
})

/** The JSON of the triage of a report that contains this output. */
async function triaged(output: string): Promise<string> {
  const out: string[] = []
  const block = output.slice(output.indexOf('```text'))
  await main(['triage', '-', '--json'], {
    ...silentIo(),
    read: async () => `# Login fails\n\n${block}\n`,
    print: (text) => void out.push(text),
    warn: () => undefined,
  })
  return out.join('\n')
}
