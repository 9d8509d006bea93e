/**
 * The rules that a settings file on this machine asks for. Apart from the commands that may do without, because it loads
 * the schemas of the settings and signatures.
 */
import { TriageError } from '../../core/errors.ts'
import { parseSettings } from '../../core/settings/parse-settings.ts'
import { type Rules, resolveRules } from '../../core/settings/rules.ts'
import type { Pack } from '../../core/signatures/pack.ts'
import { formatProblem } from '../../core/signatures/problems.ts'
import type { Io } from './io.ts'
import { readSignaturesBeside } from './repository-files.ts'

/** @throws TriageError('wrong-use') when the settings are not valid */
export async function rulesOfFile(file: string, pack: Pack, io: Pick<Io, 'read'>): Promise<Rules> {
  const { settings, problems } = parseSettings(await io.read(file), file)
  if (settings === null) {
    const reasons = problems.map(formatProblem).join('\n')
    throw new TriageError('wrong-use', reasons, { hint: `\`auth-triage config check ${file}\` checks it again.` })
  }
  const { files } = await readSignaturesBeside(file, settings)
  return resolveRules(pack, { settings, signatureFiles: files, mayLoosen: false, problems: [] })
}
