import { type ChildProcess, fork, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
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
  const bot = spawn(process.execPath, ['--import', hookFor(files), inject('program'), 'serve'], {
    cwd: folder,
    env: { ...defaultEnvironment(folder), WEBHOOK_SECRET: secret, ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
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
    stall: () => stallOf(bot),
    quiet: () => quiet(bot),
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
      removeFolder(folder)
    },
  }
}

async function stallOf(bot: ChildProcess): Promise<number> {
  const stall = message<Stall>(bot)
  bot.send('stall')
  const { waited, worked } = await stall
  return Math.round(Math.min(waited, worked))
}

/** The bot counts as idle if it has no stall of 20 ms in 6 rounds of 500 ms. */
const QUIET_MS = 20
const QUIET_ROUNDS = 6
const MAX_ROUNDS = 240

async function quiet(bot: ChildProcess): Promise<void> {
  for (let calm = 0, round = 0; calm < QUIET_ROUNDS && round < MAX_ROUNDS; round++) {
    await sleep(500)
    calm = (await stallOf(bot)) < QUIET_MS ? calm + 1 : 0
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

function hookFor(files: number | undefined): string {
  return files === undefined ? HOOK.href : `${HOOK.href}?files=${files}`
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
