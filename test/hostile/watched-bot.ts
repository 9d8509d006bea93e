import { type ChildProcess, fork, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { inject } from 'vitest'
import { removeFolder, temporaryFolder } from '../adapters/store/places.ts'
import { generateAppKey } from '../support/app-key.ts'
import type { Stall } from './bot-hook.ts'

/** How `/healthz` was answered while something went on. */
export interface Watched {
  readonly rounds: number
  /** What the longest answer took, in milliseconds, of which the process worked. */
  readonly worst: number
}

export interface WatchedBotOptions {
  /** Instead of what it is started with otherwise. */
  readonly env?: Readonly<Record<string, string>>
  /** Port of this machine where it finds what it asks for over https; the real network when left out. */
  readonly files?: number
}

/** A bot as it is started anywhere, and what is seen of it from outside. */
export interface WatchedBot {
  readonly url: string
  /** Of its webhooks. */
  readonly secret: string
  /** Code or signal that it ended with; null while it runs. */
  readonly code: () => number | string | null
  /** What it logged. */
  readonly log: () => string
  /** The most memory that it has had resident, in megabytes; null where the system does not tell. */
  readonly peak: () => number | null
  /**
   * The longest stall of its main thread since this was asked last, in milliseconds: by the event loop's own measure,
   * less what other processes of the machine took of it.
   */
  stall(): Promise<number>
  /** Resolves when it has nothing to do any more, as some time after its start: it tries all examples first. */
  quiet(): Promise<void>
  /** Does something, and asks for `/healthz` all the while. */
  watch(act: () => Promise<void>): Promise<Watched>
  /** Asks it to end; milliseconds until it has, and its code. */
  end(): Promise<{ readonly ms: number; readonly code: number | null }>
  /** Ends it and all that belongs to it, however that goes. */
  remove(): Promise<void>
}

const HOOK = pathToFileURL(join(import.meta.dirname, 'bot-hook.ts'))

export async function startWatchedBot({ env, files }: WatchedBotOptions = {}): Promise<WatchedBot> {
  const folder = temporaryFolder()
  const secret = env?.['WEBHOOK_SECRET'] ?? 'nobody-knows-it'
  const bot = spawn(process.execPath, ['--import', hookFor(files), inject('program'), 'serve'], {
    cwd: folder,
    env: { ...ordinary(folder), WEBHOOK_SECRET: secret, ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let log = ''
  bot.stderr?.on('data', (chunk) => {
    log += chunk
  })
  const ended = new Promise<void>((resolve) => bot.once('exit', () => resolve()))
  const url = await listening(bot, () => log)

  return {
    ...{ url, secret, code: () => bot.exitCode ?? bot.signalCode, log: () => log },
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
      const begun = performance.now()
      bot.kill('SIGTERM')
      await ended
      return { ms: performance.now() - begun, code: bot.exitCode }
    },
    async remove() {
      bot.kill('SIGKILL')
      await ended
      removeFolder(folder)
    },
  }
}

async function stallOf(bot: ChildProcess): Promise<number> {
  const told = message<Stall>(bot)
  bot.send('stall')
  const { waited, worked } = await told
  return Math.round(Math.min(waited, worked))
}

/** Not one stall of so many milliseconds in a few seconds. */
const QUIET_MS = 20
const QUIET_ROUNDS = 6
const MAX_ROUNDS = 240

async function quiet(bot: ChildProcess): Promise<void> {
  for (let calm = 0, round = 0; calm < QUIET_ROUNDS && round < MAX_ROUNDS; round++) {
    await sleep(500)
    calm = (await stallOf(bot)) < QUIET_MS ? calm + 1 : 0
  }
}

/** An App that reaches no GitHub. */
function ordinary(folder: string): Record<string, string> {
  return {
    ...{
      APP_ID: '4242',
      PRIVATE_KEY: generateAppKey(),
      HOST: '127.0.0.1',
      PORT: '0',
      GITHUB_API_URL: 'http://127.0.0.1:9',
    },
    ...{ STORE_PATH: join(folder, 'store.sqlite'), LOG_LEVEL: 'warn', TRUSTED_PROXIES: '1' },
    ...{ SWEEP_MINUTES: '0', REACTION_MINUTES: '0' },
  }
}

function hookFor(files: number | undefined): string {
  return files === undefined ? HOOK.href : `${HOOK.href}?files=${files}`
}

function listening(bot: ChildProcess, log: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    bot.stderr?.on('data', () => {
      const [, url] = /listens on (\S+)/.exec(log()) ?? []
      if (url !== undefined) resolve(url)
    })
    bot.once('exit', () => reject(new Error(log())))
  })
}

/** What a process says next; rejects when it ends before. */
function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('The process ended.'))
    child.once('exit', gone)
    child.once('message', (it) => {
      child.off('exit', gone)
      resolve(it as T)
    })
  })
}

function peakOf(pid: number | undefined): number | null {
  if (process.platform !== 'linux') return null
  const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}
