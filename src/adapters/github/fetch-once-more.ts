/** How commands and the Action send a request: with a time limit, and a read once more if its connection broke. */

/** GitHub ends a request after 10 seconds. A hanging call would only keep a person or a runner waiting. */
const TIMEOUT_MS = 30_000

/**
 * A read whose connection broke before a response is sent a second time. A connection that was kept open breaks when
 * the other side closed it while this process was busy: analysing 500 issues takes seconds. A write is never repeated,
 * because it may have taken effect, and neither is a request that somebody cancelled or that took too long.
 */
export async function fetchOnceMore(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const send = () => fetch(input, { ...init, signal: init.signal ?? AbortSignal.timeout(TIMEOUT_MS) })
  try {
    return await send()
  } catch (error) {
    // `fetch` rejects with a TypeError if the network failed, and with the signal's reason if it was cancelled.
    if ((init.method ?? 'GET') !== 'GET' || !(error instanceof TypeError)) throw error
    return send()
  }
}
