/**
 * Makes a release: runs every check, updates the changelog, the version and the Action's bundle,
 * commits and tags. Pushing the tag publishes it. Usage: npm run release -- patch|minor|major. With
 * `--dry-run` it goes the whole way without publishing: changelog, tag, provenance, package, Action and image.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bundleAction } from './bundle-action.ts'
import { nextVersion, releaseChangelog, unreleased } from './changelog.ts'
import { copiedPaths, type Manifest, missingFromPackage, provenanceProblems } from './release-check.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const say = (text: string) => void process.stdout.write(`${text}\n`)
const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
const npm = (...args: readonly string[]) => execFileSync('npm', args, { cwd: root, stdio: 'inherit' })

const { values, positionals } = parseArgs({ options: { 'dry-run': { type: 'boolean' } }, allowPositionals: true })
const { version: present } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'))
const version = nextVersion(present, positionals[0] ?? (values['dry-run'] ? 'patch' : undefined))
const date = new Date().toISOString().slice(0, 10)
const changelog = `${root}/CHANGELOG.md`
const before = readFileSync(changelog, 'utf8')
// First of all, so that a changelog that cannot be released costs no run of the checks.
const after = releaseChangelog(before, { version, date })

if (values['dry-run']) await rehearse()
else release()

/** Goes the whole way without publishing, committing or changing a tracked file. */
async function rehearse(): Promise<void> {
  say(`Would release ${version} after ${present}:\n\n${unreleased(before)}\n`)
  const manifest: Manifest = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'))
  const steps: readonly (readonly [string, () => readonly string[] | Promise<readonly string[]>])[] = [
    ['tag', () => (git('tag', '--list', `v${version}`) === '' ? [] : [`The tag v${version} exists.`])],
    ['provenance', () => provenanceProblems(manifest, readFileSync(`${root}/.github/workflows/release.yml`, 'utf8'))],
    ['package', () => missingFromPackage(manifest, packedFiles()).map((path) => `${path} is not in the package.`)],
    ['Action', checkBundle],
    ['image', checkImage],
  ]
  for (const [name, check] of steps) {
    const problems = await check()
    say(problems.length === 0 ? `ok    ${name}` : problems.map((problem) => `FIX   ${name}: ${problem}`).join('\n'))
    if (problems.length > 0) process.exitCode = 1
  }
}

function packedFiles(): readonly string[] {
  const printed = execFileSync('npm', ['pack', '--dry-run', '--json'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [{ files }] = JSON.parse(printed.slice(printed.indexOf('[\n'))) as [{ files: readonly { path: string }[] }]
  return files.map(({ path }) => path)
}

async function checkBundle(): Promise<readonly string[]> {
  const bundle = await bundleAction()
  const isRunnable = bundle.length > 0 && bundle.includes('INPUT_GITHUB-TOKEN')
  return isRunnable ? [] : ['The bundle does not read its inputs.']
}

/** Builds the image if there is a container engine; otherwise checks that everything that it copies exists. */
function checkImage(): readonly string[] {
  const dockerfile = readFileSync(`${root}/Dockerfile`, 'utf8')
  const missing = copiedPaths(dockerfile).filter((path) => !existsSync(`${root}/${path}`))
  if (missing.length > 0) return missing.map((path) => `${path} does not exist.`)
  try {
    execFileSync('docker', ['version'], { stdio: 'ignore' })
  } catch {
    say('      There is no container engine here, so the image is not built.')
    return []
  }
  execFileSync('docker', ['build', '--tag', `auth-triage:${version}`, root], { stdio: 'inherit' })
  return []
}

function release(): void {
  if (git('status', '--porcelain') !== '') throw new Error('There are uncommitted changes.')
  npm('run', 'check')
  npm('run', 'build:action')
  writeFileSync(changelog, after)
  npm('version', version, '--no-git-tag-version')
  git('add', 'CHANGELOG.md', 'package.json', 'package-lock.json', 'dist-action')
  // Ignored otherwise, see .gitignore.
  git('add', '--force', 'dist-action/compiled-pack.bin')
  git('commit', '--message', `Release ${version}`)
  git('tag', '--annotate', `v${version}`, '--message', `Release ${version}`)
  say(`Tagged v${version}. Publish it with: git push --follow-tags`)
}
