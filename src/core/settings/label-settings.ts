/** The part of the settings schema that describes labels: a repository's own names and colours. */
import { z } from 'zod'
import { id, sentence } from '../signatures/clause-schema.ts'

/** GitHub's limit: https://docs.github.com/en/rest/issues/labels */
const MAX_LABEL = 50

export const labelName = sentence.max(MAX_LABEL).regex(/^[^\p{C}]*$/u, 'a label is one line of visible text')

const color = z
  .string()
  .regex(/^#?[0-9a-f]{6}$/i, 'write six hex digits in quotes, e.g. "5319e7"')
  .transform((value) => value.replace('#', '').toLowerCase())

const label = z
  .strictObject({
    name: labelName.optional().describe('Name of the label in this repository.'),
    color: color.optional().describe('Six hex digits; used only when the bot creates the label.'),
  })
  .describe("Your own name or colour for one of the bot's labels.")

/** More labels on one issue than this describe nothing. */
const MAX_EXTRA = 10

export const labels = z.strictObject({
  'existing-only': z
    .boolean()
    .default(false)
    .describe("Whether to use only labels that the repository already has. Labels that don't exist are never created."),
  all: z
    .array(labelName)
    .max(MAX_EXTRA)
    .default([])
    .describe(
      'Labels for every issue whose cause is named, in addition to the label of its cause: `[auth, area:auth]`.',
    ),
  packs: z
    .record(id, labelName)
    .default({})
    .describe(
      'One label for all causes in a pack, by pack: `{ mcp: "area:mcp", oauth: auth }`. `signatures` overrides it.',
    ),
  duplicate: labelName
    .optional()
    .describe(
      'Existing label to suggest on a report whose cause was reported before, with the number of the earlier report. Never added without approval; needs `native: suggest`.',
    ),
  waiting: z
    .strictObject({
      reporter: labelName.optional().describe('Label for issues on which the reporter has to act next.'),
      maintainers: labelName.optional().describe('Label for issues on which a maintainer has to act next.'),
    })
    .prefault({})
    .describe('Labels that show whose turn it is. The bot sets only those that are named here.'),
  color: color.optional().describe('Colour of every label that names a cause.'),
  ask: label
    .default({})
    .describe('The label that an issue has while a question from the bot is open; `needs: auth evidence` by default.'),
  credential: label
    .default({})
    .describe('The label that an issue has while it contains a credential; `security: leaked credential` by default.'),
  signatures: z.record(id, label).default({}).describe('The labels of individual signatures, by signature id.'),
})
