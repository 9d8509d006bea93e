import { type AfterFailure, afterFailure, type RetryPolicy } from './after-failure.ts'
import type { ClaimedDelivery } from './inbox.ts'
import type { WorkerOptions } from './worker-options.ts'

/**
 * So many more tries may end with the process than may fail: a process that is killed again and again (a deploy, a
 * machine without memory) is hardly ever the fault of what it works on.
 */
export const MORE_DEATHS = 40

type Surroundings = Pick<WorkerOptions, 'work' | 'clock' | 'log'> & { readonly policy: RetryPolicy }

/** Works on a delivery once. Null when that went well, else what to do with the delivery. Never throws. */
export async function tryDelivery(delivery: ClaimedDelivery, around: Surroundings): Promise<AfterFailure | null> {
  const { work, clock, log, policy } = around
  const { id, event, key, attempt } = delivery
  if (attempt > policy.maxAttempts + MORE_DEATHS) return giveUpUntried(delivery, around)
  try {
    await work(delivery)
    return null
  } catch (err) {
    const failure = afterFailure({ error: err, attempt, now: clock() }, policy)
    const fields = { delivery: id, event, key, attempt, err }
    if (failure.kind === 'park') log.error(fields, 'parked a delivery')
    else log.warn({ ...fields, dueAt: failure.dueAt }, 'a delivery failed and will be tried again')
    return failure
  }
}

/** The process died during the last try allowed: one more could kill it again, and again. */
function giveUpUntried({ id, event, key, attempt }: ClaimedDelivery, { log }: Surroundings): AfterFailure {
  const reason = `gave up after ${attempt - 1} attempts: the process ended during the last one`
  log.error({ delivery: id, event, key, attempt, reason }, 'parked a delivery')
  return { kind: 'park', reason }
}
