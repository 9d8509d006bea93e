import { type ChildProcess, fork, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { generateAppKey } from '../helpers/app-key.ts'
import { removeFolder, temporaryFolder } from '../store/places.ts'

/** How `/healthz` was answered while something went on. */
export interface Watched {
  readonly rounds: number
  /** What the longest answer took, in milliseconds, of which the process worked. */
  readonly worst: number
}

/** A bot as it is started anywhere, and what is seen of it from outside. */
export interface WatchedBot {
  readonly url: string
  /** Of its webhooks. */
  readonly secret: string
  /** Code that it ended with; null while it runs. */
  readonly code: () => number | null
  /** What it logged. */
  readonly log: () => string
  /** The most memory that it has had resident, in megabytes; null where the system does not tell. */
  readonly peak: () => number | null
  /** Does something, and asks for `/healthz` all the while. */
  watch(act: () => Promise<void>): Promise<Watched>
  /** Asks it to end; milliseconds until it has, and its code. */
  end(): Promise<{ readonly ms: number; readonly code: number | null }>
  /** Ends it and all that belongs to it, however that goes. */
  remove(): Promise<void>
}

export async function startWatchedBot(): Promise<WatchedBot> {
  const folder = temporaryFolder()
  const secret = 'nobody-knows-it'
  const env: Record<string, string> = {
    ...{ APP_ID: '4242', PRIVATE_KEY: generateAppKey(), WEBHOOK_SECRET: secret, HOST: '127.0.0.1', PORT: '0' },
    ...{ STORE_PATH: join(folder, 'store.sqlite'), LOG_LEVEL: 'warn', GITHUB_API_URL: 'http://127.0.0.1:9' },
    ...{ TRUSTED_PROXIES: '1', SWEEP_MINUTES: '0', REACTION_MINUTES: '0' },
  }
  const bot = spawn(process.execPath, [inject('program'), 'serve'], { cwd: folder, env })
  let log = ''
  bot.stderr.on('data', (chunk) => {
    log += chunk
  })
  const ended = new Promise<void>((resolve) => bot.once('exit', () => resolve()))
  const url = await listening(bot, () => log)

  return {
    ...{ url, secret, code: () => bot.exitCode, log: () => log },
    peak: () => peakOf(bot.pid),
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

function listening(bot: ChildProcess, log: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    bot.stderr?.on('data', () => {
      const [, url] = /listens on (\S+)/.exec(log()) ?? []
      if (url !== undefined) resolve(url)
    })
    bot.once('exit', () => reject(new Error(log())))
  })
}

function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve) => child.once('message', (it) => resolve(it as T)))
}

function peakOf(pid: number | undefined): number | null {
  if (process.platform !== 'linux') return null
  const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}
