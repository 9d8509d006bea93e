/**
 * Makes a release: runs every check, updates the changelog, the version and the Action's bundle,
 * commits and tags. Pushing the tag publishes it. Usage: npm run release -- patch|minor|major [--dry-run]
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { nextVersion, releaseChangelog, unreleased } from './changelog.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const say = (text: string) => void process.stdout.write(`${text}\n`)
const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
const npm = (...args: readonly string[]) => execFileSync('npm', args, { cwd: root, stdio: 'inherit' })

const { values, positionals } = parseArgs({ options: { 'dry-run': { type: 'boolean' } }, allowPositionals: true })
const { version: present } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'))
const version = nextVersion(present, positionals[0])
const date = new Date().toISOString().slice(0, 10)
const changelog = `${root}/CHANGELOG.md`
const before = readFileSync(changelog, 'utf8')
// First of all, so that a changelog that cannot be released costs no run of the checks.
const after = releaseChangelog(before, { version, date })

if (values['dry-run']) {
  say(`Would release ${version} after ${present}:\n\n${unreleased(before)}`)
  npm('pack', '--dry-run')
} else {
  release()
}

function release(): void {
  if (git('status', '--porcelain') !== '') throw new Error('There are uncommitted changes.')
  npm('run', 'check')
  npm('run', 'build:action')
  writeFileSync(changelog, after)
  npm('version', version, '--no-git-tag-version')
  git('add', 'CHANGELOG.md', 'package.json', 'package-lock.json', 'dist-action')
  git('commit', '--message', `Release ${version}`)
  git('tag', '--annotate', `v${version}`, '--message', `Release ${version}`)
  say(`Tagged v${version}. Publish it with: git push --follow-tags`)
}
