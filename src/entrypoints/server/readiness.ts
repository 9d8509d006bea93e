/** Decides whether the bot can do its work now. Expensive checks are repeated at intervals, however often one asks. */
import type { Queue } from '../../adapters/queue/queue.ts'

export interface ReadinessSources {
  readonly queue: Pick<Queue, 'backlog'>
  /** Writes a row that means nothing; rejects if the store cannot write. */
  readonly probeWrite: (at: number) => Promise<void>
  /** Asks GitHub who the App is; resolves to false if GitHub refuses the credentials. */
  readonly areCredentialsAccepted: () => Promise<boolean>
  /**
   * With this many queued deliveries or more, the bot reports "not ready", so that other processes take the next ones.
   */
  readonly backlogLimit: number
  /** Number of loaded signatures. */
  readonly signatures: number
  /** What is being done with indexes of reports at the moment. */
  readonly activities: () => readonly string[]
  /** Milliseconds since the epoch. */
  readonly clock: () => number
}

export interface Readiness {
  readonly ready: boolean
  readonly store: 'reachable' | 'read-only' | 'unreachable'
  /** `unknown` until GitHub has answered; does not count against readiness, because GitHub may be down. */
  readonly credentials: 'accepted' | 'refused' | 'unknown'
  /** Deliveries in the queue; null if the store does not answer. */
  readonly backlog: number | null
  readonly backlogLimit: number
  readonly signatures: number
  /** For instance `loading 42 %`. The bot is ready in the meantime: searches wait for their index, deliveries are stored. */
  readonly indexes: readonly string[]
}

/** If the store does not answer within this time, the bot reports "not ready". */
const STORE_TIMEOUT_MS = 2_000
const WRITE_EVERY_MS = 10_000
const CREDENTIALS_EVERY_MS = 60_000

export function createReadiness(sources: ReadinessSources): () => Promise<Readiness> {
  const { queue, backlogLimit, signatures, clock } = sources
  const canWrite = every(WRITE_EVERY_MS, clock, () =>
    withTimeout(sources.probeWrite(clock())).then(
      () => true,
      () => false,
    ),
  )
  let credentials: Readiness['credentials'] = 'unknown'
  const askGitHub = every(CREDENTIALS_EVERY_MS, clock, async () => {
    // A failed call says nothing about the credentials, so the last answer stays.
    credentials = await sources.areCredentialsAccepted().then(
      (accepted) => (accepted ? 'accepted' : 'refused'),
      () => credentials,
    )
  })
  return async () => {
    // The first answer does not wait for GitHub.
    void askGitHub()
    const backlog = await withTimeout(queue.backlog()).catch(() => null)
    const store = backlog === null ? 'unreachable' : (await canWrite()) ? 'reachable' : 'read-only'
    const isShort = backlog !== null && backlog < backlogLimit
    const ready = store === 'reachable' && credentials !== 'refused' && isShort && signatures > 0
    return { ready, store, credentials, backlog, backlogLimit, signatures, indexes: sources.activities() }
  }
}

/** Returns the last result for this long; concurrent callers share one run. */
function every<T>(ms: number, clock: () => number, act: () => Promise<T>): () => Promise<T> {
  let last: { readonly at: number; readonly result: Promise<T> } | null = null
  return () => {
    const now = clock()
    // A time in the future means that the clock has since been set back.
    if (last === null || Math.abs(now - last.at) >= ms) last = { at: now, result: act() }
    return last.result
  }
}

async function withTimeout<T>(work: Promise<T>): Promise<T> {
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(() => timeout.reject(new Error('The store does not answer.')), STORE_TIMEOUT_MS)
  return Promise.race([work, timeout.promise]).finally(() => clearTimeout(timer))
}
