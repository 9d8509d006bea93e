/**
 * A separate process that sends the same request to a server repeatedly and measures the slowest response. On Linux, it
 * counts only the time during which the server's main thread was working, so that other load on the machine does not
 * count. Usage: prober.ts <url> <process id>
 */
import { readFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

const EVERY_MS = 20
const [url = '', id = ''] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true })

/** Returns how many milliseconds the server's main thread has worked; null on systems other than Linux. */
function workedMs(): number | null {
  if (process.platform !== 'linux') return null
  return Number(readFileSync(`/proc/${id}/task/${id}/schedstat`, 'utf8').split(' ')[0]) / 1e6
}

/** Sends the request. Resolves to whether the server returned 200. */
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
  const [start, before] = [performance.now(), workedMs()]
  const isHealthy = await ask()
  const [elapsed, after] = [performance.now() - start, workedMs()]
  const ms = before === null || after === null ? elapsed : Math.min(elapsed, after - before)
  rounds += 1
  worst = isHealthy ? Math.max(worst, ms) : Number.MAX_SAFE_INTEGER
  await sleep(EVERY_MS)
}
