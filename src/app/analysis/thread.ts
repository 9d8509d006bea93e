/**
 * The script of a pool thread. Creates its context once, then runs one job at a time. Reads nothing except the data
 * sent to it.
 */
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parentPort, resourceLimits, workerData } from 'node:worker_threads'
import { MEGABYTE } from '../../adapters/attachments/limits.ts'
import { type ErrorCode, TriageError } from '../../core/errors.ts'
import { redactError } from '../../core/report/redact-error.ts'
import { decodePack } from '../../core/signatures/compiled-pack.ts'
import { forgetPrograms } from '../../core/signatures/scanner/compiled-pattern.ts'
import type { JobInput, JobName } from './analysis.ts'
import { runJob } from './in-process.ts'
import { createJobContext } from './job-context.ts'

/** Sent from the pool to the thread. */
export interface JobMessage {
  readonly name: JobName
  readonly input: JobInput<JobName>
}

/** Sent from the thread to the pool: `ready` once, then one message for each job. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly output: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** A `TriageError` as plain data, because its class is lost between threads. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string; readonly hint: string }

const port = parentPort
if (port === null) throw new Error('thread.ts must run in a worker thread.')
const send = (message: ThreadMessage) => port.postMessage(message)
const context = createJobContext(decodePack(workerData as Uint8Array))

port.on('message', ({ name, input }: JobMessage) => {
  runJob(name, input, context)
    .then(
      (output) => send({ kind: 'done', output }),
      (error: unknown) => send(toMessage(error)),
    )
    .finally(releaseMemory)
})

/**
 * A large text makes the heap grow, and the heap would keep that size until the next job. With only the pack loaded, it
 * takes up some 60 MB.
 */
const MAX_IDLE_BYTES = 80 * MEGABYTE

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Collecting garbage takes longer than reading a short report, so it waits until there is something to gain. */
const MIN_GROWTH = 1.4

/**
 * What the patterns have learnt from texts may take this share of the thread's memory, together with the pack. The rest
 * is for the next text.
 */
const MAX_KEPT_SHARE = 0.5
const MAX_KEPT_BYTES = (resourceLimits.maxOldGenerationSizeMb ?? Number.POSITIVE_INFINITY) * MAX_KEPT_SHARE * MEGABYTE

let keptBytes = 0

function releaseMemory(): void {
  if (getHeapStatistics().total_heap_size <= Math.max(MAX_IDLE_BYTES, MIN_GROWTH * keptBytes)) return
  collectGarbage()
  if (getHeapStatistics().used_heap_size > MAX_KEPT_BYTES) {
    forgetPrograms()
    collectGarbage()
  }
  keptBytes = getHeapStatistics().used_heap_size
}

/** Redacts the error message, which may quote the text. Keeps the stack trace for the operator. */
function toMessage(error: unknown): ThreadMessage {
  const clean = redactError(error)
  if (!(clean instanceof TriageError)) return { kind: 'failed', error: clean }
  const { code, message, hint } = clean
  return { kind: 'refused', code, message, hint }
}

releaseMemory()
send({ kind: 'ready' })
