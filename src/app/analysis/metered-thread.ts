/**
 * One of the pool's threads, with its meter. Runs one job at a time, and ends when a job exceeds its CPU time or memory
 * limit. Measures the thread's own CPU time, so that a job does not count as too slow because the machine is busy.
 */
import { Worker } from 'node:worker_threads'
import { TriageError } from '../../core/errors.ts'
import { AnalysisRefused, type JobInput, type JobName } from './analysis.ts'
import type { JobMessage, ThreadMessage } from './thread.ts'

export interface Job {
  readonly name: JobName
  readonly input: JobInput<JobName>
  /** CPU time limit, in milliseconds. */
  readonly cpuMs: number
}

export interface ThreadOptions {
  /** From `compilePack`. */
  readonly compiledPack: Uint8Array<SharedArrayBuffer>
  /**
   * The thread's script; by default `thread.ts` next to this file. A program that is bundled into one file passes its
   * own file.
   */
  readonly threadFile?: URL
  /** Heap limit, in megabytes. */
  readonly memoryMb: number
}

/** Interval between measurements of a running job. */
const METER_MS = 50

/** TypeScript in a source checkout, JavaScript after the build. */
const THREAD_FILE = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url)

export class MeteredThread {
  readonly #worker: Worker
  readonly #ready = Promise.withResolvers<void>()
  /** The running job; null between jobs. */
  #running: PromiseWithResolvers<unknown> | null = null
  #ended = false

  constructor({ compiledPack, memoryMb, threadFile = THREAD_FILE }: ThreadOptions) {
    this.#worker = new Worker(threadFile, {
      name: 'analysis',
      // Shared with the thread, not copied.
      workerData: compiledPack,
      // The thread reads untrusted text, so it gets none of the operator's environment.
      env: {},
      argv: [],
      execArgv: [],
      // The young generation stays small, because a thread processes only one short-lived text at a time.
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 8 },
    })
    this.#ready.promise.catch(() => {})
    this.#worker.on('message', (message: ThreadMessage) => this.#take(message))
    this.#worker.on('error', (error: NodeJS.ErrnoException) => this.#end(refusalFor(error)))
    this.#worker.on('exit', () => this.#end(new AnalysisRefused('stopping')))
    // Lets a command exit even if it does not stop the pool.
    this.#worker.unref()
  }

  /** False once the thread has ended and the pool must replace it. */
  get isAlive(): boolean {
    return !this.#ended
  }

  /** @throws AnalysisRefused('too-slow' | 'too-large' | 'stopping'), or the job's own error */
  async run({ name, input, cpuMs }: Job): Promise<unknown> {
    this.#worker.ref()
    const running = Promise.withResolvers<unknown>()
    const stopped = new AbortController()
    try {
      await this.#ready.promise
      this.#running = running
      this.#worker.postMessage({ name, input } satisfies JobMessage)
      this.#meter(cpuMs, stopped.signal).catch(() => {})
      return await running.promise
    } finally {
      stopped.abort()
      this.#running = null
      // A thread that is being ended keeps the process alive until it has ended, because somebody may wait for that.
      if (!this.#ended) this.#worker.unref()
    }
  }

  /** Ends the thread. A running job fails with `stopping`. */
  async stop(): Promise<void> {
    this.#end(new AnalysisRefused('stopping'))
    await this.#worker.terminate()
  }

  async #meter(cpuMs: number, stopped: AbortSignal): Promise<void> {
    const before = await this.#worker.cpuUsage()
    while (!stopped.aborted) {
      await new Promise((resolve) => setTimeout(resolve, METER_MS))
      const { user, system } = await this.#worker.cpuUsage(before)
      if (stopped.aborted || (user + system) / 1000 <= cpuMs) continue
      this.#end(new AnalysisRefused('too-slow'))
      await this.#worker.terminate()
    }
  }

  #take(message: ThreadMessage): void {
    if (message.kind === 'ready') this.#ready.resolve()
    else if (message.kind === 'done') this.#running?.resolve(message.output)
    else if (message.kind === 'failed') this.#running?.reject(message.error)
    else this.#running?.reject(new TriageError(message.code, message.message, { hint: message.hint }))
  }

  #end(why: Error): void {
    this.#ended = true
    this.#ready.reject(why)
    this.#running?.reject(why)
  }
}

function refusalFor(error: NodeJS.ErrnoException): Error {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new AnalysisRefused('too-large') : error
}
