/**
 * Bundles the program for the package: few files that are read quickly, instead of one for each source file. A command
 * loads only the parts that it needs.
 */
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Plugin, rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * The package's entry points by their path in `dist/`: the command line, the worker threads, the public API, and the
 * Probot application.
 */
const ENTRIES = {
  'entrypoints/cli/bin': 'src/entrypoints/cli/bin.ts',
  'entrypoints/parts/thread': 'src/app/analysis/thread.ts',
  index: 'src/index.ts',
  app: 'src/app.ts',
}

/** As deep as most files of `src/`, so that relative paths to the package's other files stay right. */
const PARTS = 'entrypoints/parts/[name]-[hash].js'
const ASSETS = 'entrypoints/parts/[name][extname]'

/**
 * @param folder where the files are written
 * @param outside packages that are imported at run time
 * @returns the folders of the packages of which the files contain code, sorted
 */
export async function bundleProgram(folder: string, outside: readonly string[]): Promise<readonly string[]> {
  const isOutside = (id: string) => id.startsWith('node:') || outside.some((it) => id === it || id.startsWith(`${it}/`))
  const input = Object.fromEntries(Object.entries(ENTRIES).map(([name, path]) => [name, join(root, path)]))
  const build = await rolldown({ input, external: isOutside, platform: 'node', cwd: root, plugins: [largeJsonAsFile] })
  const { output } = await build.write({
    dir: folder,
    entryFileNames: '[name].js',
    chunkFileNames: PARTS,
    assetFileNames: ASSETS,
  })
  await build.close()
  const folders = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds.map(packageOf) : []))
  return [...new Set(folders.filter((it) => it !== null))].sort()
}

/** Smaller JSON becomes code. */
const MAX_JSON_IN_CODE = 100_000

/**
 * The fitted model has almost two megabytes. As data, it is read in a fraction of the time that code takes, and no copy
 * of its text stays in memory.
 */
const largeJsonAsFile: Plugin = {
  name: 'large-json-as-file',
  async load(id) {
    if (!id.endsWith('.json')) return null
    const text = await readFile(id, 'utf8')
    if (text.length <= MAX_JSON_IN_CODE) return null
    const source = JSON.stringify(JSON.parse(text))
    const file = this.emitFile({ type: 'asset', name: basename(id), source })
    const read = `JSON.parse(readFileSync(new URL(import.meta.ROLLUP_FILE_URL_${file}), 'utf8'))`
    return { code: `import { readFileSync } from 'node:fs'\nexport default ${read}`, moduleType: 'js' }
  },
}

/** @returns null for a file of this program */
function packageOf(path: string): string | null {
  return path.replaceAll('\\', '/').match(/^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? null
}
