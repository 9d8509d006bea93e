/** The part of `.github/auth-triage.yml` that says which signatures are on and how sure the bot must be. */
import { z } from 'zod'
import { id } from '../signatures/clause-schema.ts'

/** A longer list is a mistake, and every delivery would have to search it. */
export const MAX_ENTRIES = 200

/** More sources would be read for every repository that names them. */
const MAX_SOURCES = 3

const sharedSource = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[\w.-]{1,100}@[0-9a-f]{40}$/,
    'write a public repository and the full SHA of a commit, e.g. acme/signatures@ followed by 40 hex digits',
  )

const own = z
  .boolean()
  .default(false)
  .describe(
    "Whether to use the signatures in the same repository's `.github/auth-triage/signatures/` folder. They can add questions; they can name a cause only if the bot's operator allows it.",
  )

const share = z.number().min(0).max(1)

export const packSettings = z
  .strictObject({
    off: z
      .array(id)
      .max(MAX_ENTRIES)
      .default([])
      .describe('Packs to turn off, with all their signatures. `signatures.packs` lists those that are on instead.'),
  })
  .prefault({})
  .describe('Whole packs of signatures.')

export const signatureSettings = z
  .strictObject({
    off: z
      .array(id)
      .max(MAX_ENTRIES)
      .default([])
      .describe('Signatures to turn off. The bot ignores a report if one of them is its most likely cause.'),
    packs: z
      .union([z.literal('auto'), z.array(id).min(1).max(MAX_ENTRIES)], 'write `auto` or a list of packs')
      .optional()
      .describe(
        "The packs that are on. A list: only these. auto: those that the repository's topics and languages choose, and for each report those that it shows evidence of. By default, all packs are on except opt-in ones (`scalekit`), which a report turns on if it shows evidence of them.",
      ),
    own,
    extend: z
      .union([sharedSource.transform((it) => [it]), z.array(sharedSource).max(MAX_SOURCES)])
      .default([])
      .describe(
        'Public repositories whose `signatures/` folder is used too, each at one commit: `owner/repo@<full SHA>`. They are checked and limited like `own` signatures.',
      ),
  })
  .prefault({})
  .describe('Which signatures are on.')

export const thresholds = z
  .strictObject({
    assert: share.default(0).describe('Lowest confidence, 0 to 1, at which a cause is named.'),
    ask: share
      .default(0)
      .describe('Lowest probability of an authentication failure, 0 to 1, at which a question is asked.'),
  })
  .prefault({})
  .describe(
    "How sure the bot must be. A value below the bot's own threshold has no effect unless the operator allows it: a repository can only make the bot more careful.",
  )
