import { describe, expect, test } from 'vitest'
import { FURTHER_FAULTS } from '../../support/probe/further-faults.ts'
import { startLoginServer } from '../../support/probe/login-server.ts'
import { probeServer } from '../../support/probe/probe-server.ts'

describe('walkLogin on faults that were written after it', () => {
  test.each(FURTHER_FAULTS)('$name', async ({ rule, stage, side, login = false }) => {
    const server = await startLoginServer({ rules: [rule] })
    try {
      const { broken, stages } = await probeServer(server.url, { login })
      expect({ stage: broken?.stage, side: broken?.side }, JSON.stringify(stages.slice(-2), null, 1)).toEqual({
        stage,
        side,
      })
    } finally {
      await server.close()
    }
  })
})
