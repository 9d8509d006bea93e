/** The script of a pool thread: creates its context once, then runs one job at a time. Reads only what it is sent. */
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parentPort, workerData } from 'node:worker_threads'
import { MEGABYTE } from '../../adapters/attachments/limits.ts'
import { type ErrorCode, TriageError } from '../../core/errors.ts'
import { redactError } from '../../core/report/redact-error.ts'
import { loadPack } from '../../core/signatures/load.ts'
import type { PackFile } from '../../core/signatures/parse.ts'
import type { JobInput, JobName } from './analysis.ts'
import { runJob } from './in-process.ts'
import { createJobContext } from './job-context.ts'

/** From the pool to the thread. */
export interface JobMessage {
  readonly name: JobName
  readonly input: JobInput<JobName>
}

/** From the thread to the pool: `ready` once, then one message for each job. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly output: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** A `TriageError` as plain data, because its class is lost between threads. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string; readonly hint: string }

const port = parentPort
if (port === null) throw new Error('thread.ts runs in a worker thread only.')
const send = (message: ThreadMessage) => port.postMessage(message)
const context = createJobContext(loadPack(workerData as readonly PackFile[]))

port.on('message', ({ name, input }: JobMessage) => {
  runJob(name, input, context)
    .then(
      (output) => send({ kind: 'done', output }),
      (error: unknown) => send(toMessage(error)),
    )
    .finally(releaseMemory)
})

/** A large text grows the heap, which would keep its size until the next one. With only the pack it has some 90 MB. */
const MAX_IDLE_BYTES = 128 * MEGABYTE

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

function releaseMemory(): void {
  if (getHeapStatistics().total_heap_size > MAX_IDLE_BYTES) collectGarbage()
}

/** Redacts the message, which may quote the text. Keeps the stack for the operator. */
function toMessage(error: unknown): ThreadMessage {
  const clean = redactError(error)
  if (!(clean instanceof TriageError)) return { kind: 'failed', error: clean }
  const { code, message, hint } = clean
  return { kind: 'refused', code, message, hint }
}

send({ kind: 'ready' })
