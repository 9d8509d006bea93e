/** Runs a server under load in its own process, watches its memory and reads its log. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

export interface Server {
  readonly url: string
  /** When the bot finished each delivery, in milliseconds since the epoch, by GUID. */
  readonly done: ReadonlyMap<string, number>
  /** @returns its current resident memory in bytes */
  memory(): number
  stop(): Promise<void>
}

export interface ServerOptions {
  /** Arguments for Node. */
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly folder: string
}

export async function startServer({ args, environment, folder }: ServerOptions): Promise<Server> {
  const child = spawn(process.execPath, args, { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const done = new Map<string, number>()
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        const found = /listening on (http:\/\/[\w.:]+)/.exec(line)?.[1]
        if (found !== undefined) resolve(found)
        const { delivery, msg, time } = line.startsWith('{') ? JSON.parse(line) : { delivery: undefined }
        if (delivery !== undefined && msg === 'triaged') done.set(delivery, Number(time))
      })
    }
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
  return {
    url,
    done,
    memory: () => 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}
