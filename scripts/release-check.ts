/** Rules for what a release needs before it can be published. Pure: `release.ts` collects the facts. */

export interface Manifest {
  readonly repository?: { readonly url?: string }
  readonly homepage?: string
  readonly bugs?: string
  readonly author?: string
  readonly license?: string
  readonly bin: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  /** npm links manual pages only from a list, although its documentation allows a string. */
  readonly man: readonly string[]
}

/**
 * npm refuses to publish with provenance unless the package names the repository that the workflow runs in:
 * https://docs.npmjs.com/generating-provenance-statements
 * @param workflow the text of the workflow that publishes
 * @returns what is wrong, one sentence each
 */
export function provenanceProblems(manifest: Manifest, workflow: string): readonly string[] {
  const url = manifest.repository?.url ?? ''
  const fields = (['homepage', 'bugs', 'author', 'license'] as const).filter((field) => !manifest[field])
  return [
    ...(/^git\+https:\/\/github\.com\/[\w-]+\/[\w-]+\.git$/.test(url)
      ? []
      : ['package.json has no `repository.url` of the form git+https://github.com/owner/repo.git.']),
    ...fields.map((field) => `package.json has no \`${field}\`.`),
    ...(/^\s*id-token: write$/m.test(workflow) ? [] : ['The workflow does not request `id-token: write`.']),
    ...(/npm publish --provenance/.test(workflow) ? [] : ['The workflow does not publish with `--provenance`.']),
  ]
}

/**
 * @param packed paths of the files that npm would pack
 * @returns the files that package.json names and the package lacks
 */
export function missingFromPackage({ bin, exports, man }: Manifest, packed: readonly string[]): readonly string[] {
  const exported = Object.values(exports).flatMap((it) => (typeof it === 'string' ? [it] : Object.values(it)))
  const named = [...Object.values(bin), ...exported, ...man, ...ALWAYS]
  const normal = (path: string) => path.replace(/^\.\//, '')
  return [...new Set(named.map(normal))].filter((path) => !packed.includes(path))
}

const ALWAYS = ['README.md', 'LICENSE', 'app.yml', 'signatures/topic.yaml']

/** @returns the paths of the build context that a Dockerfile copies */
export function copiedPaths(dockerfile: string): readonly string[] {
  return [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' '))
}
