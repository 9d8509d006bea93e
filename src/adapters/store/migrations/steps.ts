import * as inbox from './0001-inbox.ts'
import * as memory from './0002-memory.ts'
import * as severalProcesses from './0003-several-processes.ts'
import * as reports from './0004-reports.ts'
import * as verdicts from './0005-verdicts.ts'
import * as control from './0007-control.ts'
import * as templates from './0013-templates.ts'
import * as suspicion from './0014-suspicion.ts'
import * as asserts from './0015-asserts.ts'
import * as neighbours from './0016-neighbours.ts'
import * as repositories from './0017-repositories.ts'
import * as recentActs from './0018-recent-acts.ts'
import type { Step } from './step.ts'

/** All steps; they run in the order of their names. */
export const STEPS: Readonly<Record<string, Step>> = {
  '0001-inbox': inbox,
  '0002-memory': memory,
  '0003-several-processes': severalProcesses,
  '0004-reports': reports,
  '0005-verdicts': verdicts,
  '0007-control': control,
  '0013-templates': templates,
  '0014-suspicion': suspicion,
  '0015-asserts': asserts,
  '0016-neighbours': neighbours,
  '0017-repositories': repositories,
  '0018-recent-acts': recentActs,
}
