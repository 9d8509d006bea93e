/** A thread of the pool: opens its context once, then runs one job at a time. It reads nothing but what it is sent. */
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

/** What the pool sends. */
export interface JobMessage {
  readonly name: JobName
  readonly input: JobInput<JobName>
}

/** What it gets back: once that the thread is ready, then for each job. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly output: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** An error of ours keeps its code and what to do about it; a class does not cross the border. */
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
    .finally(giveMemoryBack)
})

/** A heap that a large text has grown would stay as it is until the next one; with the pack alone it has some 90 MB. */
const MAX_IDLE_BYTES = 128 * MEGABYTE

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function giveMemoryBack(): void {
  if (getHeapStatistics().total_heap_size > MAX_IDLE_BYTES) collect()
}

/** Messages of errors may quote the text; a stack of ours is kept for the operator. */
function toMessage(error: unknown): ThreadMessage {
  const clean = redactError(error)
  if (!(clean instanceof TriageError)) return { kind: 'failed', error: clean }
  const { code, message, hint } = clean
  return { kind: 'refused', code, message, hint }
}

send({ kind: 'ready' })
