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

test('every metric is explained for the operator, and no other', async () => {
  const explained = [...page.matchAll(/^\| `(auth_triage_\w+)`/gm)].map(([, name]) => name)
  expect(explained.toSorted()).toEqual((await metricNames()).toSorted())
})

test('every error code of the operator has its remedy, and no other code', () => {
  const own = Object.entries(ERROR_CODES).filter(([, { audience }]) => audience === 'operator')
  const table = page.slice(page.indexOf('## Error codes of the operator'))
  expect([...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, code]) => code).toSorted()).toEqual(
    own.map(([code]) => code).toSorted(),
  )
})
