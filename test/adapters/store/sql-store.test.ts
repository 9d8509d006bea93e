import { describeStore } from './contract.ts'
import { describeAlarms } from './contract-alarms.ts'
import { describeClock } from './contract-clock.ts'
import { describeControl } from './contract-control.ts'
import { describeDrafts } from './contract-drafts.ts'
import { describeExpiry } from './contract-expiry.ts'
import { describeVerdicts } from './contract-feedback.ts'
import { describeFixSignals } from './contract-fixes.ts'
import { describeOutcomes } from './contract-outcomes.ts'
import { describePaces } from './contract-rate-limits.ts'
import { describeReports } from './contract-reports.ts'
import { describeRepositories } from './contract-repositories.ts'
import { ENGINES } from './places.ts'

for (const engine of ENGINES) {
  describeStore(engine)
  describeControl(engine)
  describeClock(engine)
  describeVerdicts(engine)
  describeOutcomes(engine)
  describeAlarms(engine)
  describeFixSignals(engine)
  describeDrafts(engine)
  describeExpiry(engine)
  describePaces(engine)
  describeReports(engine)
  describeRepositories(engine)
}
