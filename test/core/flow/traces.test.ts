/** Made-up traces in the formats of real products, with the stage at which each breaks and the side that broke it. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { judgeTrace } from '../../../src/core/flow/judge-flow.ts'
import { readObservations } from '../../../src/core/flow/read-observations.ts'
import { readTraceFiles } from './trace-files.ts'

const flowOf = (text: string) => judgeTrace(readObservations(text)).flow

/** Traces that are read wrongly although their label is right, and why. */
const KNOWN_FAILURES: ReadonlyMap<string, string> = new Map(
  Object.entries(JSON.parse(readFileSync(new URL('traces/known-failures.json', import.meta.url), 'utf8'))),
)

const failing = readTraceFiles('failing')
const healthy = readTraceFiles('healthy')

describe('names the stage, the side and the status of', () => {
  test.each(failing.filter(({ name }) => !KNOWN_FAILURES.has(name)).map((it) => [it.name, it] as const))(
    '%s',
    (_, { stage, side, status, text }) => {
      expect(flowOf(text).broken).toMatchObject({ stage, side, ...(status === undefined ? {} : { status }) })
    },
  )
})

describe('finds nothing broken in', () => {
  test.each(healthy.filter(({ name }) => !KNOWN_FAILURES.has(name)).map((it) => [it.name, it] as const))(
    '%s',
    (_, { text }) => {
      expect(flowOf(text).broken).toBeNull()
    },
  )
})

describe('still reads wrongly, as the list says,', () => {
  test.each([...KNOWN_FAILURES.keys()])('%s', (name) => {
    const [trace] = [...failing, ...healthy].filter((it) => it.name === name)
    const { stage = null, side, status } = trace as (typeof failing)[number]
    const broken = flowOf((trace as (typeof failing)[number]).text).broken
    if (stage === null) expect(broken).not.toBeNull()
    else expect(broken).not.toMatchObject({ stage, side, ...(status === undefined ? {} : { status }) })
  })
})
