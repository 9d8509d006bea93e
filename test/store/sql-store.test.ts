import { describeStore } from './contract.ts'
import { ENGINES } from './places.ts'

for (const engine of ENGINES) describeStore(engine)
