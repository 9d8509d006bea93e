/**
 * A process of its own that asks a server the same question again and again. Where the system tells how long a thread has
 * run, an answer took as long as the server's own thread worked meanwhile: that others use the machine is not its fault.
 * Usage: prober.ts <url> <process id>
 */
import { readFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

const EVERY_MS = 20
const [url = '', id = ''] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true })

/** Milliseconds that the server's main thread has worked; null where nobody knows. */
function worked(): number | null {
  if (process.platform !== 'linux') return null
  return Number(readFileSync(`/proc/${id}/task/${id}/schedstat`, 'utf8').split(' ')[0]) / 1e6
}

/** Whether the answer is that all is well. */
function ask(): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode === 200))
    })
    request.once('error', () => resolve(false))
  })
}

let rounds = 0
let worst = 0
process.once('message', () => process.send?.({ rounds, worst }, () => process.exit()))
process.once('disconnect', () => process.exit())
while (true) {
  const [begun, before] = [performance.now(), worked()]
  const isWell = await ask()
  const [taken, after] = [performance.now() - begun, worked()]
  const ms = before === null || after === null ? taken : Math.min(taken, after - before)
  rounds += 1
  worst = isWell ? Math.max(worst, ms) : Number.MAX_SAFE_INTEGER
  await sleep(EVERY_MS)
}
