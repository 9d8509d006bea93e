/** The settings of a repository and of the process as JSON schema: for editors and for the reference page. */
import { z } from 'zod'
import { ENVIRONMENT_SCHEMA } from './environment.ts'
import { settingsSchema } from './repository-settings.ts'

/** Written to `schemas/auth-triage.schema.json`. */
export function settingsJsonSchema(): object {
  return { title: 'Settings of auth-triage for a repository', ...toJson(settingsSchema) }
}

export function environmentJsonSchema(): object {
  return toJson(ENVIRONMENT_SCHEMA)
}

function toJson(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
}
