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

export const labels = z.strictObject({
  color: color.optional().describe('Colour of every label that names a cause.'),
  ask: label
    .default({})
    .describe('The label that an issue has while a question from the bot is open; `needs: auth evidence` by default.'),
  credential: label
    .default({})
    .describe('The label that an issue has while it contains a credential; `security: leaked credential` by default.'),
  signatures: z.record(id, label).default({}).describe('The labels of individual signatures, by signature id.'),
})
