/**
 * The table of jobs. Each job takes plain data and its thread's context, and returns plain data. No job uses GitHub, a
 * store or a clock. New code that reads untrusted text must be added here as a job.
 */
import type { FetchedFile } from '../../adapters/attachments/fetch-files.ts'
import { findAttachmentLinks } from '../../adapters/attachments/find-links.ts'
import type { AttachmentLinkContext, LogLink } from '../../adapters/attachments/link-forms.ts'
import { readFiles } from '../../adapters/attachments/read-files.ts'
import type { Release } from '../../adapters/github/issue-reader.ts'
import type { Delivery } from '../../adapters/queue/queue.ts'
import { diagnose } from '../../core/diagnosis/diagnose.ts'
import { runExamples } from '../../core/diagnosis/examples.ts'
import { type Learned, type LearnedDraft, type LearnedReport, learnDrafts } from '../../core/drafts/learn.ts'
import { type RewriteInput, rewriteDrafts } from '../../core/drafts/rewrite-drafts.ts'
import { findCitations, MAX_CITATIONS } from '../../core/duplicates/citations.ts'
import { digestReport, type ReportDigest } from '../../core/duplicates/digest.ts'
import { readDuplicateOf } from '../../core/feedback/duplicate-phrase.ts'
import { formatCommand, type ParsedCommands, parseCommands } from '../../core/feedback/parse-commands.ts'
import { readFixWords, type VersionWord } from '../../core/fixes/fix-words.ts'
import { type ReleaseReading, type ReleaseText, readReleaseNotes } from '../../core/fixes/release-notes.ts'
import type { IssueRef, RepositoryRef } from '../../core/issue-ref.ts'
import type { Ending, EndingReading } from '../../core/outcomes/ending.ts'

import { type PlainWords, readPlainWords } from '../../core/outcomes/plain-words.ts'
import { readEnding } from '../../core/outcomes/read-ending.ts'
import { decidePlan, type PlanContext } from '../../core/plan/decide.ts'
import type { Plan } from '../../core/plan/plan.ts'
import { type Triage, type TriageRules, triageReport, UNTOUCHED } from '../../core/plan/triage-report.ts'
import { readReport } from '../../core/report/read-report.ts'
import type { RawIssue, Report } from '../../core/report/report.ts'
import type { SettingsReading } from '../../core/settings/rule-compiler.ts'
import { readSettings } from '../../core/settings/rule-compiler.ts'
import { type RepositoryRules, type RulesSource, resolveRules } from '../../core/settings/rules.ts'
import type { Problem } from '../../core/signatures/problems.ts'
import type { CrawledIssues } from '../issue-dossier/crawl.ts'
import { renderDocument } from '../issue-dossier/document.ts'
import type { DossierWording } from '../issue-dossier/dossier-wording.ts'
import { deriveFindings } from '../issue-dossier/findings.ts'
import { findIssueLinks, type IssueLinkContext } from '../issue-dossier/links-of-issue.ts'
import { redactTexts } from '../issue-dossier/redacted-reader.ts'
import type { CrawledIssue, Link } from '../issue-dossier/relations.ts'
import { readPayload, type SignedWebhook } from '../webhooks/read-payload.ts'

import { type ViewedIssue, viewIssue } from './issue-view.ts'
import type { GivenRules, JobContext } from './job-context.ts'
import { type TryRequest, type TryResult, tryReport } from './try-report.ts'

/** An issue with its attached files and its situation. */
export interface TriageInput {
  readonly issue: RawIssue
  readonly files: readonly FetchedFile[]
  readonly rules: GivenRules
  /** If absent, the issue has no labels, comment or feedback yet. */
  readonly situation?: Pick<PlanContext, 'state'> & Pick<TriageRules, 'feedback' | 'answers'>
  /** Who reads the comment; people on GitHub if omitted. */
  readonly audience?: TriageRules['audience']
  /** Markdown of other people's comments. It does not count as evidence, but it may mention other issues. */
  readonly remarks?: readonly string[]
}

export interface TriageOutput {
  readonly triage: Triage
  /** The part of the report that is stored for comparison with other reports. */
  readonly digest: ReportDigest
}

/** Runs steps 2 to 4 of the pipeline, and creates the digest that matching compares. */
async function triage(input: TriageInput, context: JobContext): Promise<TriageOutput> {
  const { issue, files, situation, audience, remarks = [] } = input
  const read = await readFiles(files)
  const attachments = [...issue.attachments, ...read.attachments]
  const unread = [...(issue.unread ?? []), ...read.unread]
  const rules = { ...context.rulesOf(input.rules), ...situation, ...(audience && { audience }) }
  const result = triageReport({ ...issue, attachments, unread }, situation?.state ?? UNTOUCHED, rules)
  const digest = digestReport(result.report, result.diagnosis)
  // The report's own citations come first.
  const cites = [...new Set([...digest.cites, ...citationsIn(remarks)])].slice(0, MAX_CITATIONS)
  return { triage: { ...result, report: withoutText(result.report) }, digest: { ...digest, cites } }
}

/** Counts citations in prose only, because a citation in a quote or in code was made elsewhere. */
function citationsIn(remarks: readonly string[]): ReportDigest['cites'] {
  const segments = remarks.flatMap((body) => readReport({ title: '', body, attachments: [] }).segments)
  return findCitations(segments.filter(({ kind }) => kind === 'prose'))
}

/**
 * Drops the text, because the evidence already quotes the lines it needs. Otherwise up to 50 MB of log text would be
 * copied between threads for nothing.
 */
function withoutText(report: Report): Report {
  return { ...report, segments: report.segments.map((segment) => ({ ...segment, text: '' })) }
}

