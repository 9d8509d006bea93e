import { describeStore } from './contract.ts'
import { FILE, MEMORY } from './places.ts'

describeStore(MEMORY)
describeStore(FILE)
