/**
 * What a repository may say in `.github/auth-triage.yml`, and the only place that says so: types, defaults, messages, the
 * editor's JSON schema and the reference page all come from here. Field by field the docstring is what a maintainer
 * reads. `parse-settings.ts` reads a file by it.
 */
import { z } from 'zod'
import { id, sentence } from '../signatures/clause-schema.ts'
import { labelName, labels } from './label-settings.ts'

/** A list longer than this is a mistake; every delivery walks through it. */
const MAX_ENTRIES = 200
const MAX_WORDING = 500

const share = z.number().min(0).max(1)
const login = z.string().regex(/^[\w-]{1,100}(\[bot\])?$/, 'write a login without `@`, e.g. octocat or renovate[bot]')
const wording = sentence.max(MAX_WORDING)

const own = z
  .boolean()
  .default(false)
  .describe(
    'Whether the signatures in `.github/auth-triage/signatures/` of the same repository count too. They can add to what is asked, and never name a cause by themselves unless the operator of the bot allows it.',
  )

export const settingsSchema = z
  .strictObject({
    mode: z
      .enum(['comment', 'label-only', 'dry-run'])
      .default('comment')
      .describe(
        'comment: labels and one comment. label-only: labels, never a comment. dry-run: what would be done is decided and kept, nothing is written.',
      ),
    packs: z
      .strictObject({ off: z.array(id).max(MAX_ENTRIES).default([]).describe('Packs whose signatures are all off.') })
      .prefault({})
      .describe('Whole packs of signatures.'),
    signatures: z
      .strictObject({
        off: z
          .array(id)
          .max(MAX_ENTRIES)
          .default([])
          .describe('Signatures that never speak here. A report that shows one of them is left alone.'),
        own,
      })
      .prefault({})
      .describe('Single signatures, by their id.'),
    thresholds: z
      .strictObject({
        assert: share.default(0).describe('Least confidence, 0 to 1, at which a cause is named.'),
        ask: share.default(0).describe('Least probability of an authentication failure, 0 to 1, to ask a question.'),
      })
      .prefault({})
      .describe(
        "How sure the bot must be. A value below the bot's own has no effect, unless its operator allows it: a repository can only make it more careful.",
      ),
    labels: labels.prefault({}).describe('Names and colours of labels. What is left out stays as it is.'),
    wording: z
      .strictObject({
        greeting: wording.optional().describe('A sentence before everything else that the bot says.'),
        footer: wording.optional().describe('A sentence in the small print at the end.'),
        questions: z
          .record(id, wording)
          .default({})
          .describe('The question that is put for a signature, by its id, instead of its own.'),
      })
      .prefault({})
      .describe(
        'Texts of your own: plain sentences of at most 500 characters, with code in backticks. Other markup, mentions and links are shown as text.',
      ),
    product: z
      .strictObject({
        id: id.optional().describe('Id of the product of this repository, taken where a report names no product.'),
        names: z
          .array(sentence.max(60))
          .max(20)
          .default([])
          .describe(
            'How people write the name of that product; where one stands in a report, it is about this product.',
          ),
        'oldest-supported': z
          .string()
          .regex(/^\d{1,6}(\.\d{1,6}){0,3}$/, 'write a version in quotes, e.g. "2.1"')
          .optional()
          .describe('Oldest version that is still looked after; who reports an older one is told so.'),
      })
      .prefault({})
      .describe('What this repository is about.'),
    duplicates: z
      .strictObject({
        enabled: z.boolean().default(true).describe('Whether other reports of the same cause are looked for.'),
        links: z.int().min(0).max(3).default(3).describe('How many of them a comment links at most, 0 to 3.'),
        'canonical-comment': z
          .boolean()
          .default(false)
          .describe('Whether the first report of a cause gets a comment that lists the others.'),
        'across-repositories': z
          .boolean()
          .default(false)
          .describe(
            'Whether reports of other repositories of the same owner count, where the bot is installed there too.',
          ),
      })
      .prefault({})
      .describe('Other reports of the same cause.'),
    headings: z
      .record(sentence.max(100), z.array(sentence.max(100)).min(1).max(20))
      .refine((it) => Object.keys(it).length <= 50, 'at most 50 headings')
      .default({})
      .describe(
        "Headings of this repository's issue forms, by the English heading that they stand for: `Version: [Fassung, versión]`.",
      ),
    commands: z
      .strictObject({
        reporter: z
          .boolean()
          .default(true)
          .describe('Whether reporters may use the commands for reporters on their own issues.'),
        maintainers: z
          .enum(['triage', 'write', 'maintain', 'admin'])
          .default('triage')
          .describe('Least role in this repository that counts as a maintainer.'),
      })
      .prefault({})
      .describe('Who may command the bot by `/triage` in a comment.'),
    budget: z
      .strictObject({
        repository: z.int().min(0).max(100).default(30).describe('New comments an hour on all issues together.'),
        author: z
          .int()
          .min(0)
          .max(100)
          .default(10)
          .describe('New comments an hour on the issues of one reporter; further ones only get their labels.'),
        labels: z
          .int()
          .min(0)
          .max(1000)
          .default(300)
          .describe(
            'Labels set and taken off in an hour on all issues together, at most half of them on the issues of one reporter. For what maintainers ask there are four times as many.',
          ),
        person: z
          .int()
          .min(1)
          .max(100)
          .default(20)
          .describe(
            'Commands and other words to the bot in an hour by one person. Maintainers have ten times as many, and what they say beyond that is heard later.',
          ),
        issue: z
          .int()
          .min(1)
          .max(100)
          .default(40)
          .describe(
            'The same on one issue, by all people with the same rights there together; again ten times as many by maintainers.',
          ),
      })
      .prefault({})
      .describe('How much the bot may say, and how much it listens to.'),
    ignore: z
      .strictObject({
        authors: z.array(login).max(MAX_ENTRIES).default([]).describe('Logins whose issues are left alone.'),
        labels: z.array(labelName).max(MAX_ENTRIES).default([]).describe('Labels whose issues are left alone.'),
      })
      .prefault({})
      .describe('Issues that the bot never touches.'),
  })
  .describe('How auth-triage behaves in this repository.')

/** What a repository asks for, every default filled in. */
export type RepositorySettings = z.output<typeof settingsSchema>

/** What holds where a repository says nothing. */
export const DEFAULT_REPOSITORY_SETTINGS: RepositorySettings = settingsSchema.parse({})

/** The settings as JSON schema, for editors and the reference page; written to `schemas/auth-triage.schema.json`. */
export function settingsJsonSchema(): object {
  const schema = z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' })
  return { title: 'Settings of auth-triage for a repository', ...schema }
}
