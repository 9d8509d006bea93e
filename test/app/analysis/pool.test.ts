import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import type { AnalysisRefused, JobName } from '../../../src/app/analysis/analysis.ts'
import { createInProcessAnalysis } from '../../../src/app/analysis/in-process.ts'
import { type Pool, type PoolOptions, startPool } from '../../../src/app/analysis/pool.ts'
import { compilePack, loadPack } from '../../../src/core/signatures/load.ts'
import { temporaryFolder } from '../../support/command-line.ts'
import { twoSignatures } from '../../support/packs.ts'

const packFiles = twoSignatures()
const compiledPack = compilePack(packFiles)
const NO_REQUEST = { commands: { taken: [], left: 0 }, duplicateOf: null, says: null }
const ref = { owner: 'acme', repo: 'desktop', number: 1 }

let pool: Pool
let refused: string[]

afterEach(() => pool.stop())

function start(options: Partial<PoolOptions> = {}): Pool {
  refused = []
  const onRefused = (name: JobName, { reason }: AnalysisRefused) => refused.push(`${name}: ${reason}`)
  pool = startPool({ compiledPack, threads: 1, onRefused, ...options })
  return pool
}

/** A log of a few megabytes takes a few hundred milliseconds of CPU time and a lot of memory. */
const longLog = (megabytes: number) => ({
  name: 'long.log',
  bytes: Buffer.from('token ghp_ key= secret: a line of a log that says little\n'.repeat(megabytes * 18_000)),
})

/** A thread that reads one text, and runs out of memory at the next. */
const FULL_AFTER_ONE_JOB = `import { parentPort } from 'node:worker_threads'
let read = 0
const kept = []
parentPort.on('message', () => {
  if (read++ > 0) for (;;) kept.push(new Array(10_000).fill(read))
  parentPort.postMessage({ kind: 'done', output: 'read' })
})
parentPort.postMessage({ kind: 'ready' })
`

const report = (...files: readonly ReturnType<typeof longLog>[]) => ({
  issue: { title: 'It fails', body: 'lost-badge found', attachments: [] },
  files,
  rules: null,
})

describe('the thread pool', () => {
  test('returns the same result as a run in the calling thread', async () => {
    const here = createInProcessAnalysis(loadPack(packFiles))
    const there = await start().run('triage', report(longLog(0.01)))
    expect(there).toEqual(await here.run('triage', report(longLog(0.01))))
    expect(there.triage.diagnosis).toMatchObject({ decision: 'assert', signature: 'lost-badge' })
  })

  test('keeps its process alive until it has stopped, although a job was running', async () => {
    start()
    const script = `
      import { startPool } from ${JSON.stringify(new URL('../../../src/app/analysis/pool.ts', import.meta.url).href)}
      const bytes = Buffer.from(process.env.PACK, 'base64')
      const compiledPack = new Uint8Array(new SharedArrayBuffer(bytes.length))
      compiledPack.set(bytes)
      const pool = startPool({ compiledPack, threads: 1 })
      const body = 'token ghp_ key= secret: a line\\n'.repeat(100_000)
      pool.run('triage', { issue: { title: '', body, attachments: [] }, files: [], rules: null }).catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, 300))
      await pool.stop()
      console.log('stopped')
    `
    const env = { PACK: Buffer.from(compiledPack).toString('base64') }
    const args = ['--input-type=module', '--eval', script]
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env })
    expect({ stdout, stderr }).toEqual({ stdout: 'stopped\n', stderr: '' })
  })

  test('does not block the calling thread while a job runs', async () => {
    start()
    let isDone = false
    const running = pool.run('triage', report(longLog(1))).finally(() => {
      isDone = true
    })
    let ticks = 0
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve))
      ticks++
    }
    await running
    expect(ticks).toBeGreaterThan(100)
  })

  test('refuses a job that takes too much CPU time, after one retry, and continues', async () => {
    const tries: JobName[] = []
    start({
      cpuMs(name) {
        tries.push(name)
        return name === 'triage' ? 20 : 2_000
      },
    })
    await expect(pool.run('triage', report(longLog(3)))).rejects.toMatchObject({ reason: 'too-slow', status: 413 })
    expect(refused).toEqual(['triage: too-slow'])
    expect(await pool.run('comment', { body: 'Thanks!', ref })).toEqual(NO_REQUEST)
  })

  test('finishes the other jobs if one is too slow', async () => {
    start({ threads: 2, cpuMs: (name) => (name === 'triage' ? 20 : 5_000) })
    const slow = pool.run('triage', report(longLog(3)))
    const others = Array.from({ length: 3 }, () => pool.run('redacted', { value: ['key ghp_ found'] }))
    await expect(slow).rejects.toMatchObject({ reason: 'too-slow' })
    expect(await Promise.all(others)).toEqual(Array.from({ length: 3 }, () => ['key ghp_ found']))
  })

  test('refuses a job that takes too much memory, and continues', async () => {
    start({ memoryMb: 48, cpuMs: () => 60_000 })
    const texts = Array.from({ length: 12 }, () => longLog(8).bytes.toString())
    await expect(pool.run('redacted', { value: texts })).rejects.toMatchObject({ reason: 'too-large' })
    expect(await pool.run('comment', { body: 'Thanks!', ref })).toEqual(NO_REQUEST)
  })

  test('repeats a job in a new thread when the memory of its own is full of what earlier jobs left', async () => {
    await using place = await temporaryFolder([{ path: 'thread.mjs', text: FULL_AFTER_ONE_JOB }])
    start({ memoryMb: 24, threadFile: pathToFileURL(join(place.folder, 'thread.mjs')) })
    for (const _ of [1, 2, 3]) expect(await pool.run('comment', { body: 'Thanks!', ref })).toBe('read')
    expect(refused).toEqual([])
  })

  test('refuses a job while too many jobs are waiting', async () => {
    start({ maxWaiting: 1 })
    const first = pool.run('redacted', { value: longLog(2).bytes.toString() })
    const second = pool.run('comment', { body: '', ref })
    await expect(pool.run('comment', { body: '', ref })).rejects.toMatchObject({ reason: 'busy', status: 503 })
    await Promise.all([first, second])
  })

  test('ends running and waiting jobs when it is stopped', async () => {
    start()
    const running = pool.run('triage', report(longLog(3)))
    const waiting = pool.run('comment', { body: '', ref })
    const outcomes = Promise.allSettled([running, waiting])
    await new Promise((resolve) => setTimeout(resolve, 50))
    await pool.stop()
    const stopping = { status: 'rejected', reason: expect.objectContaining({ reason: 'stopping' }) }
    expect(await outcomes).toEqual([stopping, stopping])
    await expect(pool.run('comment', { body: '', ref })).rejects.toMatchObject({ reason: 'stopping' })
  })

  test("rejects with the job's error", async () => {
    await expect(start().run('digest', null as never)).rejects.toThrow(TypeError)
    expect(refused).toEqual([])
  })
})
