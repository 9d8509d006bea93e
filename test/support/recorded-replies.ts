import nock from 'nock'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'

/**
 * Disconnects this test file from the network. A test must use every reply that it records with `nock`. Restores the
 * network afterwards, because test files share a process.
 */
export function useRecordedReplies(): void {
  beforeAll(() => {
    if (!nock.isActive()) nock.activate()
    nock.disableNetConnect()
  })
  afterEach(() => {
    const unused = nock.pendingMocks()
    nock.cleanAll()
    expect(unused).toEqual([])
  })
  afterAll(() => {
    nock.enableNetConnect()
    nock.restore()
  })
}
