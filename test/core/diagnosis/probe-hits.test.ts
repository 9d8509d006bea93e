import { describe, expect, test } from 'vitest'
import { toTriageDocument } from '../../../src/app/triage-document.ts'
import { STAGES } from '../../../src/core/flow/stage.ts'
import { triageReport, UNTOUCHED } from '../../../src/core/plan/triage-report.ts'
import { renderProbeBlock } from '../../../src/core/probe/block.ts'
import { PROBE_FAULTS, signatureOfFault } from '../../../src/core/probe/fault.ts'
import type { StageResult } from '../../../src/core/probe/probe.ts'
import type { RawIssue } from '../../../src/core/report/report.ts'
import { plainRules } from '../../../src/core/settings/plain-rules.ts'
import { openPack } from '../../../src/entrypoints/cli/pack.ts'
import { resultOf, stageOf } from '../../support/probe/results.ts'

const pack = await openPack()

function triage(issue: Partial<RawIssue>) {
  const full = { title: 'Login to my MCP server fails', body: '', attachments: [], ...issue }
  return toTriageDocument(triageReport(full, UNTOUCHED, plainRules(pack)), pack)
}

const fenced = (block: string) => `It fails.\n\n\`\`\`text\n${block}\n\`\`\`\n`
const broken = (overrides: Partial<StageResult>) => stageOf({ ok: false, ...overrides })

const NO_METADATA = renderProbeBlock(
  resultOf([
    stageOf({}),
    broken({ stage: 'server-metadata', status: 404, side: 'authorization-server', fault: 'metadata-missing' }),
  ]),
)
const NO_REGISTRATION = renderProbeBlock(
  resultOf(
    [
      stageOf({}),
      stageOf({ stage: 'server-metadata', status: 200, side: 'authorization-server' }),
      broken({ stage: 'client-id', status: null, side: 'authorization-server', fault: 'registration-unavailable' }),
    ],
    { at: '2026-11-29T13:00:00.000Z' },
  ),
)

describe('a probe block in a report', () => {
  test.each([
    ['the body', { body: fenced(NO_METADATA) }],
    ['a comment', { comments: [{ id: 7, body: fenced(NO_METADATA), createdAt: 1 }] }],
    ['an attachment', { attachments: [{ name: 'probe.txt', text: NO_METADATA }] }],
  ])('in %s decides, with its stage and side in the flow', (_, issue) => {
    const { decision, signature, flow, comment } = triage(issue)
    expect({ decision, signature }).toEqual({ decision: 'assert', signature: 'discovery-failure' })
    expect(flow?.broken).toMatchObject({ stage: 'server-metadata', side: 'authorization-server', status: 404 })
    expect(comment).toContain('stage server-metadata broken 404 authorization-server metadata-missing')
  })

  test('shows a blocked client although the walk went on', () => {
    const block = renderProbeBlock(
      resultOf([
        broken({ status: 403, side: 'edge', fault: 'edge-user-agent' }),
        stageOf({ stage: 'token', status: 400 }),
      ]),
    )
    const { flow, signature } = triage({ body: fenced(block) })
    expect(flow?.broken).toMatchObject({ stage: 'challenge', side: 'edge', status: 403 })
    expect(signature).toBe('edge-blocked')
  })

  test('says which client it was made for', () => {
    const stages = [broken({ status: null, side: 'client', fault: 'wrong-port' })]
    const block = renderProbeBlock(resultOf(stages, { url: 'https://mcp.example.com:8443/mcp', client: 'claude-ai' }))
    expect(triage({ body: fenced(block) }).signature).toBe('nonstandard-port')
  })

  test('is located in its source', () => {
    const { flow } = triage({ body: fenced(NO_METADATA) })
    const lines = fenced(NO_METADATA).split('\n')
    expect(lines[(flow?.broken?.line ?? 0) - 1]).toContain('stage server-metadata broken')
  })

  test('that is newer replaces an older one, whatever their order, and the comment says so', () => {
    const blocks = [fenced(NO_REGISTRATION), fenced(NO_METADATA)]
    for (const [body = '', comment = ''] of [blocks, blocks.toReversed()]) {
      const document = triage({ body, comments: [{ id: 7, body: comment, createdAt: 1 }] })
      expect(document.signature).toBe('registration-unsupported')
      expect(document.flow?.broken?.stage).toBe('client-id')
      expect(document.comment).toContain('The probe of 2026-11-29 13:00 UTC decides')
    }
  })

  test('that was changed is said to be, and does not decide by itself', () => {
    const damaged = NO_REGISTRATION.replace('client-id broken none', 'client-id broken 404')
    const document = triage({ body: fenced(damaged) })
    expect(document.ranked.flatMap(({ evidence }) => evidence).map(({ id }) => id)).not.toContain('probe-block')
    expect(document.comment).toContain('does not match its checksum')
  })

  test('with nothing broken says nothing about a cause', () => {
    const block = renderProbeBlock(resultOf([stageOf({}), stageOf({ stage: 'token', status: 400 })]))
    const document = triage({ title: 'The app crashes when I resize the window', body: fenced(block) })
    expect(document).toMatchObject({ decision: 'silent', comment: null })
  })

  test('does not count an endpoint that answers without a login as a stage that went through', () => {
    const stages = [
      stageOf({}),
      stageOf({ stage: 'client-id', status: 400 }),
      stageOf({ stage: 'authorize', status: 400 }),
    ]
    const missing = broken({ stage: 'token', status: 404, side: 'authorization-server', fault: 'endpoint-missing' })
    const { flow } = triage({ title: 'Cannot log in', body: fenced(renderProbeBlock(resultOf([...stages, missing]))) })
    expect(flow).toMatchObject({ reached: 'client-id', broken: { stage: 'token' } })
    expect(triage({ body: fenced(renderProbeBlock(resultOf(stages))) }).flow).toBe(null)
    const callback = stageOf({ stage: 'callback', status: null })
    const loggedIn = renderProbeBlock(resultOf([...stages, callback, stageOf({ stage: 'token', status: 200 })]))
    expect(triage({ body: fenced(loggedIn) }).flow).toEqual({ reached: 'token', broken: null })
  })

  test('leaves what logs show if nothing in it is broken', () => {
    const block = renderProbeBlock(resultOf([stageOf({})]))
    const log = 'POST /register 201\nGET /authorize 302\nPOST /token 400 {"error":"invalid_grant"}\n'
    const { flow } = triage({ body: fenced(block), attachments: [{ name: 'server.log', text: log }] })
    expect(flow?.broken).toMatchObject({ stage: 'token', segment: 'server.log' })
  })
})

describe('every fault', () => {
  const pairs = PROBE_FAULTS.flatMap((fault) => STAGES.map((stage) => ({ fault, stage })))

  test('names a signature of the pack or none', () => {
    for (const { fault, stage } of pairs) {
      const id = signatureOfFault(fault, stage)
      if (id !== null) expect([...pack.signatures.keys()], fault).toContain(id)
    }
  })
})
