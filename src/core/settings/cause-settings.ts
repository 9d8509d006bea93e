/** The part of `.github/auth-triage.yml` about what many reports have in common: alarms, fixes, shared causes. */
import { z } from 'zod'
import { ROLES } from '../report/products.ts'

const MAX_URL = 500

export const alarmSettings = z
  .strictObject({
    answer: z
      .boolean()
      .default(false)
      .describe(
        'Whether a report inside an incident is answered with the time since when others see it, instead of a checklist.',
      ),
    issue: z
      .int()
      .min(1)
      .nullable()
      .default(null)
      .describe('Number of an open issue in this repository on which one comment lists the alarms, edited in place.'),
    webhook: z
      .string()
      .max(MAX_URL)
      .regex(
        /^https:\/\/[A-Za-z0-9.-]+\.[A-Za-z][A-Za-z0-9-]*(?:\/[^\s#]*)?$/,
        'write an https URL with a host name, and without a port, a user name or `#`',
      )
      .nullable()
      .default(null)
      .describe(
        'URL that gets a signed POST request for each alarm, and again when more people report it. Everybody who can read this file can read the URL.',
      ),
    digest: z
      .int()
      .min(1)
      .nullable()
      .default(null)
      .describe(
        'Number of an open issue in this repository on which one comment sums up the last week: alarms, ends of threads, drafts of signatures. It is edited in place once a week.',
      ),
  })
  .prefault({})
  .describe('What the bot does when reports of a failure come in beyond chance. By default it only records alarms.')

export const fixSettings = z
  .strictObject({
    ask: z
      .boolean()
      .default(true)
      .describe(
        "Whether the bot's comment on a cause's canonical report asks the reporters, once a version is said to fix it, whether that version works.",
      ),
    mention: z
      .boolean()
      .default(false)
      .describe('Whether that question mentions the reporters, so that GitHub notifies them; at most 20.'),
  })
  .prefault({})
  .describe('What the bot does when a version is said to fix a cause.')

export const causeSettings = z
  .strictObject({
    public: z
      .boolean()
      .default(false)
      .describe(
        'Whether the causes of this public repository are listed with those of other public repositories that chose so: which failures, since when, in how many reports; no names and no texts.',
      ),
    role: z
      .enum(ROLES)
      .optional()
      .describe("This repository's part in a login. By default it follows from its product."),
  })
  .prefault({})
  .describe('Causes that several repositories have.')
