/** What a repository may say about the labels of the bot: names and colours of its own. */
import { z } from 'zod'
import { id, sentence } from '../signatures/clause-schema.ts'

/** GitHub's limit: https://docs.github.com/en/rest/issues/labels */
const MAX_LABEL = 50

export const labelName = sentence.max(MAX_LABEL).regex(/^[^\p{C}]*$/u, 'a label is one line of visible text')

const color = z
  .string()
  .regex(/^#?[0-9a-f]{6}$/i, 'write six hex digits in quotes, e.g. "5319e7"')
  .transform((it) => it.replace('#', '').toLowerCase())

const label = z
  .strictObject({
    name: labelName.optional().describe('The name that it has in this repository.'),
    color: color.optional().describe('Six hex digits; only used when the bot creates the label.'),
  })
  .describe('A label of the bot under a name or in a colour of your own.')

export const labels = z.strictObject({
  color: color.optional().describe('Colour of every label that names a cause.'),
  ask: label.default({}).describe('The label while a question of the bot is open; `needs: auth evidence` by default.'),
  credential: label
    .default({})
    .describe('The label while a credential stands in the issue; `security: leaked credential` by default.'),
  signatures: z.record(id, label).default({}).describe('The label of single signatures, by their id.'),
})
