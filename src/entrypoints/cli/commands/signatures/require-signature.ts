/** Looks up a signature by the id that the user typed. */
import { TriageError } from '../../../../core/errors.ts'
import type { Pack } from '../../../../core/signatures/pack.ts'
import type { Signature } from '../../../../core/signatures/schema.ts'

/** @throws TriageError('wrong-use') when the pack has no signature with this id */
export function requireSignature(id: string, pack: Pack): Signature {
  const signature = pack.signatures.get(id)
  if (signature !== undefined) return signature
  const hint = '`auth-triage signatures list` prints all signatures.'
  throw new TriageError('wrong-use', `There is no signature ${id}.`, { hint })
}
