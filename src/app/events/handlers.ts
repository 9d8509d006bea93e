/** The table from task to handler. To add a kind of task, add a file in `handlers/` and a line here. */
import type { RepositoryTask, Task } from '../webhooks/tasks.ts'
import type { RepositoryContext, TaskContext, TaskOf } from './event-deps.ts'
import { handleActionTask } from './handlers/action.ts'
import { handleAlarmTask } from './handlers/alarm.ts'
import { handleAlarmHookTask } from './handlers/alarm-hook.ts'
import { readBackfillPage, startBackfills } from './handlers/backfill.ts'
import { handleCommentTask } from './handlers/comment.ts'
import { handleDigestTask } from './handlers/digest.ts'
import { handleFixTask } from './handlers/fix.ts'
import { forgetIssue, forgetRepositories } from './handlers/forget.ts'
import { hideRepository } from './handlers/hide.ts'
import { handleOutcomeTask } from './handlers/outcome.ts'
import { handleReleaseTask } from './handlers/release.ts'
import { reloadSettings } from './handlers/reload-settings.ts'
import { renameOwner, renameRepository } from './handlers/rename.ts'
import { requeue } from './handlers/requeue.ts'
import { handleTriageTask, runTriage } from './handlers/triage.ts'
import { handleWeeklyTask } from './handlers/weekly.ts'

type OnRepository = { readonly [Kind in RepositoryTask['kind']]: Handler<Kind, RepositoryContext> }
type WithoutGitHub = { readonly [Kind in Exclude<Task, RepositoryTask>['kind']]: Handler<Kind, TaskContext> }
type Handler<Kind extends Task['kind'], Context> = (task: TaskOf<Kind>, context: Context) => Promise<void>

/** Handlers that run after GitHub has confirmed which repository the task is about. */
const ON_REPOSITORY: OnRepository = {
  triage: handleTriageTask,
  'deferred-triage': runTriage,
  'update-canonical': (task, context) => runTriage({ ...task, trigger: 'new-duplicate' }, context),
  comment: handleCommentTask,
  'read-outcome': handleOutcomeTask,
  'show-alarms': handleAlarmTask,
  'show-fix': handleFixTask,
  'read-release': handleReleaseTask,
  'show-digest': handleDigestTask,
  'send-alarm': handleAlarmHookTask,
  weekly: handleWeeklyTask,
  action: handleActionTask,
  'backfill-page': readBackfillPage,
  'reload-settings': reloadSettings,
}

/** Handlers that make no GitHub calls. */
const WITHOUT_GITHUB: WithoutGitHub = {
  'forget-issue': forgetIssue,
  'forget-repositories': forgetRepositories,
  'hide-repository': hideRepository,
  'rename-repository': renameRepository,
  'rename-owner': renameOwner,
  'start-backfill': startBackfills,
  requeue,
}

export function isRepositoryTask(task: Task): task is RepositoryTask {
  return Object.hasOwn(ON_REPOSITORY, task.kind)
}

export function handleOnRepository(task: RepositoryTask, context: RepositoryContext): Promise<void> {
  const handle = ON_REPOSITORY[task.kind] as Handler<Task['kind'], RepositoryContext>
  return handle(task, context)
}

export function handleWithoutGitHub(task: Exclude<Task, RepositoryTask>, context: TaskContext): Promise<void> {
  const handle = WITHOUT_GITHUB[task.kind] as Handler<Task['kind'], TaskContext>
  return handle(task, context)
}
