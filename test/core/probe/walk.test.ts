import { describe, expect, test } from 'vitest'
import { BROKEN_SERVERS } from '../../support/probe/broken-servers.ts'
import { GOOD_SERVERS } from '../../support/probe/good-servers.ts'
import { startLoginServer } from '../../support/probe/login-server.ts'
import { probeServer } from '../../support/probe/probe-server.ts'

describe('walkLogin finds the first broken stage and its side', () => {
  test.each(BROKEN_SERVERS)('$name', async ({ rule, stage, side, login = false, browser }) => {
    const server = await startLoginServer({ rules: [rule] })
    try {
      const { broken, stages } = await probeServer(server.url, { login, browser })
      expect({ stage: broken?.stage, side: broken?.side }, JSON.stringify(stages, null, 2)).toEqual({ stage, side })
    } finally {
      await server.close()
    }
  })
})

describe('walkLogin finds nothing broken at a server that works', () => {
  test.each(GOOD_SERVERS)('$name', async ({ start, loginNeeded = true }) => {
    const server = await start()
    try {
      const result = await probeServer(server.url)
      expect(result.broken, JSON.stringify(result.stages, null, 2)).toBe(null)
      expect(result.loginNeeded).toBe(loginNeeded)
    } finally {
      await server.close()
    }
  })

  test.each(GOOD_SERVERS.filter(({ canLogIn }) => canLogIn))('$name, with a login', async ({ start }) => {
    const server = await start()
    try {
      const { broken, stages } = await probeServer(server.url, { login: true })
      expect(broken, JSON.stringify(stages, null, 2)).toBe(null)
      expect(stages.map(({ stage }) => stage)).toContain('call')
    } finally {
      await server.close()
    }
  })
})
