/** `comment`: carries out a comment's commands, then runs the pipeline with the requested answers. */
import type { RequestedAnswer } from '../../../core/feedback/requested-answers.ts'
import type { Analysis } from '../../analysis/analysis.ts'
import { writeDossier } from '../../feedback-intake/dossier-in-comment.ts'
import { handleComment } from '../../feedback-intake/handle-comment.ts'
import { noteFixWords } from '../../fixes/note-words.ts'
import type { DossierWriter } from '../../issue-dossier/issue-dossier.ts'
import { deferToNextHour } from '../deferred.ts'
import type { RepositoryContext, TaskOf } from '../event-deps.ts'
import { showDueFix } from '../show-fix.ts'
import { triageOrDefer } from './triage.ts'

export async function handleCommentTask(task: TaskOf<'comment'>, context: RepositoryContext): Promise<void> {
  const github = await context.writableOn(task.ref)
  const next = await handleComment(task, context.delivery.id, {
    ...context,
    github,
    writableBy: (by) => context.writableOn(task.ref, by),
  })
  if (next !== 'later') await noteFixWords(task, { ...context, github })
  if (task.isDiscussion !== true) await showDueFix(task, context)
  if (next === null) return
  if (next === 'later') return deferToNextHour(context)
  const answers = await Promise.all(next.answers.map((it) => (it.kind === 'report' ? dossier(task, context) : it)))
  await triageOrDefer({ ...task, ...next, answers }, context)
}

async function dossier({ installation, ref }: TaskOf<'comment'>, context: RepositoryContext): Promise<RequestedAnswer> {
  const reader = await context.readerFor(installation)
  const document = await writeDossier(ref, { ...context, reader, writer: writeWith(context.analysis) })
  return { kind: 'report', ...(document !== null && { document }) }
}

/** Writes dossiers by running jobs in the analysis. */
function writeWith(analysis: Analysis): DossierWriter {
  return {
    redact: async <T>(value: T) => (await analysis.run('redacted', { value })) as T,
    linksOf: (issue, context) => analysis.run('issueLinks', { issue, context }),
    write: (crawled, releases, wording) => analysis.run('document', { crawled, releases, wording }),
  }
}
