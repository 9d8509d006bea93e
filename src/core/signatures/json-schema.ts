/** The signature schema as JSON Schema, for editors with the YAML language server. */
import { z } from 'zod'
import { signatureSchema } from './schema.ts'

/** Returns the content of `signatures/schema.json`, which every signature file names in its first line. */
export function signatureJsonSchema(): object {
  return {
    title: 'auth-triage signature',
    ...z.toJSONSchema(signatureSchema, { io: 'input', unrepresentable: 'any' }),
  }
}
