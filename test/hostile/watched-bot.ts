import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { inject } from 'vitest'
import { removeFolder, temporaryFolder } from '../adapters/store/places.ts'
import { generateAppKey } from '../support/app-key.ts'
import type { Stall } from './bot-hook.ts'

/** The results of the health checks during an action. */
export interface Watched {
  readonly rounds: number
  /** The slowest response time, in milliseconds; on Linux, only the time during which the bot was working. */
  readonly worst: number
}

export interface WatchedBotOptions {
  /** Environment variables that replace the defaults. */
  readonly env?: Readonly<Record<string, string>>
  /** Local port that all HTTPS requests go to. If absent, they go to the real network. */
  readonly files?: number
}

/** A bot in a separate process, observed from outside. */
export interface WatchedBot {
  readonly url: string
  /** The bot's webhook secret. */
  readonly secret: string
  /** Returns the exit code or the signal; null while the bot is running. */
  readonly code: () => number | string | null
  /** Returns the log output so far. */
  readonly log: () => string
  /** Returns the peak resident memory, in megabytes; null on systems other than Linux. */
  readonly peak: () => number | null
  /**
   * Returns the main thread's longest stall since the last call, in milliseconds, as measured by the event loop but
   * without the time that other processes on the machine took.
   */
  stall(): Promise<number>
  /** Resolves once the bot is idle, which is some time after it starts, because it first checks all examples. */
  quiet(): Promise<void>
  /** Runs an action, and polls `/healthz` in the meantime. */
  watch(act: () => Promise<void>): Promise<Watched>
  /** Sends SIGTERM. Returns the number of milliseconds until the process exits, and its exit code. */
  end(): Promise<{ readonly ms: number; readonly code: number | null }>
  /** Kills the process and deletes its folder. */
  remove(): Promise<void>
}

const HOOK = pathToFileURL(join(import.meta.dirname, 'bot-hook.ts'))

export async function startWatchedBot({ env, files }: WatchedBotOptions = {}): Promise<WatchedBot> {
  const folder = temporaryFolder()
  const secret = env?.['WEBHOOK_SECRET'] ?? 'nobody-knows-it'
  const stalls = await receiveStalls()
  const bot = spawn(process.execPath, ['--import', hookFor(stalls.port, files), inject('program'), 'serve'], {
    cwd: folder,
    env: { ...defaultEnvironment(folder), WEBHOOK_SECRET: secret, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  bot.stderr?.on('data', (chunk) => {
    log += chunk
  })
  const ended = new Promise<void>((resolve) => bot.once('exit', () => resolve()))
  const url = await listening(bot, () => log)

  return {
    url,
    secret,
    code: () => bot.exitCode ?? bot.signalCode,
    log: () => log,
    peak: () => peakOf(bot.pid),
    stall: stalls.next,
    quiet: () => quiet(stalls.next),
    async watch(act) {
      const script = join(import.meta.dirname, 'prober.ts')
      const prober = fork(script, [`${url}/healthz`, String(bot.pid)])
      try {
        await act()
        const watched = message<Watched>(prober)
        prober.send('enough')
        return await watched
      } finally {
        prober.kill()
      }
    },
    async end() {
      const start = performance.now()
      bot.kill('SIGTERM')
      await ended
      return { ms: performance.now() - start, code: bot.exitCode }
    },
    async remove() {
      bot.kill('SIGKILL')
      await ended
      stalls.close()
      removeFolder(folder)
    },
  }
}

/** Accepts the connection of the bot's hook. The bot restarts itself once, so the newest connection is the bot's. */
async function receiveStalls() {
  let bot: Socket | null = null
  const server = createServer((socket) => {
    bot = socket.setEncoding('utf8').on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    /** @returns the longest stall since the last call, in ms */
    async next(): Promise<number> {
      if (bot === null) throw new Error('The bot has not connected.')
      bot.write('stall')
      const [answer] = await once(bot, 'data')
      const { waited, worked } = JSON.parse(answer) as Stall
      return Math.round(Math.min(waited, worked))
    },
    close: () => void server.close(),
  }
}

/** The bot counts as idle if it has no stall of 20 ms in 6 rounds of 500 ms. */
const QUIET_MS = 20
const QUIET_ROUNDS = 6
const MAX_ROUNDS = 240

async function quiet(nextStall: () => Promise<number>): Promise<void> {
  for (let calm = 0, round = 0; calm < QUIET_ROUNDS && round < MAX_ROUNDS; round++) {
    await sleep(500)
    calm = (await nextStall()) < QUIET_MS ? calm + 1 : 0
  }
}

/** Returns the environment for an App that cannot reach GitHub. */
function defaultEnvironment(folder: string): Record<string, string> {
  return {
    APP_ID: '4242',
    PRIVATE_KEY: generateAppKey(),
    HOST: '127.0.0.1',
    PORT: '0',
    GITHUB_API_URL: 'http://127.0.0.1:9',
    STORE_PATH: join(folder, 'store.sqlite'),
    LOG_LEVEL: 'warn',
    TRUSTED_PROXIES: '1',
    SWEEP_MINUTES: '0',
    REACTION_MINUTES: '0',
  }
}

function hookFor(stalls: number, files: number | undefined): string {
  return `${HOOK.href}?stalls=${stalls}${files === undefined ? '' : `&files=${files}`}`
}

function listening(bot: ChildProcess, log: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    bot.stderr?.on('data', () => {
      const [, url] = /listening on (\S+)/.exec(log()) ?? []
      if (url !== undefined) resolve(url)
    })
    bot.once('exit', () => reject(new Error(log())))
  })
}

/** Resolves to the next message from a process. Rejects if the process exits first. */
function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('The process exited.'))
    child.once('exit', onExit)
    child.once('message', (it) => {
      child.off('exit', onExit)
      resolve(it as T)
    })
  })
}

function peakOf(pid: number | undefined): number | null {
  if (process.platform !== 'linux') return null
  const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}
