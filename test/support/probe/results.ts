/** Results of probes, for tests of what is made of them. */
import type { ProbeResult, StageResult } from '../../../src/core/probe/probe.ts'

export function stageOf(overrides: Partial<StageResult>): StageResult {
  return {
    stage: 'challenge',
    status: 401,
    ok: true,
    side: 'resource-server',
    detail: 'The server asks for a login.',
    section: null,
    fault: null,
    ...overrides,
  }
}

export function resultOf(stages: readonly StageResult[], overrides: Partial<ProbeResult> = {}): ProbeResult {
  return {
    url: 'https://mcp.example.com/mcp',
    client: null,
    stages,
    broken: stages.find(({ ok }) => !ok) ?? null,
    userAgents: [{ agent: 'node', status: 401 }],
    loginNeeded: true,
    needs: [],
    tool: 'auth-triage 0.1.0',
    at: '2026-11-29T12:00:00.000Z',
    ...overrides,
  }
}
