import { describe, expect, test } from 'vitest'
import { GATE_FAULTS } from '../../support/probe/gate-faults.ts'
import { answering, json, startLoginServer } from '../../support/probe/login-server.ts'
import { probeServer } from '../../support/probe/probe-server.ts'

describe('walkLogin on gates and pages before a server', () => {
  test.each(GATE_FAULTS)('$name', async ({ rule, stage, side, fault }) => {
    const server = await startLoginServer({ rules: [rule] })
    try {
      const { broken } = await probeServer(server.url)
      expect(broken).toMatchObject({ stage, side, fault })
    } finally {
      await server.close()
    }
  })
})

test.each([
  ['in JSON of its own', json(200, { ok: false, error: 'invalid_code' })],
  ['as a form', { status: 200, body: 'error=bad_verification_code&error_description=wrong' }],
])('a token endpoint may refuse a made-up code with 200 %s', async (_, reply) => {
  const server = await startLoginServer({ rules: [answering(({ path }) => path === '/token', reply)] })
  try {
    expect((await probeServer(server.url)).broken).toBeNull()
  } finally {
    await server.close()
  }
})

test('a refusal of the resource metadata is said although the server is its own authorization server', async () => {
  const server = await startLoginServer({
    rules: [
      answering(({ path }) => path === '/mcp', json(401, {}, { 'www-authenticate': 'Bearer' })),
      answering(({ path }) => path.startsWith('/.well-known/oauth-protected-resource'), json(403, {})),
    ],
  })
  try {
    const { stages } = await probeServer(server.url)
    expect(stages.find(({ stage }) => stage === 'resource-metadata')?.detail).toContain(
      'refuses its resource metadata (403)',
    )
  } finally {
    await server.close()
  }
})
