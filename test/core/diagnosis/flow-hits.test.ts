import { describe, expect, test } from 'vitest'
import { findFlowHits } from '../../../src/core/diagnosis/flow-hits.ts'
import { readTraces } from '../../../src/core/flow/report-flow.ts'
import { readReport } from '../../../src/core/report/read-report.ts'
import { clause, type FlowCondition } from '../../../src/core/signatures/clause-schema.ts'

/** Whether a clause with this condition holds for a report with this log. */
function holds(flow: FlowCondition, log: string, place = 'any') {
  const { segments } = readReport({ title: 'Login fails', body: `\`\`\`\n${log}\n\`\`\``, attachments: [] })
  const owned = {
    role: 'evidence' as const,
    owner: 'made-up',
    clause: clause.parse({ id: 'flow', in: [place], strength: 'strong', flow }),
  }
  return findFlowHits(readTraces(segments), [owned]).length === 1
}

const REFUSED = 'GET https://id.example/authorize 302\nPOST https://id.example/token 401 {"error":"invalid_client"}'
const THROUGH = 'POST /token 200\nPOST /mcp 200'
const ISSUED =
  '10.0.0.7 - - [01/Mar/2026:10:00:00 +0000] "GET /authorize HTTP/1.1" 302 0\n10.0.0.7 - - [01/Mar/2026:10:00:09 +0000] "POST /token HTTP/1.1" 200 10'

describe('a clause about a flow holds', () => {
  test.each<[string, FlowCondition, string]>([
    ['for the stage that broke', { broken: 'token' }, REFUSED],
    ['for one of several stages', { broken: ['callback', 'token'] }, REFUSED],
    ['for the status', { broken: 'token', status: 401 }, REFUSED],
    ['for a class of statuses', { broken: 'token', status: '4xx' }, REFUSED],
    ['for the side', { broken: 'token', side: 'authorization-server' }, REFUSED],
    ['for the error code', { broken: 'token', error: 'invalid_client' }, REFUSED],
    ['for how far the login came before it broke', { broken: 'token', reached: 'authorize' }, REFUSED],
    ['for the last stage of a login that is not broken', { reached: 'token' }, ISSUED],
    ['for a first request that went through', { reached: 'first-request' }, THROUGH],
    ['for one request of a login alone', { broken: 'token' }, 'POST /token 401'],
    ['for the log of a server', { reached: 'token', seen: 'server' }, ISSUED],
  ])('%s', (_, flow, log) => {
    expect(holds(flow, log)).toBe(true)
  })
})

test('a clause is found on the item of a list that decides, whatever comes after it', () => {
  const body = '1. I log in\n2. POST /token → 200\n3. it says that it is refreshing the access token'
  const { segments } = readReport({ title: 'Login fails', body, attachments: [] })
  const owned = {
    role: 'evidence' as const,
    owner: 'made-up',
    clause: clause.parse({ id: 'flow', in: ['any'], strength: 'strong', flow: { reached: 'token' } }),
  }
  const [hit] = findFlowHits(readTraces(segments), [owned])
  expect(hit?.segment.text.slice(hit.start, hit.end)).toBe('POST /token → 200')
})

describe('a clause about a flow does not hold', () => {
  test.each<[string, FlowCondition, string]>([
    ['for another stage', { broken: 'callback' }, REFUSED],
    ['for another status', { broken: 'token', status: 400 }, REFUSED],
    ['for another class of statuses', { broken: 'token', status: '5xx' }, REFUSED],
    ['for another side', { broken: 'token', side: 'edge' }, REFUSED],
    ['for another error code', { broken: 'token', error: 'invalid_grant' }, REFUSED],
    ['for a login that came less far', { broken: 'token', reached: 'callback' }, REFUSED],
    ['for a login that went through', { broken: ['token', 'first-request', 'call'] }, THROUGH],
    ['for how far a login came that is broken', { reached: 'authorize' }, REFUSED],
    ['for the log of the other side', { reached: 'token', seen: 'client' }, ISSUED],
    ['for one call alone', { broken: 'challenge' }, 'POST /mcp 403'],
  ])('%s', (_, flow, log) => {
    expect(holds(flow, log)).toBe(false)
  })

  test('in text that it does not search', () => {
    expect(holds({ broken: 'token' }, REFUSED, 'title')).toBe(false)
  })
})
