/** Made-up traces in the formats of real products, with the stage at which each breaks and the side that broke it. */
import { describe, expect, test } from 'vitest'
import { judgeTrace } from '../../../src/core/flow/judge-flow.ts'
import { readObservations } from '../../../src/core/flow/read-observations.ts'
import { readTraceFile } from './trace-files.ts'

const flowOf = (text: string) => judgeTrace(readObservations(text)).flow

/** Traces that are read wrongly although their label is right, and why. */
const KNOWN_FAILURES: ReadonlyMap<string, string> = new Map([
  [
    "FastMCP: the client's metadata document is gone",
    'A later stage that is reached cures an earlier one, but the refused authorize request is a consequence here.',
  ],
  [
    'Hydra: the client asks for a redirect URI it did not register',
    'The redirect that carries the error is logged as an answered request, which reads as the stage going through.',
  ],
])

const failing = (['failing.txt', 'failing-2.txt', 'failing-3.txt'] as const).flatMap(readTraceFile)
const healthy = (['healthy.txt', 'healthy-2.txt', 'healthy-3.txt'] as const).flatMap(readTraceFile)

describe('names the stage, the side and the status of', () => {
  test.each(failing.filter(({ name }) => !KNOWN_FAILURES.has(name)).map((it) => [it.name, it] as const))(
    '%s',
    (_, { stage, side, status, text }) => {
      expect(flowOf(text).broken).toMatchObject({ stage, side, status })
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
    else expect(broken).not.toMatchObject({ stage, side, status })
  })
})
