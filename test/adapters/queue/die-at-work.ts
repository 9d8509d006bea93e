// sql-queue.test.ts runs this file as a separate process. It accepts two deliveries, claims one and dies without
// cleaning up.
import { openStore } from '../../../src/adapters/store/open.ts'
import { delivery } from './contract.ts'

const { queue } = await openStore({ path: String(process.argv[2]) })
await queue.accept(delivery('a'))
await queue.accept(delivery('b'))
await queue.claim(2000)
process.kill(process.pid, 'SIGKILL')
