import { ENGINES } from '../store/places.ts'
import { describeWorker } from './contract-worker.ts'

for (const engine of ENGINES) describeWorker(engine)
