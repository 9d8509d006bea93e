import type { ExclusiveGate } from './exclusive-gate.ts'
import type { ClaimedDelivery, Queue } from './queue.ts'
import { type AfterFailure, afterFailure, type RetryPolicy } from './retry-policy.ts'
import type { WorkerOptions } from './worker-options.ts'

/**
 * So often may a process end while it works on nothing but this delivery: one that is killed again and again (a deploy, a
 * machine without memory) is hardly ever the fault of what it works on.
 */
export const MAX_DEATHS = 20

type Surroundings = Pick<WorkerOptions, 'work' | 'clock' | 'log'> & {
  readonly queue: Pick<Queue, 'workAlone'>
  readonly policy: RetryPolicy
  readonly company: ExclusiveGate
}

/** Works on a delivery once. Null when that went well, else what to do with the delivery. Never throws. */
export async function tryDelivery(delivery: ClaimedDelivery, around: Surroundings): Promise<AfterFailure | null> {
  const { work, clock, log, policy, company, queue } = around
  const { id, event, key, attempt, suspicion } = delivery
  if (suspicion > MAX_DEATHS) return giveUpUntried(delivery, around)
  try {
    if (suspicion === 0) await company.together(() => work(delivery))
    else await company.alone(() => queue.workAlone(id).then(() => work(delivery)))
    return null
  } catch (err) {
    const failure = afterFailure({ error: err, attempt, now: clock() }, policy)
    const fields = { delivery: id, event, key, attempt, err }
    if (failure.kind === 'park') log.error(fields, 'parked a delivery')
    else log.warn({ ...fields, dueAt: failure.dueAt }, 'a delivery failed and will be tried again')
    return failure
  }
}

/** One more try could kill the process again, and again. */
function giveUpUntried({ id, event, key, suspicion }: ClaimedDelivery, { log }: Surroundings): AfterFailure {
  const reason = `gave up: the process ended ${suspicion - 1} times while it worked on nothing else`
  log.error({ delivery: id, event, key, suspicion, reason }, 'parked a delivery')
  return { kind: 'park', reason }
}
