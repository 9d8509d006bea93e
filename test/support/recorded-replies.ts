import nock from 'nock'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'

/**
 * Cuts this test file off the network; every reply that a test records with `nock` must be used by it. Afterwards the
 * network is as it was: files share a process.
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
