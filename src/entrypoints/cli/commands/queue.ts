/** `queue`: lists, retries and drops parked deliveries, and sweeps for failed ones. */
import type { Command } from 'commander'
import type { ParkedDelivery, Queue } from '../../../adapters/queue/queue.ts'
import { subjectOf } from '../../../app/webhooks/events.ts'
import { TriageError } from '../../../core/errors.ts'
import type { Io } from '../io.ts'
import { withStore } from '../store-of-commands.ts'
import { toJson } from '../terminal-text.ts'
import { addSweep } from './queue/sweep.ts'

interface Chosen {
  readonly all?: boolean
}

export function addQueue(program: Command, io: Io): void {
  const queue = program.command('queue').description('manage waiting and parked deliveries')
  queue
    .command('list')
    .description('count the waiting deliveries and list the parked ones with their reasons')
    .option('--json', 'print one JSON document')
    .action((options: { readonly json?: boolean }) => withQueue((opened) => list(opened, options.json === true, io)))
  const actions = [
    ['retry', 'put parked deliveries back into the queue', 'retryParked', 'are in the queue again'],
    ['drop', 'drop parked deliveries; they are not accepted again', 'dropParked', 'were dropped'],
  ] as const
  for (const [name, description, act, outcome] of actions) {
    queue
      .command(name)
      .description(description)
      .argument('[id...]', 'delivery GUIDs')
      .option('--all', 'all parked deliveries')
      .action((ids: readonly string[], { all = false }: Chosen) =>
        withQueue(async (opened) => {
          const chosen = all ? (await opened.parked()).map(({ id }) => id) : requireIds(ids, name)
          for (const id of chosen) if (!(await opened[act](id, Date.now()))) throw unknown(id)
          io.print(`${chosen.length} deliveries ${outcome}.`)
        }),
      )
  }
  addSweep(queue, io)
}

function withQueue(act: (queue: Queue) => Promise<void>): Promise<void> {
  return withStore((_, { queue }) => act(queue))
}

/** Payloads are not printed, because they name people. */
async function list(queue: Queue, json: boolean, io: Io): Promise<void> {
  const waiting = await queue.backlog()
  const parked = (await queue.parked()).map(({ payload, ...shown }) => ({
    ...shown,
    about: subjectOf({ ...shown, payload }),
  }))
  if (json) return io.print(toJson({ waiting, parked }))
  io.print([`${waiting} waiting, ${parked.length} parked`, ...parked.map(line)].join('\n'))
}

type Shown = Omit<ParkedDelivery, 'payload'> & { readonly about: string }

function line({ id, event, about, receivedAt, attempts, reason }: Shown): string {
  return `${id}  ${new Date(receivedAt).toISOString()}  ${event}  ${about}  (${attempts} attempts)\n    ${reason}`
}

function requireIds(ids: readonly string[], name: string): readonly string[] {
  if (ids.length > 0) return ids
  throw new TriageError('wrong-use', `queue ${name} needs delivery GUIDs or --all.`, {
    hint: '`queue list` prints them.',
  })
}

function unknown(id: string): TriageError {
  return new TriageError('wrong-use', `There is no parked delivery ${id}.`, {
    hint: '`queue list` prints the parked deliveries.',
  })
}
