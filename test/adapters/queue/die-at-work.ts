// Run as its own process by sql-inbox.test.ts: accepts two deliveries, claims one, and dies without any clean-up.
import { openStore } from '../../../src/adapters/store/open.ts'
import { delivery } from './contract.ts'

const { inbox } = await openStore({ path: String(process.argv[2]) })
await inbox.accept(delivery('a'))
await inbox.accept(delivery('b'))
await inbox.claim(2000)
process.kill(process.pid, 'SIGKILL')
