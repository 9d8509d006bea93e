import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ERROR_CODES } from '../src/core/errors.ts'
import { createMetrics } from '../src/entrypoints/server/metrics.ts'

const page = readFileSync(new URL('../docs/operations.md', import.meta.url), 'utf8')

const queue = { backlog: async () => 0, parked: async () => [], nextDueAt: async () => null }

async function metricNames(): Promise<readonly string[]> {
  const metrics = createMetrics({ queue, events: new Set(), signatures: new Set(), clock: () => 0 })
  const { text } = await metrics.page()
  return [...text.matchAll(/^# TYPE (auth_triage_\w+)/gm)].map(([, name = '']) => name)
}

test('the operations page explains exactly the metrics that exist', async () => {
  const documented = [...page.matchAll(/^\| `(auth_triage_\w+)`/gm)].map(([, name]) => name)
  expect(documented.toSorted()).toEqual((await metricNames()).toSorted())
})

test('the operations page lists exactly the error codes for operators', () => {
  const own = Object.entries(ERROR_CODES).filter(([, { audience }]) => audience === 'operator')
  const table = page.slice(page.indexOf('## Error codes for operators'))
  expect([...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, code]) => code).toSorted()).toEqual(
    own.map(([code]) => code).toSorted(),
  )
})
