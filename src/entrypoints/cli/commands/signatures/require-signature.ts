/** Looks a signature up that a person named. */
import { TriageError } from '../../../../core/errors.ts'
import type { Pack } from '../../../../core/signatures/pack.ts'
import type { Signature } from '../../../../core/signatures/schema.ts'

/** @throws TriageError('wrong-use') when the pack has no signature of that name */
export function requireSignature(id: string, pack: Pack): Signature {
  const signature = pack.signatures.get(id)
  if (signature !== undefined) return signature
  const hint = 'See `auth-triage signatures list`.'
  throw new TriageError('wrong-use', `No signature is called ${id}.`, { hint })
}
