import { createConfig, lintFromString } from '@redocly/openapi-core'
import { describe, expect, test } from 'vitest'
import { webApp } from '../test-app.ts'

interface ServedDocument {
  readonly paths: Record<string, Record<string, { operationId: string }>>
}

const response = await webApp().request('/api/v1/openapi.json')
const served = (await response.json()) as ServedDocument
const config = await createConfig({ extends: ['recommended-strict'] })

/** Returns the rules that the document breaks, with the place of each fault. */
async function faultsOf(document: unknown): Promise<readonly string[]> {
  const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: 'openapi.json', config })
  return problems.map(({ ruleId, location }) => `${ruleId} at ${location[0]?.pointer}`)
}

describe('the recommended rules of Redocly', () => {
  test('find no fault in the OpenAPI document that is served', async () => {
    expect(await faultsOf(served)).toEqual([])
  })

  test('find a fault that is put there', async () => {
    const faulty = structuredClone(served)
    for (const operation of Object.values(faulty.paths['/diagnose'] ?? {})) operation.operationId = 'listSignatures'
    expect(await faultsOf(faulty)).toEqual([expect.stringContaining('operation-operationId-unique at ')])
  })
})
