import { describe, expect, test } from 'vitest'
import { readShippedClients } from '../../../src/adapters/config/shipped-clients.ts'
import { readClientFacts } from '../../../src/core/probe/client-facts.ts'
import { startLoginServer } from '../../support/probe/login-server.ts'
import { probeServer } from '../../support/probe/probe-server.ts'

const clients = readClientFacts(await readShippedClients())

test('the clients are those that the command names', () => {
  expect([...clients.keys()]).toEqual(['claude-ai', 'claude-code', 'codex', 'vscode', 'cursor', 'chatgpt'])
})

describe('a fact', () => {
  const entry = (fact: string) => `made-up:\n  name: Made up\n  ports:\n    value: [443]\n${fact}`

  test.each([
    ['a source', '    checked: 2026-11-29\n'],
    ['a date', '    source: https://example.com/\n'],
  ])('without %s is refused', (_, fact) => {
    expect(() => readClientFacts(entry(fact))).toThrow()
    expect(readClientFacts(entry('    checked: 2026-11-29\n    source: https://example.com/\n')).size).toBe(1)
  })
})

describe('what a client needs', () => {
  const needsOf = async (url: string, id: string) => {
    const client = clients.get(id) ?? null
    const { needs, broken } = await probeServer(url, { target: { client } })
    return { needs: Object.fromEntries(needs.map(({ need, met }) => [need.split(' ')[0], met])), broken }
  }

  test('cannot be judged by the port of a server that is still on this machine', async () => {
    const server = await startLoginServer()
    try {
      const { needs, broken } = await needsOf(server.url, 'claude-ai')
      expect(needs).toMatchObject({ an: null, port: null, one: true })
      expect(broken).toBe(null)
    } finally {
      await server.close()
    }
  })
})
