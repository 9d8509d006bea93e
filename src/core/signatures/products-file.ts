/**
 * Reads signatures/products.yaml, the table of the products that a report can be about. `npm run generate` writes the
 * result to src/core/report/products.json, so that reading a report needs neither the file nor a YAML parser.
 */
import { z } from 'zod'
import { type ProductRow, ROLES } from '../report/products.ts'
import { id, sentence } from './clause-schema.ts'
import { isParsed, type PackFile, parseFile } from './parse.ts'
import { type Problem, refuseProblems } from './problems.ts'
import { requiredLiterals } from './scanner/literals.ts'

export const PRODUCTS_FILE = 'products.yaml'

const source = z.url({ protocol: /^https$/ }).describe('Source of this fact, as an https URL.')
const none = z.strictObject({ none: sentence.describe('Why the product has none.') })
const patterns = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)], 'write one pattern or a list of patterns')
  .transform((it) => [it].flat())

const product = z.strictObject({
  id,
  family: id.optional(),
  title: sentence.max(60),
  vendor: sentence.max(40),
  ecosystem: id,
  role: z.enum(ROLES).optional(),
  case: z.literal('sensitive').optional(),
  surroundings: z.literal(true).optional(),
  name: patterns,
  banner: patterns.optional(),
  within: patterns.optional(),
  command: z.union([z.strictObject({ run: sentence, source }), none], 'write `run` and `source`, or `none`'),
  file: z.union([z.strictObject({ path: sentence, source }), none], 'write `path` and `source`, or `none`'),
  log: z.union(
    [
      z
        .strictObject({
          any: sentence.optional(),
          macos: sentence.optional(),
          windows: sentence.optional(),
          linux: sentence.optional(),
          source,
        })
        .refine(({ any, macos, windows, linux }) => (any ?? macos ?? windows ?? linux) !== undefined, 'names no log'),
      none,
    ],
    'write `any` or a system, and `source`; or `none`',
  ),
})

/**
 * @returns the rows in the file's order
 * @throws TriageError('pack-invalid') with every problem, each with its line and a hint
 */
export function readProducts(file: PackFile): readonly ProductRow[] {
  const parsed = parseFile(file, z.array(product))
  if (!isParsed(parsed)) {
    refuseProblems(parsed)
    return []
  }
  const problemAt = (path: readonly PropertyKey[], message: string, hint: string): Problem => {
    return { file: file.path, line: parsed.lineOf(path), message, hint }
  }
  const ids = parsed.value.map((it) => it.id)
  refuseProblems(
    parsed.value.flatMap((row, at) => [
      ...(ids.indexOf(row.id) === at ? [] : [problemAt([at], `the id \`${row.id}\` is taken`, 'give it its own id')]),
      ...[...row.name, ...(row.banner ?? []), ...(row.within ?? [])]
        .filter((pattern) => !isPattern(pattern))
        .map((pattern) => problemAt([at], `\`${pattern}\` is not a pattern`, 'write a JavaScript regular expression')),
    ]),
  )
  return parsed.value.map(({ case: letterCase, surroundings, family, ...row }) => ({
    ...row,
    family: family ?? row.id,
    isCaseSensitive: letterCase === 'sensitive',
    isSurroundings: surroundings ?? false,
    hints: hintsOf([...row.name, ...(row.banner ?? [])]),
  }))
}

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'i')
    return true
  } catch {
    return false
  }
}

const LOOK_AROUND = /\(\?<?[!=](?:[^()\\]|\\.|\([^()]*\))*\)/g

/** Lower-case literals, one of which is in every text that a pattern matches; null if there is no such list. */
function hintsOf(sources: readonly string[]): readonly string[] | null {
  const found = sources.map((it) => requiredLiterals(it.replaceAll('VERSION', '').replaceAll(LOOK_AROUND, '')))
  if (found.some((it) => it === null)) return null
  return [...new Set(found.flatMap((it) => it ?? []).map((it) => it.toLowerCase()))]
}
