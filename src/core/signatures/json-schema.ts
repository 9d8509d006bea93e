/** The signature form as JSON schema, for editors that know the YAML language server. */
import { z } from 'zod'
import { signatureSchema } from './schema.ts'

/** Written to `signatures/schema.json`; each file names it in its first line. */
export function signatureJsonSchema(): object {
  return {
    title: 'A signature of auth-triage',
    ...z.toJSONSchema(signatureSchema, { io: 'input', unrepresentable: 'any' }),
  }
}
