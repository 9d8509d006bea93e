import { describe, expect, test } from 'vitest'
import { renderProbeBlock } from '../../../src/core/probe/block.ts'
import type { ProbeResult, ProbeTarget, SendRequest } from '../../../src/core/probe/probe.ts'
import { readProbeBlocks } from '../../../src/core/probe/read-blocks.ts'
import { walkLogin } from '../../../src/core/probe/walk.ts'
import { REDACTION_RULES } from '../../../src/core/redaction/rules.ts'
import { cleanAndRedact } from '../../../src/core/report/clean-and-redact.ts'
import { resultOf, stageOf } from '../../support/probe/results.ts'
import { SAMPLES } from '../../support/secrets.ts'

const KINDS = [...new Set(REDACTION_RULES.map(({ id }) => id))]

describe('a probe block', () => {
  test('is read back as it was written', () => {
    const stages = [
      stageOf({ stage: 'challenge' }),
      stageOf({ stage: 'token', ok: false, status: 404, fault: 'endpoint-missing' }),
    ]
    const block = renderProbeBlock(resultOf(stages))
    const [read] = readProbeBlocks(block).intact
    expect(read).toMatchObject({ url: 'https://mcp.example.com/mcp', at: '2026-11-29T12:00:00.000Z' })
    expect(read?.stages).toMatchObject([
      { stage: 'challenge', ok: true, status: 401, side: 'resource-server', fault: null },
      { stage: 'token', ok: false, status: 404, fault: 'endpoint-missing' },
    ])
  })

  test('survives what happens to a text on the way into an issue', () => {
    const block = renderProbeBlock(resultOf([stageOf({})]))
    const pasted = `before\r\n${block.replaceAll('\n', '  \r\n')}\r\nafter`
    expect(readProbeBlocks(cleanAndRedact(pasted).text)).toMatchObject({ intact: [{}], damaged: 0 })
  })

  test.each([
    ['a changed status', (block: string) => block.replace(' 401 ', ' 200 ')],
    ['a line left out', (block: string) => block.replace(/^stage .*\n/m, '')],
    ['no checksum', (block: string) => block.replace(/\nchecksum .*/, '')],
    ['another checksum', (block: string) => block.replace(/checksum ..../, 'checksum 0000')],
  ])('with %s is damaged', (_, damage) => {
    const block = renderProbeBlock(resultOf([stageOf({})]))
    expect(readProbeBlocks(damage(block))).toEqual({ intact: [], damaged: 1 })
  })

  test('of a later format is not read', () => {
    const block = renderProbeBlock(resultOf([stageOf({})])).replace('probe/1', 'probe/2')
    expect(readProbeBlocks(block)).toEqual({ intact: [], damaged: 0 })
  })

  test('is one of at most 20 in a text', () => {
    const block = renderProbeBlock(resultOf([stageOf({})]))
    expect(readProbeBlocks(`${block}\n`.repeat(50)).intact).toHaveLength(20)
  })
})

describe('no credential is in a result or its block', () => {
  test.each(KINDS)('%s', async (kind) => {
    const sample = SAMPLES[kind]
    if (sample === undefined) throw new RangeError(`There is no sample for ${kind}.`)
    for (const shape of [asPath, asQuery, asUser]) {
      for (const send of [namedByServer(shape(sample.text)), refusedBy(sample.text)]) {
        const result = await probe({ url: shape(sample.text) }, send)
        const printed = `${JSON.stringify(result)}\n${renderProbeBlock(result)}`
        for (const piece of piecesOf(sample.secret)) expect(printed).not.toContain(piece)
      }
    }
  })
})

/** The parts that a URL keeps as they are. */
function piecesOf(secret: string): readonly string[] {
  return [secret, encodeURIComponent(secret)].filter((it) => it.trim() !== '')
}

const asPath = (text: string) => `https://mcp.example.com/mcp/${encodeURIComponent(text)}/end`
const asQuery = (text: string) => `https://mcp.example.com/mcp?key=${encodeURIComponent(text)}`
const asUser = (text: string) => `https://${encodeURIComponent(text)}:x@mcp.example.com/mcp`

/** A server that names the URL wherever it can name one. */
function namedByServer(url: string): SendRequest {
  return async (request) => {
    const answer = { url: request.url, headers: { 'content-type': 'application/json' }, body: '' }
    if (request.url.includes('oauth-protected-resource')) {
      const body = JSON.stringify({ resource: new URL(request.url).origin, authorization_servers: [url] })
      return { ...answer, status: 200, body }
    }
    if (request.url.includes('.well-known')) {
      const body = JSON.stringify({ issuer: `${url}/other`, authorization_endpoint: url, token_endpoint: url })
      return { ...answer, status: 200, body }
    }
    return { ...answer, status: 401 }
  }
}

/** A server that repeats the text in everything that it says. */
function refusedBy(text: string): SendRequest {
  return async ({ url }) => ({
    url,
    status: 302,
    headers: { location: `https://login.example.com/login/${encodeURIComponent(text)}`, 'www-authenticate': text },
    body: text,
  })
}

function probe(target: Partial<ProbeTarget>, send: SendRequest): Promise<ProbeResult> {
  const full = { url: '', client: null, clientId: null, register: false, ...target }
  return walkLogin(
    full,
    { send, randomText: () => 'x'.repeat(43) },
    { tool: 'auth-triage test', at: '2026-11-29T12:00:00.000Z' },
  )
}