export interface PlanInput extends Omit<PlanContext, 'pack' | 'settings'> {
  readonly rules: GivenRules
}

/** Plans again, with the matches and the issue's current state. */
function plan({ rules, ...situation }: PlanInput, context: JobContext): Plan {
  const { pack, settings } = context.rulesOf(rules)
  return decidePlan({ ...situation, pack, settings })
}

/** Creates the digest of an older issue, which is stored for comparison with other reports. */
function digest({ issue, rules }: Pick<TriageInput, 'issue' | 'rules'>, context: JobContext): ReportDigest {
  const { pack, parameters, hints } = context.rulesOf(rules)
  const report = readReport(issue, hints)
  return digestReport(report, diagnose(report, pack, parameters))
}

/** Grades the bot's first answer by the end of its thread. */
function ending(input: { readonly ending: Ending; readonly rules: GivenRules }, context: JobContext): EndingReading {
  const { pack, parameters } = context.rulesOf(input.rules)
  return readEnding(input.ending, pack, parameters)
}

/** Mines a repository's reports for drafts of signatures. */
function drafts(
  input: { readonly reports: readonly LearnedReport[]; readonly rules: GivenRules },
  context: JobContext,
): Learned {
  return learnDrafts(input.reports, context.rulesOf(input.rules).pack)
}

/** Writes kept drafts from the reports as they are now. */
function draftFiles(input: RewriteInput, { pack }: JobContext): readonly LearnedDraft[] {
  return rewriteDrafts(input, pack)
}

export interface CommentReading {
  readonly commands: ParsedCommands
  /** The issue in the comment's duplicate phrase, `Duplicate of #12`; null if there is no such phrase. */
  readonly duplicateOf: IssueRef | null
  /** What the comment says in plain words and nothing else; null if it says more, or has commands. */
  readonly says: PlainWords | null
}

/** Reads the commands, the duplicate phrase and the plain words in a comment. */
function comment({ body, ref }: { readonly body: string; readonly ref: IssueRef }, _: JobContext): CommentReading {
  const commands = parseCommands(body)
  const says = commands.taken.length === 0 ? readPlainWords(body) : null
  return { commands, duplicateOf: readDuplicateOf(body, ref), says }
}

/** Reads what a comment says about versions that work or fail. */
function fixWords({ body }: { readonly body: string }, _: JobContext): readonly VersionWord[] {
  return readFixWords(body)
}

/** Reads the version of a release, and what its notes name. */
function releaseNotes(
  { release, repository }: { readonly release: ReleaseText; readonly repository: RepositoryRef },
  _: JobContext,
): ReleaseReading {
  return readReleaseNotes(release, repository)
}

/** Cuts a large webhook down to the delivery to store. */
function delivery(
  { webhook, receivedAt }: { readonly webhook: SignedWebhook; readonly receivedAt: number },
  _: JobContext,
): Promise<Delivery | null> {
  return readPayload(webhook, receivedAt, async (body) => parseCommands(body).taken.map(formatCommand))
}

function links(
  input: { readonly markdown: string; readonly context: AttachmentLinkContext },
  _: JobContext,
): readonly LogLink[] {
  return findAttachmentLinks(input.markdown, input.context)
}

function settings(input: { readonly text: string; readonly mayLoosen: boolean }, context: JobContext): SettingsReading {
  return readSettings(input.text, context.pack, input.mayLoosen)
}

/** Compiles the repository signatures. Returns everything except the scanner. */
function rules(
  { source, problems }: { readonly source: RulesSource; readonly problems: readonly Problem[] },
  context: JobContext,
): RepositoryRules {
  const compiled = resolveRules(context.pack, { ...source, problems })
  const { scanner: _, ...pack } = compiled.pack
  return { settings: compiled.settings, pack, problems: compiled.problems, source }
}

/** Cleans and redacts every text in a value, at any depth. */
function redacted({ value }: { readonly value: unknown }, _: JobContext): unknown {
  return redactTexts(value)
}

/** Finds the issues that one issue and its comments mention. */
function issueLinks(
  input: { readonly issue: CrawledIssue; readonly context: IssueLinkContext },
  _: JobContext,
): readonly Link[] {
  return findIssueLinks(input.issue, input.context)
}

export interface DocumentInput {
  readonly crawled: CrawledIssues
  readonly releases: readonly Release[]
  readonly wording: DossierWording
}

/** Renders an issue's dossier as Markdown. */
function document({ crawled, releases, wording }: DocumentInput, { pack }: JobContext): string {
  return renderDocument(deriveFindings(crawled, releases, pack), wording)
}

/** Reads an issue for its page: its diagnosis, and its redacted text with the evidence in its place. */
function viewed({ issue, rules }: Pick<TriageInput, 'issue' | 'rules'>, context: JobContext): ViewedIssue {
  return viewIssue(issue, context.rulesOf(rules))
}

/** Triages a report that somebody enters on the web page. */
function tried(request: TryRequest, { pack }: JobContext): Promise<TryResult> {
  return tryReport(request, pack)
}

/** Returns the ids of the signatures that do not recognise their own examples. */
function deadSignatures(ids: readonly string[], { pack }: JobContext): readonly string[] {
  return ids.filter((id) => runExamples(pack, new Set([id])).length > 0)
}

export const JOBS = {
  triage,
  plan,
  digest,
  ending,
  drafts,
  draftFiles,
  comment,
  fixWords,
  releaseNotes,
  delivery,
  links,
  settings,
  rules,
  redacted,
  issueLinks,
  document,
  viewed,
  tried,
  deadSignatures,
} as const
