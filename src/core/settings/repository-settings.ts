/**
 * The schema of `.github/auth-triage.yml`. It is the only definition of the file: types, defaults, messages, the
 * editor's JSON schema and the reference page are all derived from it. The field descriptions are written for
 * maintainers. `parse-settings.ts` uses it to parse a file.
 */
import { z } from 'zod'
import { LANGUAGES } from '../report/report.ts'
import { id, sentence } from '../signatures/clause-schema.ts'
import { alarmSettings, causeSettings, fixSettings } from './cause-settings.ts'
import { labelName, labels } from './label-settings.ts'
import { MAX_ENTRIES, packSettings, signatureSettings, thresholds } from './signature-settings.ts'

const MAX_WORDING = 500
const MAX_RETENTION_DAYS = 3650

const login = z.string().regex(/^[\w-]{1,100}(\[bot\])?$/, 'write a login without `@`, e.g. octocat or renovate[bot]')
const wording = sentence.max(MAX_WORDING)

export const settingsSchema = z
  .strictObject({
    mode: z
      .enum(['comment', 'label-only', 'dry-run'])
      .default('comment')
      .describe(
        'comment: labels and one comment. label-only: labels and nothing else, not even a reaction. dry-run: decide and record, but write nothing to GitHub.',
      ),
    packs: packSettings,
    signatures: signatureSettings,
    thresholds,
    native: z
      .enum(['off', 'suggest', 'apply'])
      .default('off')
      .describe(
        "Whether to use GitHub's own fields. suggest: labels of a cause become suggestions with a reason, for a person to approve. apply: these labels are added with a reason. Where GitHub does not offer this, labels are added without a reason.",
      ),
    'issue-type': sentence
      .max(50)
      .optional()
      .describe('Issue type to suggest when a cause is named and the issue has none. Needs `native`.'),
    'issue-fields': z
      .record(z.string().regex(/^[1-9]\d{0,14}$/, "write the field's id, e.g. 42"), sentence.max(100))
      .refine((fields) => Object.keys(fields).length <= 10, 'at most 10 fields')
      .default({})
      .describe('Values to suggest for empty issue fields when a cause is named, by field id. Needs `native`.'),
    labels: labels.prefault({}).describe('Label names and colours. Anything left out keeps its default.'),
    wording: z
      .strictObject({
        greeting: wording.optional().describe('A sentence at the start of every comment.'),
        footer: wording.optional().describe('A sentence in the small print at the end of every comment.'),
        question: wording.optional().describe('Your own neutral question, asked when no signature leads.'),
        questions: z
          .record(id, wording)
          .default({})
          .describe("Your own questions, by signature id; each replaces the signature's question."),
        languages: z
          .array(z.enum(LANGUAGES))
          .max(LANGUAGES.length)
          .default([])
          .describe(
            'Languages besides English for headings and small print, for reports that are clearly written in one of them. Steps, commands and error lines stay in English.',
          ),
      })
      .prefault({})
      .describe(
        'Your own texts: plain sentences of at most 500 characters, with code in backticks. Other markup, mentions and links are shown as plain text.',
      ),
    product: z
      .strictObject({
        id: id.optional().describe("Id of this repository's product, used when a report names no product."),
        names: z
          .array(sentence.max(60))
          .max(20)
          .default([])
          .describe(
            'Names that people use for this product; a report that contains one of them counts as a report about it.',
          ),
        'oldest-supported': z
          .string()
          .regex(/^\d{1,6}(\.\d{1,6}){0,3}$/, 'write a version in quotes, e.g. "2.1"')
          .optional()
          .describe('Oldest supported version. If a report names an older version, the comment says so.'),
      })
      .prefault({})
      .describe("This repository's product."),
    duplicates: z
      .strictObject({
        enabled: z.boolean().default(true).describe('Whether to search for other reports of the same cause.'),
        links: z.int().min(0).max(3).default(3).describe('Maximum number of links to reports in a comment, 0 to 3.'),
        'canonical-comment': z
          .boolean()
          .default(false)
          .describe('Whether to post a summary of all reports of a cause on its canonical report.'),
        'across-repositories': z
          .boolean()
          .default(false)
          .describe("Whether to include reports from the same owner's other repositories where the bot is installed."),
      })
      .prefault({})
      .describe('Other reports of the same cause.'),
    discussions: z
      .boolean()
      .default(false)
      .describe(
        'Whether to answer discussions, too: with the same labels, the same one comment and the same commands. Needs the permission "Discussions: read and write".',
      ),
    headings: z
      .record(sentence.max(100), z.array(sentence.max(100)).min(1).max(20))
      .refine((headings) => Object.keys(headings).length <= 50, 'at most 50 headings')
      .default({})
      .describe(
        "Headings that this repository's issue forms use, by the English heading with the same meaning: `Version: [Fassung, versión]`.",
      ),
    probe: z
      .strictObject({
        advertise: z
          .boolean()
          .default(false)
          .describe(
            'Whether questions may suggest `npx auth-triage probe`, which walks through the login at a server and prints a block to paste into the issue. Turn it on only once `npm view auth-triage` shows this project.',
          ),
      })
      .prefault({})
      .describe('The probe that reporters can run on their own machine.'),
    commands: z
      .strictObject({
        reporter: z
          .boolean()
          .default(true)
          .describe('Whether reporters may use the reporter commands on their own issues.'),
        maintainers: z
          .enum(['triage', 'write', 'maintain', 'admin'])
          .default('triage')
          .describe('Lowest role in this repository that counts as a maintainer.'),
      })
      .prefault({})
      .describe('Who may use `/triage` commands in comments.'),
    budget: z
      .strictObject({
        repository: z.int().min(0).max(100).default(30).describe('New comments per hour across all issues.'),
        author: z
          .int()
          .min(0)
          .max(100)
          .default(10)
          .describe("New comments per hour on one reporter's issues; further issues only get labels."),
        labels: z
          .int()
          .min(0)
          .max(1000)
          .default(300)
          .describe(
            "Labels added or removed per hour across all issues, at most half of them on one reporter's issues. Requests by maintainers may change four times as many.",
          ),
        person: z
          .int()
          .min(1)
          .max(100)
          .default(20)
          .describe(
            'Commands and other feedback accepted per hour from one person. Maintainers may give ten times as much, and any feedback beyond that is handled later.',
          ),
        issue: z
          .int()
          .min(1)
          .max(100)
          .default(40)
          .describe(
            'The same limit per issue, shared by all people with the same rights; it is ten times as high for maintainers, too.',
          ),
      })
      .prefault({})
      .describe('How much the bot may write, and how much feedback it accepts.'),
    retention: z
      .int()
      .min(1)
      .max(MAX_RETENTION_DAYS)
      .default(400)
      .describe(
        "Days for which the bot keeps what it derived from an issue's text, from the issue's last update, and earlier texts of its own comment. Afterwards it keeps only the issue's number and times.",
      ),
    alarms: alarmSettings,
    fixes: fixSettings,
    causes: causeSettings,
    ignore: z
      .strictObject({
        authors: z.array(login).max(MAX_ENTRIES).default([]).describe('Logins whose issues the bot ignores.'),
        labels: z.array(labelName).max(MAX_ENTRIES).default([]).describe('Labels that make the bot ignore an issue.'),
      })
      .prefault({})
      .describe('Issues that the bot ignores.'),
  })
  .describe('How auth-triage behaves in this repository.')

/** A repository's settings with every default filled in. */
export type RepositorySettings = z.output<typeof settingsSchema>

/** @returns the JSON schema for editors and the reference page, as in `schemas/auth-triage.schema.json` */
export function settingsJsonSchema(): object {
  const schema = z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' })
  return { title: 'Repository settings for auth-triage', ...schema }
}
