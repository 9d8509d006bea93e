/**
 * `requeue`: puts a delivery that waited for the next hour back into the queue, behind its issue's other deliveries.
 */
import type { TaskContext, TaskOf } from '../event-deps.ts'

export async function requeue({ delivery }: TaskOf<'requeue'>, { queue, clock }: TaskContext): Promise<void> {
  await queue.accept({ ...delivery, receivedAt: clock() })
}
