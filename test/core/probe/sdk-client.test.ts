import { describe, expect, test } from 'vitest'
import { GOOD_SERVERS } from '../../support/probe/good-servers.ts'
import { logInWithSdk } from '../../support/probe/sdk-client.ts'

describe("the official SDK's client works with the servers at which a probe finds nothing broken", () => {
  test.each(GOOD_SERVERS.filter(({ isMcp = true }) => isMcp))('$name', async ({ start }) => {
    const server = await start()
    try {
      expect(await logInWithSdk(server.url)).toEqual(['ping'])
    } finally {
      await server.close()
    }
  })
})
