import type { ExclusiveGate } from './exclusive-gate.ts'
import type { ClaimedDelivery, Queue } from './queue.ts'
import { type AfterFailure, afterFailure, type RetryPolicy } from './retry-policy.ts'
import type { WorkerOptions } from './worker.ts'

/**
 * Number of times that a process may die while it is working on this delivery alone. If a process is killed repeatedly
 * (by deploys, or because the machine is out of memory), the delivery is rarely the cause.
 */
export const MAX_DEATHS = 20

type TryContext = Pick<WorkerOptions, 'work' | 'clock' | 'log'> & {
  readonly queue: Pick<Queue, 'workAlone'>
  readonly policy: RetryPolicy
  readonly gate: ExclusiveGate
}

/** Works on a delivery once. Returns null on success, otherwise how to handle the failure. Never throws. */
export async function tryDelivery(delivery: ClaimedDelivery, context: TryContext): Promise<AfterFailure | null> {
  const { work, clock, log, policy, gate, queue } = context
  const { id, event, key, attempt, suspicion } = delivery
  if (suspicion > MAX_DEATHS) return parkUntried(delivery, context)
  try {
    if (suspicion === 0) await gate.shared(() => work(delivery))
    else await gate.exclusive(() => queue.workAlone(id).then(() => work(delivery)))
    return null
  } catch (err) {
    const failure = afterFailure({ error: err, attempt, now: clock() }, policy)
    const fields = { delivery: id, event, key, attempt, err }
    if (failure.kind === 'park') log.error(fields, 'parked a delivery')
    else log.warn({ ...fields, dueAt: failure.dueAt }, 'a delivery failed and will be tried again')
    return failure
  }
}

/** Parks the delivery without another try, which could kill the process again. */
function parkUntried({ id, event, key, suspicion }: ClaimedDelivery, { log }: TryContext): AfterFailure {
  const reason = `gave up: the process died ${suspicion - 1} times while working on this delivery alone`
  log.error({ delivery: id, event, key, suspicion, reason }, 'parked a delivery')
  return { kind: 'park', reason }
}
