/**
 * Loaded with `--import` into a bot that a test starts, before the bot itself. Reports to the test how long the main
 * thread was blocked, and redirects HTTPS connections to a file server on this machine. The ports of both are in the
 * query string: `bot-hook.ts?stalls=1234&files=4321`.
 */
import dns from 'node:dns/promises'
import { syncBuiltinESMExports } from 'node:module'
import { connect, Socket } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

/** The longest time that the main thread was blocked since the last request, in milliseconds. */
export interface Stall {
  /** As measured by the event loop, including time that other processes on the machine took. */
  readonly waited: number
  /** CPU time that the thread itself used. */
  readonly worked: number
}

const EVERY_MS = 5
const HTTPS = 443
/** IP address that every host name resolves to, so that the bot takes each host for a public server. */
const PUBLIC = '140.82.121.3'

const ports = new URL(import.meta.url).searchParams
if (isMainThread) reportStallsTo(Number(ports.get('stalls')))
if (ports.has('files')) redirectTo(Number(ports.get('files')))

/** Answers each message from the test with one `Stall`. Not over IPC, which would not survive the bot's restart. */
function reportStallsTo(port: number): void {
  const delays = monitorEventLoopDelay({ resolution: EVERY_MS })
  delays.enable()
  let last = { at: performance.now(), worked: workedMs() }
  let worked = 0
  setInterval(() => {
    const now = { at: performance.now(), worked: workedMs() }
    worked = Math.max(worked, Math.min(now.at - last.at - EVERY_MS, now.worked - last.worked))
    last = now
  }, EVERY_MS).unref()
  const test = connect(port, '127.0.0.1')
  test.on('data', () => {
    const stall: Stall = { waited: delays.max / 1e6, worked }
    delays.reset()
    worked = 0
    test.write(JSON.stringify(stall))
  })
  // The test may end first.
  test.on('error', () => {})
  // Prevents the connection from keeping the process alive.
  test.unref()
}

/** Returns this thread's CPU time, in milliseconds. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Redirects every HTTPS connection to this port on the local machine. */
function redirectTo(port: number): void {
  dns.lookup = (async () => [{ address: PUBLIC, family: 4 }]) as unknown as typeof dns.lookup
  syncBuiltinESMExports()
  const original = Socket.prototype.connect
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
    // Node's own modules pass normalised arguments: an array that starts with the options.
    const options = [args].flat(2)[0] as { host?: string; port?: unknown; lookup?: unknown }
    if (Number(options?.port) === HTTPS) Object.assign(options, { host: '127.0.0.1', port, lookup: undefined })
    return original.apply(this, args as unknown as Parameters<typeof original>)
  } as typeof original
}
