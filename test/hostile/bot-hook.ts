/**
 * Loaded into a bot that a test starts, by `--import`, before the bot itself: tells the test how long the main thread was
 * kept from its events, and has the file servers of GitHub stand on this machine.
 * Its URL's query says on which port: `bot-hook.ts?files=4321`.
 */
import dns from 'node:dns/promises'
import { syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

/** The longest that the main thread was kept from its events since somebody asked last, in milliseconds. */
export interface Stall {
  /** As the event loop saw it, other processes of the machine included. */
  readonly waited: number
  /** Of which the thread itself worked. */
  readonly worked: number
}

const EVERY_MS = 5
const HTTPS = 443
/** What every name resolves to, so that the bot takes it for a public server. */
const PUBLIC = '140.82.121.3'

const files = new URL(import.meta.url).searchParams.get('files')
if (files !== null) leadTo(Number(files))
if (isMainThread && process.send !== undefined) tellStalls()

function tellStalls(): void {
  const delays = monitorEventLoopDelay({ resolution: EVERY_MS })
  delays.enable()
  let last = { at: performance.now(), worked: workedMs() }
  let worked = 0
  setInterval(() => {
    const now = { at: performance.now(), worked: workedMs() }
    worked = Math.max(worked, Math.min(now.at - last.at - EVERY_MS, now.worked - last.worked))
    last = now
  }, EVERY_MS).unref()
  process.on('message', () => {
    const stall: Stall = { waited: delays.max / 1e6, worked }
    delays.reset()
    worked = 0
    process.send?.(stall)
  })
  // Whoever asks keeps nobody from ending.
  process.channel?.unref()
}

/** Milliseconds that this thread has had a processor. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Whatever is asked for over https is asked of this port of this machine. */
function leadTo(port: number): void {
  dns.lookup = (async () => [{ address: PUBLIC, family: 4 }]) as unknown as typeof dns.lookup
  syncBuiltinESMExports()
  const { connect } = Socket.prototype
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
    // Node's own modules pass what they have normalised: a list with the options first.
    const options = [args].flat(2)[0] as { host?: string; port?: unknown; lookup?: unknown }
    if (Number(options?.port) === HTTPS) Object.assign(options, { host: '127.0.0.1', port, lookup: undefined })
    return connect.apply(this, args as unknown as Parameters<typeof connect>)
  } as typeof connect
}
